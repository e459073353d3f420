"""An XLSB workbook looked through by its records: how large its sheets become, and its errors."""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterable, Iterator, Sequence

from tracker.exchange.reading.packages import MOST_PARTS, ROOT, Package, Read, find_targets
from tracker.exchange.reading.unread_cells import NOT_CALCULATED, UnreadCells, name_error
from tracker.exchange.reading.xml_parts import NotWellFormed

BOOK = f"{ROOT}workbook.bin"
_ROW, _ERROR, _SHARED, _NUMBER_RESULT, _ERROR_RESULT = 0x00, 0x03, 0x07, 0x09, 0x0B
_CELLS = range(0x02, 0x0C)
_TEXT, _NAME, _SETTINGS = 0x13, 0x27, 0x99
_SHEET, _CALCULATION = 0x9C, 0x9D
_VALUE_AT, _ANEW_AT = 8, 24
_NO_PART = 0xFFFFFFFF
_LONGEST = 255
"""Characters of a name, which formulas repeat."""

_MOST_OF_BOOK = 8 * 1024 * 1024
"""Bytes that tell of sheets and names, of which the reader makes up to a hundred times as many."""

_NUMBER = struct.Struct("<I")
_MORE = 0x80
_LENGTH_BYTES = 4


def read_binary_package(read: Read) -> Package:
    """Read what the parts are from those that say so. Raises NotWellFormed."""
    targets = find_targets(read(f"{ROOT}_rels/workbook.bin.rels"))
    sheets: list[tuple[str, str]] = []
    anew = from_1904 = False
    left = _MOST_OF_BOOK
    for kind, inside in _list_records(read(BOOK)):
        left -= len(inside)
        if left < 0 or len(sheets) > MOST_PARTS:
            raise NotWellFormed
        if kind == _SHEET and _read_number(inside, 8) != _NO_PART:
            relation = _read_name(inside, 8)
            name = _read_name(inside, 12 + 2 * len(relation))
            sheets.append((name, ROOT + targets.get(relation, "")))
        elif kind == _NAME:
            _read_name(inside, 9)
        elif kind == _CALCULATION:
            anew = bool(_read_byte(inside, _ANEW_AT) & 1)
        elif kind == _SETTINGS:
            from_1904 = bool(_read_byte(inside, 0) & 1)
    return Package(
        sheets=tuple(sheets),
        strings=f"{ROOT}sharedStrings.bin",
        is_calculated_anew=anew,
        from_1904=from_1904,
    )


def measure_binary_texts(chunks: Iterable[bytes]) -> Sequence[int]:
    """The number of characters of each text that cells share. Raises NotWellFormed."""
    lengths = array("I")
    for kind, inside in _list_records(chunks):
        if kind == _TEXT:
            lengths.append(_read_number(inside, 1))
    return lengths


class BinarySheet:
    """Cells of a sheet as they come: what is kept is where the last ones stand, and the errors."""

    def __init__(
        self, part: str, lengths: Sequence[int], unread: UnreadCells, *, anew: bool
    ) -> None:
        self.height = self.width = self.text = self.size = 0
        self.merged = 0
        self._part, self._lengths, self._unread, self._anew = part, lengths, unread, anew
        self._row = 0

    def look_through(self, chunks: Iterable[bytes]) -> None:
        """Look through the part. Raises NotWellFormed, or FileUnreadable for too many errors."""
        for kind, inside in _list_records(chunks):
            self.size += len(inside)
            if kind in _CELLS:
                self._take(kind, inside)
            elif kind == _ROW:
                self._row = _read_number(inside, 0)

    def _take(self, kind: int, inside: bytes) -> None:
        column = _read_number(inside, 0)
        self.height = max(self.height, self._row + 1)
        self.width = max(self.width, column + 1)
        if kind == _SHARED:
            number = _read_number(inside, _VALUE_AT)
            self.text += self._lengths[number] if number < len(self._lengths) else 0
        elif kind in (_ERROR, _ERROR_RESULT):
            self._say(column, name_error(_read_byte(inside, _VALUE_AT)))
        elif kind == _NUMBER_RESULT and self._anew and not any(inside[_VALUE_AT:16]):
            self._say(column, NOT_CALCULATED)

    def _say(self, column: int, said: str) -> None:
        self._unread.add(self._part, self._row + 1, (column,), said)


def _list_records(chunks: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    """The kinds of the records of a part, and what is in them."""
    held = bytearray()
    for chunk in chunks:
        held += chunk
        at = 0
        while (found := _find_record(held, at)) is not None:
            kind, begin, end = found
            if end > len(held):
                break
            yield kind, bytes(held[begin:end])
            at = end
        del held[:at]


def _find_record(held: bytearray, at: int) -> tuple[int, int, int] | None:
    """The kind of a record, where what is in it begins and ends; None where its head is cut off."""
    try:
        kind = held[at]
        at += 1
        if kind & _MORE:
            kind = (kind & 0x7F) + ((held[at] & 0x7F) << 7)
            at += 1
        length = 0
        for place in range(_LENGTH_BYTES):
            byte = held[at]
            at += 1
            length += (byte & 0x7F) << (7 * place)
            if not byte & _MORE:
                break
    except IndexError:
        return None
    return kind, at, at + length


def _read_byte(inside: bytes, at: int) -> int:
    if len(inside) <= at:
        raise NotWellFormed
    return inside[at]


def _read_number(inside: bytes, at: int) -> int:
    try:
        number: int = _NUMBER.unpack_from(inside, at)[0]
    except struct.error:
        raise NotWellFormed from None
    return number


def _read_name(inside: bytes, at: int) -> str:
    length = _read_number(inside, at)
    if length > _LONGEST:
        raise NotWellFormed
    return inside[at + 4 : at + 4 + 2 * length].decode("utf-16-le", errors="replace")
