"""Cells read as days and numbers, each different one once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
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
    say_cell,
)
from tracker.exchange.detecting.thousands import list_thousands
from tracker.exchange.mapping import ImportMapping
from tracker.exchange.reading import Cell

Value = TypeVar("Value")
_Read = Callable[[Cell], Number | str | None]


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


ASK_THOUSANDS = "Say whether the numbers are in thousands (thousands in a mapping)"


def make_number_readers(
    survey: Survey, columns: Iterable[Column], mapping: ImportMapping, *, by_unit: bool = False
) -> dict[int, CachedReader[Number | None]]:
    """The readers of columns, by their indices; `by_unit` are those of rows in thousands."""
    told = list_thousands(survey)
    readers = {}
    for column in columns:
        reader = _make_number_reader(survey, column, mapping.points.get(column.name))
        if mapping.thousands is not False and (by_unit or column in told):
            reader = _read_thousands(reader) if mapping.thousands else _refuse_numbers(reader)
        readers[column.index] = CachedReader(reader)
    return readers


def _read_thousands(read: _Read) -> _Read:
    """What a cell says in thousands: `5.2` is about 5,200."""

    def turn(cell: Cell) -> Number | str | None:
        text = say_cell(cell)
        return read(f"{text} thousand" if any(map(str.isdecimal, text)) else cell)

    return turn


def _refuse_numbers(read: _Read) -> _Read:
    def refuse(cell: Cell) -> Number | str | None:
        return ASK_THOUSANDS if any(map(str.isdecimal, say_cell(cell))) else read(cell)

    return refuse


def _make_number_reader(survey: Survey, column: Column, point: Point | None) -> _Read:
    """What reads a column's numbers and knows how the column sets off fractions.

    What its cells tell goes before what a mapping says of an earlier edition.
    """
    decimal = survey.profile_of(column).decimal or (point.decimal if point else None)

    def read(cell: Cell) -> Number | str | None:
        try:
            return read_number(cell, decimal)
        except NotANumber as refused:
            return str(refused)

    return read
