"""Cells of refused rows as they are read alike without the other rows of their file."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from tracker.exchange.detecting import NotADay, NotANumber, Number, read_day, read_number
from tracker.exchange.importing.entries import RefusedRow
from tracker.exchange.mapping import ImportMapping
from tracker.exchange.meanings import Role

_OF_THOUSANDS = re.compile(r"(?<=[0-9])\.(?=[0-9]{3}(?![0-9]))")
_OF_FRACTIONS = re.compile(r"(?<=[0-9])\.0+(?![0-9])")
"""What a number can do without, where a point sets off thousands or a fraction."""


class RefusedCells:
    """Writes days as YYYY-MM-DD, and numbers without the point whose meaning the file decided.

    What cannot be read stays as it was typed.
    """

    def __init__(self, head: Sequence[str], mapping: ImportMapping) -> None:
        self._head = head
        self._days = mapping.days
        counts = {*mapping.measures, mapping.find(Role.NUMBER)} & set(mapping.points)
        self._decimals = {name: mapping.points[name].decimal for name in counts if name}
        day = mapping.find(Role.DAY)
        self._writers: dict[int, Callable[[str], str]] = {
            index: self._write_day if name == day else self._make_number_writer(name)
            for index, name in enumerate(head)
            if name == day or name in self._decimals
        }

    def write(self, row: RefusedRow) -> tuple[list[str], str]:
        """The cells of a row, and why it was refused with what stood in those that differ now."""
        cells, notes = list(row.cells), []
        for index, write in self._writers.items():
            cells[index] = write(row.cells[index])
            if cells[index] != row.cells[index]:
                typed = f"“{row.cells[index]}” in the column “{self._head[index]}”"
                notes.append(f"{typed} was read as {cells[index]}")
        return cells, ". ".join((row.reason, *notes))

    def _write_day(self, typed: str) -> str:
        try:
            return read_day(typed, self._days).isoformat()
        except NotADay:
            return typed

    def _make_number_writer(self, name: str) -> Callable[[str], str]:
        decimal = self._decimals[name]
        needless = _OF_THOUSANDS if decimal == "," else _OF_FRACTIONS

        def write(typed: str) -> str:
            found = _read(typed, decimal)
            if found is None or found == _read(typed, None):
                return typed
            plain = needless.sub("", typed)
            return plain if _read(plain, None) == found else typed

        return write


def _read(typed: str, decimal: str | None) -> Number | None:
    try:
        return read_number(typed, decimal)
    except NotANumber:
        return None
