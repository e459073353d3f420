"""Cells of an XLS workbook looked through: where they stand, and what formulas came to."""

from __future__ import annotations

import struct
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field

from tracker.exchange.reading.unread_cells import (
    AN_ERROR,
    NOT_CALCULATED,
    UnreadCells,
    name_error,
)

_FORMULA, _NUMBERS, _STRING = 0x06, 0xBD, 0xFD
_BLANK, _NUMBER, _LABEL, _TRUTH_OR_ERROR = 0x201, 0x203, 0x204, 0x205
CELLS = frozenset((_FORMULA, _NUMBERS, _STRING, _NUMBER, _LABEL, _TRUTH_OR_ERROR, 0xD6, 0x27E))
"""Records of cells with something in them."""

_SHORTEST = 6
_FORMULA_HEAD = 22
_NO_NUMBER = b"\xff\xff"
_TEXT, _ERROR, _NO_TEXT = 0, 2, 3
"""What a formula came to where that is no number."""

_MISSING = 0x16
"""Stands in a formula for an argument that was left out."""

_PLACE = struct.Struct("<HH")


class Damaged(ValueError):
    """Records that no spreadsheet program wrote so."""


@dataclass(slots=True)
class SheetCells:
    """The cells of a sheet. Formulas in `records` become their results."""

    _sheet: str
    _records: bytearray
    _lengths: Sequence[int]
    """Characters of the texts that cells share."""

    unread: UnreadCells
    height: int = 0
    width: int = 0
    text: int = 0
    """Characters of what they share, written out."""

    nothing: array[int] = field(default_factory=lambda: array("H"))
    """Rows and columns of the formulas that came to 0 or a blank text."""

    has_results: bool = False
    """Whether any formula came to something else."""

    def take(self, kind: int, at: int, length: int) -> None:
        """Take in the record of a cell. Raises Damaged."""
        if length < _SHORTEST:
            raise Damaged
        row, column = _PLACE.unpack_from(self._records, at)
        self._stretch(row, column)
        if kind == _STRING:
            (index,) = struct.unpack_from("<I", self._records, at + 6)
            self.text += self._lengths[index] if index < len(self._lengths) else 0
        elif kind == _NUMBERS:
            self._stretch(row, struct.unpack_from("<H", self._records, at + length - 2)[0])
        elif kind == _TRUTH_OR_ERROR:
            if self._records[at + 7]:
                self._say_error(at, self._records[at + 6])
        elif kind == _FORMULA:
            if length < _FORMULA_HEAD:
                raise Damaged
            self._take_formula(at, length)

    def say_nothing(self) -> None:
        """Say of formulas that came to nothing that nobody calculated them."""
        for row, column in zip(self.nothing[::2], self.nothing[1::2], strict=True):
            self.unread.add(self._sheet, row + 1, (column,), NOT_CALCULATED)

    def _stretch(self, row: int, column: int) -> None:
        if row >= self.height:
            self.height = row + 1
        if column >= self.width:
            self.width = column + 1

    def _take_formula(self, at: int, length: int) -> None:
        """Put the result of a formula in its place."""
        result = self._records[at + 6 : at + 14]
        if not result.endswith(_NO_NUMBER):
            self._note(at, is_nothing=not any(result))
            self._turn_into(_NUMBER, at)
        elif result[0] == _NO_TEXT:
            self._note(at, is_nothing=True)
            self._turn_into(_LABEL, at, bytes(3))
        elif result[0] == _TEXT:
            # The text follows in a record of its own, which needs this one.
            self._note(at, is_nothing=False)
            inside = length - _FORMULA_HEAD
            self._records[at + 20 : at + 22] = struct.pack("<H", min(inside, 1))
            self._records[at + 22 : at + length] = bytes([_MISSING]) * inside
        else:
            is_error = result[0] == _ERROR
            self._note(at, is_nothing=False)
            self._turn_into(_TRUTH_OR_ERROR, at, bytes([result[2], is_error]))
            if is_error:
                self._say_error(at, result[2])

    def _note(self, at: int, *, is_nothing: bool) -> None:
        if is_nothing:
            self.nothing.extend(_PLACE.unpack_from(self._records, at))
        else:
            self.has_results = True

    def _say_error(self, at: int, code: int) -> None:
        said = name_error(code)
        row, column = _PLACE.unpack_from(self._records, at)
        self.unread.add(self._sheet, row + 1, (column,), said)
        if said == AN_ERROR:
            self._turn_into(_BLANK, at)

    def _turn_into(self, kind: int, at: int, inside: bytes = b"") -> None:
        struct.pack_into("<H", self._records, at - 4, kind)
        self._records[at + 6 : at + 6 + len(inside)] = inside
