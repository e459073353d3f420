"""Workbooks that begin to be sent before they are finished, so that whoever waits sees it.

A workbook is an archive. XlsxWriter makes all of its parts once the last row is written; the one
that says where the others are is the same in each, and goes first. The others follow as they were
packed: nothing is packed twice.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

FIRST = "_rels/.rels"
"""The part that says where the others are."""

PIECE = 256 * 1024

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_NEEDED = 20
_NAMES_IN_UTF8 = 0x800
_TIME, _DAY = 0, 33
"""Midnight and 1 January 1980, as XlsxWriter dates every part."""


class NoWorkbook(ValueError):
    """A file of which the first part is another one than that which was sent."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Part:
    """A part of an archive as it is packed."""

    name: bytes
    method: int
    crc: int
    packed: int
    size: int

    def describe_here(self) -> bytes:
        """What stands before it."""
        said = (self.method, _TIME, _DAY, self.crc, self.packed, self.size, len(self.name), 0)
        return _LOCAL.pack(b"PK\3\4", _NEEDED, _NAMES_IN_UTF8, *said) + self.name

    def describe_at(self, offset: int) -> bytes:
        """What the list at the end says of it."""
        said = (self.method, _TIME, _DAY, self.crc, self.packed, self.size, len(self.name))
        beside = (0, 0, 0, 0, 0, offset)
        head = (b"PK\1\2", _NEEDED, _NEEDED, _NAMES_IN_UTF8)
        return _CENTRAL.pack(*head, *said, *beside) + self.name


@dataclass(kw_only=True, slots=True)
class _Archive:
    """An archive that is sent part by part; the list of all parts comes last."""

    offset: int = 0
    listed: list[bytes] = field(default_factory=list)

    def begin(self, part: _Part) -> bytes:
        """What stands before a part that follows now."""
        self.listed.append(part.describe_at(self.offset))
        head = part.describe_here()
        self.offset += len(head) + part.packed
        return head

    def end(self) -> bytes:
        """The list."""
        listed = b"".join(self.listed)
        number = len(self.listed)
        end = _END.pack(b"PK\5\6", 0, 0, number, number, len(listed), self.offset, 0)
        return listed + end


def send_early(first: bytes, write: Callable[[Path], None], path: Path) -> Iterator[bytes]:
    """An archive whose first part is sent before the rest of it is written to a file.

    Raises NoWorkbook where the file turns out to begin otherwise.
    """
    archive = _Archive()
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    packed = packer.compress(first) + packer.flush()
    part = _Part(
        name=FIRST.encode(),
        method=ZIP_DEFLATED,
        crc=zlib.crc32(first),
        packed=len(packed),
        size=len(first),
    )
    yield archive.begin(part) + packed
    write(path)
    with ZipFile(path) as made, path.open("rb") as file:
        if made.read(FIRST) != first:
            raise NoWorkbook(FIRST)
        for info in made.infolist():
            if info.filename != FIRST:
                yield archive.begin(_describe(info))
                yield from _read_packed(file, info)
    yield archive.end()


def _describe(info: ZipInfo) -> _Part:
    return _Part(
        name=info.filename.encode(),
        method=info.compress_type,
        crc=info.CRC,
        packed=info.compress_size,
        size=info.file_size,
    )


def _read_packed(file: BinaryIO, info: ZipInfo) -> Iterator[bytes]:
    file.seek(info.header_offset)
    *_, name, extra = _LOCAL.unpack(file.read(_LOCAL.size))
    file.seek(name + extra, 1)
    left = info.compress_size
    while left:
        piece = file.read(min(PIECE, left))
        left -= len(piece)
        yield piece
