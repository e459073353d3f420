"""Compound files of old office programs: a workbook is taken out of one, or put into one."""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterator, Sequence

_HEADER = 512
_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NAMES = ("Workbook", "Book", "WORKBOOK", "BOOK")
"""What the stream of a workbook is called, the newer format first."""

_REGULAR = 0xFFFFFFFA
"""Numbers from here on are no sectors."""
_NONE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_ENTRY = 128
_OLD = 3
"""The version of most of them, with sectors of 512 bytes."""

_SMALL = 4096
"""Streams of fewer bytes lie in one stream together, in sectors of their own."""
_SMALL_SECTOR = 64
_SECTOR = 4096
_LISTED = 109
"""Sectors of the allocation table that the header has room for."""


class NoWorkbook(ValueError):
    """A compound file that is damaged, or holds no workbook."""


def take_stream(content: bytes) -> bytes:
    """The stream of the workbook. Raises NoWorkbook.

    No sector is followed twice, so that whatever the file says there is no more than its own size.
    """
    try:
        return _Compound(content).find_workbook()
    except (struct.error, IndexError):
        raise NoWorkbook from None


def put_stream(stream: bytes) -> bytes:
    """A compound file that holds this stream of a workbook, and nothing else."""
    stream = stream.ljust(_SMALL, b"\0")
    sectors = -(-len(stream) // _SECTOR)
    tables = -(-(sectors + 1) // (_SECTOR // 4 - 1))
    # The table itself, the directory, then the stream from one sector to the next.
    first = tables + 1
    chain = array("I", [_TABLE] * tables)
    chain.extend([_END, *range(first + 1, first + sectors), _END])
    chain.extend([_NONE] * (tables * _SECTOR // 4 - len(chain)))
    listed = [*range(tables), *[_NONE] * (_LISTED - tables)]
    head = _MARK + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 4, 0xFFFE, 12, 6)
    head += struct.pack("<IIIIIIIII", 1, tables, tables, 0, _SMALL, _END, 0, _END, 0)
    head += struct.pack(f"<{_LISTED}I", *listed)
    directory = _write_entry("Root Entry", 5, 1, 0, 0)
    directory += _write_entry(_NAMES[0], 2, _NONE, first, len(stream))
    parts = (head, struct.pack(f"<{len(chain)}I", *chain), directory, stream)
    return b"".join(part.ljust(-(-len(part) // _SECTOR) * _SECTOR, b"\0") for part in parts)


def _write_entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    links = struct.pack("<HBBIII", len(text), kind, 1, _NONE, _NONE, child)
    return text.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", start, size)


class _Compound:
    def __init__(self, content: bytes) -> None:
        self._content = content
        (self._version,) = struct.unpack_from("<H", content, 26)
        (shift,) = struct.unpack_from("<H", content, 30)
        if shift not in (9, 12):
            raise NoWorkbook
        self._size = 1 << shift
        self._count = len(content) // self._size
        start, small_start, small_count, listed = struct.unpack_from("<48xI8xIII", content)
        self._next = self._read_numbers(self._list_tables(listed))
        self._directory = b"".join(self._follow(start))
        self._small_next = self._read_numbers(
            self._list_chain(small_start, self._next) if small_count else ()
        )

    def find_workbook(self) -> bytes:
        entries = [
            self._directory[at : at + _ENTRY]
            for at in range(0, len(self._directory) - _ENTRY + 1, _ENTRY)
        ]
        named = {_read_name(entry): entry for entry in reversed(entries)}
        entry = next((named[name] for name in _NAMES if name in named), None)
        if entry is None:
            raise NoWorkbook
        start, size = self._read_place(entry)
        pieces = self._follow(start) if size >= _SMALL else self._follow_small(start, entries[0])
        stream = _join(pieces, size)
        if len(stream) < size:
            raise NoWorkbook
        return stream

    def _follow_small(self, start: int, root: bytes) -> Iterator[bytes]:
        together = _join(self._follow(self._read_place(root)[0]), len(self._content))
        for number in self._list_chain(start, self._small_next):
            yield together[number * _SMALL_SECTOR : (number + 1) * _SMALL_SECTOR]

    def _read_place(self, entry: bytes) -> tuple[int, int]:
        start, size = struct.unpack_from("<IQ", entry, 116)
        # Of old files the upper half of the size may be anything.
        return start, size & 0xFFFFFFFF if self._version == _OLD else size

    def _list_tables(self, further: int) -> Iterator[int]:
        """The sectors of the allocation table, those listed in the header first."""
        seen: set[int] = set()
        entries: Sequence[int] = struct.unpack_from(f"<{_LISTED}I", self._content, 76)
        while True:
            for sector in entries:
                if sector < _REGULAR:
                    if sector in seen:
                        raise NoWorkbook
                    seen.add(sector)
                    yield sector
            if further >= _REGULAR:
                return
            if further in seen:
                raise NoWorkbook
            seen.add(further)
            *entries, further = struct.unpack(f"<{self._size // 4}I", self._read_sector(further))

    def _read_numbers(self, sectors: Sequence[int] | Iterator[int]) -> Sequence[int]:
        numbers = array("I")
        for sector in sectors:
            whole = self._read_sector(sector)
            numbers.extend(struct.unpack_from(f"<{len(whole) // 4}I", whole))
        return numbers

    def _follow(self, start: int) -> Iterator[bytes]:
        return map(self._read_sector, self._list_chain(start, self._next))

    def _list_chain(self, start: int, following: Sequence[int]) -> Iterator[int]:
        sector, steps = start, 0
        while sector != _END:
            steps += 1
            if sector >= _REGULAR or steps > len(following):
                raise NoWorkbook
            yield sector
            sector = following[sector]

    def _read_sector(self, sector: int) -> bytes:
        at = (sector + 1) * self._size
        if sector > self._count:
            raise NoWorkbook
        return self._content[at : at + self._size]


def _read_name(entry: bytes) -> str:
    return entry[:64].decode("utf-16-le", errors="replace").partition("\0")[0]


def _join(pieces: Iterator[bytes], size: int) -> bytes:
    """As much of the pieces as the stream is long."""
    joined = bytearray()
    for piece in pieces:
        joined += piece
        if len(joined) >= size:
            break
    return bytes(joined[:size])
