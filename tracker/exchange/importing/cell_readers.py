"""Cells read as days and numbers, each different one once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Generic, TypeVar

from tracker.exchange.detecting import (
    Column,
    DayReading,
    NotADay,
    NotANumber,
    Number,
    Point,
    Survey,
    read_day,
    read_number,
)
from tracker.exchange.reading import Cell

Value = TypeVar("Value")


class CachedReader(Generic[Value]):
    """Reads each different cell once; what is refused is its reason as text."""

    def __init__(self, read: Callable[[Cell], Value | str]) -> None:
        self._read = read
        self._known: dict[tuple[type, Cell], Value | str] = {}

    def read(self, cell: Cell) -> Value | str:
        """What a cell says."""
        key = (type(cell), cell)
        if key not in self._known:
            self._known[key] = self._read(cell)
        return self._known[key]


def read_day_cell(cell: Cell, reading: DayReading) -> date | str:
    """The day in a cell, else why there is none."""
    try:
        return read_day(cell, reading)
    except NotADay as refused:
        return str(refused)


def make_number_reader(
    survey: Survey, column: Column, point: Point | None
) -> CachedReader[Number | None]:
    """A reader of a column's numbers that knows how the column sets off fractions.

    What its cells tell goes before what a mapping says of an earlier edition.
    """
    decimal = survey.profile_of(column).decimal or (point.decimal if point else None)

    def read(cell: Cell) -> Number | str | None:
        try:
            return read_number(cell, decimal)
        except NotANumber as refused:
            return str(refused)

    return CachedReader(read)
