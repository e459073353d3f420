"""What is packed in a ZIP: a workbook, or one file to read."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping

from tracker.exchange.reading.limits import ENCRYPTED, FileUnreadable, Limits
from tracker.exchange.reading.packed_workbooks import (
    PackedWorkbook,
    is_sheet,
    look_through_binary,
    look_through_sheets,
    name_part,
)
from tracker.exchange.reading.unfolding import look_through
from tracker.exchange.reading.unread_cells import SaidCells
from tracker.exchange.reading.xml_parts import NotWellFormed

BROKEN = "Get the file anew: this copy is damaged or cut off"
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    ValueError,
)
"""What reading an archive raises that is damaged, or packed in a way that nobody knows."""

_CHUNK = 1 << 20
_PASSWORD = 0x1
_MANIFEST = "META-INF/manifest.xml"
_SHEETS = "content.xml"
"""The part of an ODS workbook that holds all its sheets."""
_TYPES = "[Content_Types].xml"
"""The part that every XLSX and XLSB workbook has."""

_OTHER_DOCUMENTS = ("word/", "ppt/")


class Archive:
    """A ZIP whose entries were all unpacked once, so that none of them can surprise later."""

    def __init__(self, content: bytes, limits: Limits) -> None:
        self._limits = limits
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except DAMAGED:
            raise FileUnreadable(BROKEN) from None
        self._entries = self._zip.infolist()
        self._limits.check_unpacked(sum(entry.file_size for entry in self._entries))
        self._workbook = PackedWorkbook()
        sheets = self._check_entries()
        # Last, since before the manifest nothing says that they are encrypted.
        try:
            self._look_through(sheets)
        except NotWellFormed:
            raise FileUnreadable(BROKEN) from None

    @property
    def names(self) -> list[str]:
        """Names of all entries that are files."""
        return [entry.filename for entry in self._entries if not entry.is_dir()]

    @property
    def is_workbook(self) -> bool:
        """Whether it is an XLSX, XLSB or ODS file, by its parts."""
        names = set(self.names)
        if _TYPES in names:
            self._refuse_other_documents(names)
            return True
        return _SHEETS in names

    def _refuse_other_documents(self, names: set[str]) -> None:
        if any(name.startswith(_OTHER_DOCUMENTS) for name in names):
            raise FileUnreadable("Choose a workbook or a table: this is a text or a presentation")

    @property
    def unread(self) -> Mapping[str, SaidCells]:
        """By sheet, the cells of a workbook that its reader gives as blank."""
        return self._workbook.unread

    @property
    def counts_from_1904(self) -> bool:
        """Whether an XLSX or XLSB workbook counts days since 1904."""
        return self._workbook.from_1904

    def read_only_file(self) -> tuple[str, bytes]:
        """Name and content of the one file in the archive."""
        files = [name for name in self.names if not _is_hidden(name)]
        if len(files) != 1:
            raise FileUnreadable(
                f"Choose one file: this archive holds {len(files)}, unpack it and choose one of "
                "them"
                if files
                else "Choose another file: this archive is empty"
            )
        return files[0].rpartition("/")[2], b"".join(self._unpack(files[0]))

    def _check_entries(self) -> list[str]:
        """Unpack all of them. Those that may be read as the sheets of an XLSX workbook."""
        sheets = []
        for entry in self._entries:
            if entry.flag_bits & _PASSWORD:
                raise FileUnreadable(ENCRYPTED)
            chunks = self._unpack(entry)
            if entry.filename == _MANIFEST:
                self._check_manifest(chunks)
            elif is_sheet(chunks):
                sheets.append(entry.filename)
        return sheets

    @staticmethod
    def _check_manifest(chunks: Iterator[bytes]) -> None:
        for chunk in chunks:
            if b"encryption-data" in chunk:
                raise FileUnreadable(ENCRYPTED)

    def _look_through(self, sheets: list[str]) -> None:
        """Look for cells of a workbook that nobody can read, and that it is not too large."""
        names = self.names
        if _TYPES in names:
            if len({name_part(name) for name in names}) < len(names):
                raise NotWellFormed
            self._workbook = look_through_sheets(self._read, sheets, self._limits)
            binary = look_through_binary(self._read, self._limits)
            self._workbook.unread |= binary.unread
            self._workbook.from_1904 |= binary.from_1904
        if _SHEETS in names:
            self._workbook.unread |= look_through(self._unpack(_SHEETS), self._limits)

    def _read(self, part: str) -> Iterator[bytes]:
        """What is in a part, however its name is written; nothing where it is not there."""
        wanted = name_part(part)
        found = next((name for name in self.names if name_part(name) == wanted), None)
        return iter(()) if found is None else self._unpack(found)

    def _unpack(self, name: str | zipfile.ZipInfo) -> Iterator[bytes]:
        """The chunks of an entry; one that is larger than it says fails its check sum."""
        try:
            with self._zip.open(name) as entry:
                while chunk := entry.read(_CHUNK):
                    yield chunk
        except DAMAGED:
            raise FileUnreadable(BROKEN) from None


def _is_hidden(name: str) -> bool:
    parts = name.split("/")
    return parts[0] == "__MACOSX" or any(part.startswith(".") for part in parts)
