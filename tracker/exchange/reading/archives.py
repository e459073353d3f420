"""What is packed in a ZIP: a workbook, or one file to read."""

from __future__ import annotations

import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping

from tracker.exchange.reading.limits import ENCRYPTED, FileUnreadable, Limits
from tracker.exchange.reading.unfolding import NotWellFormed, look_through
from tracker.exchange.reading.unread_cells import (
    SaidCells,
    UnreadCells,
    is_calculated_anew,
    number_column,
)

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
_HEAD = 1 << 14
"""Bytes of a chunk that are looked at with the next one again: more than any cell has."""
_PASSWORD = 0x1
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_CELL = re.compile(rb'<(?:\w+:)?c [^<>]*?\br="([A-Z]{1,3})([0-9]{1,7})"')
_FILLED = re.compile(_CELL.pattern + rb'(?!(?: [\w:]{1,20}="[^"<>]{0,20}"){0,9} ?(?:/>|></))')
"""A cell with something in it: formats are left behind far below by the thousand."""
_SHEETS = "content.xml"
"""The part of an ODS workbook that holds all its sheets."""
_BOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_FROM_1904 = re.compile(r'<(?:\w+:)?workbookPr\b[^<>]*\bdate1904="(?:1|true)"')
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
        self._unread = UnreadCells(anew=is_calculated_anew(self._read_text(_BOOK)))
        self._unfolded: Mapping[str, SaidCells] = {}
        self._check_entries()

    @property
    def names(self) -> list[str]:
        """Names of all entries that are files."""
        return [entry.filename for entry in self._entries if not entry.is_dir()]

    @property
    def is_workbook(self) -> bool:
        """Whether it is an XLSX, XLSB or ODS file, by its parts."""
        names = set(self.names)
        if "[Content_Types].xml" in names:
            self._refuse_other_documents(names)
            return True
        return _SHEETS in names

    def _refuse_other_documents(self, names: set[str]) -> None:
        if any(name.startswith(_OTHER_DOCUMENTS) for name in names):
            raise FileUnreadable("Choose a workbook or a table: this is a text or a presentation")

    def find_unread(self) -> Mapping[str, SaidCells]:
        """By sheet, the cells of an XLSX or ODS workbook that its reader gives as blank."""
        if _SHEETS in self.names:
            return self._unfolded
        return self._unread.name_sheets(self._read_text(_BOOK), self._read_text(_RELATIONS))

    @property
    def counts_from_1904(self) -> bool:
        """Whether an XLSX workbook counts days since 1904, as those of old Macs do."""
        return bool(_FROM_1904.search(self._read_text(_BOOK)))

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

    def _check_entries(self) -> None:
        for entry in self._entries:
            if entry.flag_bits & _PASSWORD:
                raise FileUnreadable(ENCRYPTED)
            if _SHEET.fullmatch(entry.filename):
                self._check_sheet(entry.filename)
            else:
                for chunk in self._unpack(entry.filename):
                    if entry.filename == "META-INF/manifest.xml" and b"encryption-data" in chunk:
                        raise FileUnreadable(ENCRYPTED)
        # Last, since before the manifest nothing says that they are encrypted.
        for entry in self._entries:
            if entry.filename == _SHEETS:
                self._unfolded = self._look_through_sheets(entry)

    def _read_text(self, name: str) -> str:
        """A small part of a workbook, blank where there is none."""
        if not any(e.filename == name and not e.flag_bits & _PASSWORD for e in self._entries):
            return ""
        return b"".join(self._unpack(name)).decode(errors="replace")

    def _unpack(self, name: str | zipfile.ZipInfo) -> Iterator[bytes]:
        """The chunks of an entry; one that is larger than it says fails its check sum."""
        try:
            with self._zip.open(name) as entry:
                while chunk := entry.read(_CHUNK):
                    yield chunk
        except DAMAGED:
            raise FileUnreadable(BROKEN) from None

    def _check_sheet(self, name: str) -> None:
        """Refuse a sheet whose cells lie so far apart that the area between them is too large."""
        if _measure(_CELL, self._look_through(name)) > self._limits.cells:
            self._limits.check_cells(_measure(_FILLED, self._cut_between_cells(name)))

    def _look_through(self, name: str) -> Iterator[bytes]:
        """The chunks of a sheet, with a look for cells that nobody can read."""
        for text in self._overlap(name):
            self._unread.look(name, text)
            yield text

    def _look_through_sheets(self, entry: zipfile.ZipInfo) -> Mapping[str, SaidCells]:
        """Look for cells in an ODS workbook that nobody can read, or that repeat too often."""
        try:
            return look_through(self._unpack(entry), self._limits)
        except NotWellFormed:
            raise FileUnreadable(BROKEN) from None

    def _cut_between_cells(self, name: str) -> Iterator[bytes]:
        """Chunks that end before the last tag that opens: what follows says whether it is blank.

        Where much follows, chunks overlap, and a cell at the end of one may count as filled.
        """
        kept = b""
        for chunk in self._unpack(name):
            text = kept + chunk
            cut = text.rfind(b"<")
            while cut >= 0 and text[cut + 1 : cut + 2] in (b"/", b""):
                cut = text.rfind(b"<", 0, cut)
            short = cut >= 0 and len(text) - cut <= _HEAD
            yield text[:cut] if short else text
            kept = text[cut:] if short else text[-_HEAD:]
        yield kept

    def _overlap(self, name: str) -> Iterator[bytes]:
        """Chunks that begin with the end of the one before, so that nothing falls between them."""
        tail = b""
        for chunk in self._unpack(name):
            text = tail + chunk
            yield text
            tail = text[-_HEAD:]


def _is_hidden(name: str) -> bool:
    parts = name.split("/")
    return parts[0] == "__MACOSX" or any(part.startswith(".") for part in parts)


def _measure(cell: re.Pattern[bytes], texts: Iterable[bytes]) -> int:
    """How many cells the smallest area has that holds all of these."""
    width = height = 0
    for text in texts:
        for letters, row in cell.findall(text):
            height = max(height, int(row))
            width = max(width, number_column(letters))
    return width * height
