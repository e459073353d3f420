"""What an export is: columns with their meanings, rows one after the other, and what it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tracker.exchange.exporting.csv_lines import Cell

Row = Sequence[Cell]


class CellKind(StrEnum):
    """What the cells of a column are; workbooks give each its format."""

    TEXT = "text"
    NUMBER = "number"
    DECIMAL = "decimal number"
    DAY = "day"
    MOMENT = "moment"
    YES = "yes or no"


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A column: its key in files for programs, its heading for people, and its meaning.

    `tag` is its hashtag in the humanitarian exchange language; without one it is not in such files.
    """

    key: str
    heading: str
    meaning: str
    kind: CellKind = CellKind.TEXT
    tag: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Statement:
    """One thing that an export says of itself."""

    label: str
    said: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Export:
    """A table about to be written. `rows` walks through it once for each call.

    `name` is what the file is called, without its ending. `about` says what it holds.
    """

    name: str
    about: tuple[Statement, ...]
    columns: tuple[Column, ...]
    rows: Callable[[], Iterator[Row]]
