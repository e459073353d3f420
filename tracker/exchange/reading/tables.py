"""Tables of cells with their places, whatever the format they were read from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

Cell = str | int | float | bool | date | datetime | time | timedelta | None
"""What stands in a cell; None is blank. Workbooks give every number as a float."""

Row = tuple[int, Sequence[Cell]]
"""The number of a row as a spreadsheet shows it, and its cells; rows may differ in length."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Merge:
    """Cells that are one, of which the first holds what stands there; rows as in Row, both ends."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """One sheet, text or list of records. `read` may be called as often as rows are wanted.

    `length` is about the number of its rows, to tell how far reading is. With `is_named` row 0
    holds the names of the columns for sure, as keys of records do. `noun` is what a person calls
    its rows. `merges` are the merged cells of the first rows, and those of several rows, where the
    format tells them. `from_1904`: a bare number that is a day counts days since 1 January 1904,
    not since 1900.
    """

    name: str
    read: Callable[[], Iterator[Row]]
    length: int = 0
    is_named: bool = False
    noun: str = "row"
    merges: Sequence[Merge] = ()
    from_1904: bool = False

    def where(self, row: int, column: int | None = None) -> str:
        """Where a cell stands: `row 5, column C`."""
        beside = "" if column is None or self.is_named else f", column {name_column(column)}"
        return f"{self.noun} {row}{beside}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Book:
    """A file with its tables; `format` says how it was read, in words."""

    format: str
    tables: tuple[Table, ...]

    def find(self, name: str | None) -> Table | None:
        """The table of this name; without a name the first one."""
        if name is None:
            return self.tables[0]
        return next((table for table in self.tables if table.name == name), None)


def name_column(index: int) -> str:
    """The letters of a column counted from 0.

    >>> name_column(0), name_column(27)
    ('A', 'AB')
    """
    letters = ""
    rest = index + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters
