"""What stands in a column: how much of it is filled, with what, and examples."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from tracker.exchange.detecting.dates import DayOrder, DayReading, NotADay, read_day
from tracker.exchange.detecting.digits import (
    NotANumber,
    find_decimal_mark,
    find_whole,
    is_pointed,
)
from tracker.exchange.detecting.numbers import is_blank, read_number
from tracker.exchange.detecting.total_words import is_like_total_row
from tracker.exchange.reading.tables import Cell

MOST_VALUES = 20_000
"""Different values of a column that are kept; what a column is shows long before."""

_EXAMPLES = 3
_MARKED = re.compile(
    r"\W?\d[\d\s.,']*(?:[(\[]\s*\w{1,12}\s*[)\]]|[^\w\s:/.,%(\[+-]{1,3}|[^\W\d]|[¹²³⁰-⁹])"
)
"""A number with the mark of a footnote."""
_EITHER_ORDER = tuple(DayReading(order=order) for order in DayOrder)


@dataclass(frozen=True, kw_only=True, slots=True)
class Profile:
    """Shares are those of the filled cells; `values` counts how often each value comes.

    Of very many values not all are held: `different` is how many there were, and `decimal` what
    sets off fractions in all of them, None where no cell tells. What a row of totals is called is
    no part of the share of days: it often stands in their column. `pointed` is a number whose point
    could set off thousands or a fraction, None where there is none or another cell tells.
    """

    filled: int
    numbers: float
    days: float
    different: int
    decimal: str | None
    values: Counter[Cell]
    pointed: str | None = None

    @property
    def is_number(self) -> bool:
        """Whether nearly all that is filled can be read as counts."""
        return self.numbers > 0.8  # noqa: PLR2004 -- a few odd cells do not make it text

    @property
    def is_mostly_number(self) -> bool:
        """Whether most of it can be read as counts, or could without the marks of footnotes."""
        if self.is_number or self.is_day:
            return self.is_number
        marked = _share(self.values, _is_marked)
        return 2 * (self.numbers + marked) > 1

    @property
    def is_day(self) -> bool:
        """Whether nearly all that is filled can be read as days."""
        return self.days > 0.8  # noqa: PLR2004

    @property
    def examples(self) -> tuple[str, ...]:
        """The first different values."""
        return tuple(say_cell(cell) for cell in list(self.values)[:_EXAMPLES])


class Profiler:
    """Takes the cells of a column in."""

    __slots__ = ("_filled", "_values")

    def __init__(self) -> None:
        self._values: Counter[Cell] = Counter()
        self._filled = 0

    def add(self, cell: Cell) -> None:
        """Take in one cell."""
        if cell is None or cell == "":
            return
        self._filled += 1
        if cell in self._values or len(self._values) < MOST_VALUES:
            self._values[cell] += 1

    def finish(self) -> Profile:
        """What was found."""
        for cell in [cell for cell in self._values if is_blank(cell)]:
            self._filled -= self._values.pop(cell)
        decimal = find_decimal_mark(self._values)
        pointed = [] if decimal else [say_cell(c) for c in self._values if is_pointed(c)]
        return Profile(
            filled=self._filled,
            numbers=_share(self._values, _is_number if decimal else _may_be_number),
            days=_share_days(self._values),
            different=len(self._values),
            decimal=decimal,
            values=self._values,
            pointed=pointed[0] if pointed else None,
        )


def _share(values: Counter[Cell], test: Callable[[Cell], bool]) -> float:
    every = sum(values.values())
    return sum(times for cell, times in values.items() if test(cell)) / every if every else 0.0


def _share_days(values: Counter[Cell]) -> float:
    others = {cell: times for cell, times in values.items() if not is_day(cell)}
    days = sum(values.values()) - sum(others.values())
    if not days:
        return 0.0
    odd = sum(
        n for cell, n in others.items() if not (isinstance(cell, str) and is_like_total_row(cell))
    )
    return days / (days + odd)


def _is_number(cell: Cell) -> bool:
    try:
        return read_number(cell) is not None
    except NotANumber:
        return False


def _is_marked(cell: Cell) -> bool:
    """Whether a cell is no number because of a mark behind it."""
    found = isinstance(cell, str) and bool(_MARKED.fullmatch(cell.strip()))
    return found and not _may_be_number(cell)


def _may_be_number(cell: Cell) -> bool:
    """Whether a cell is a number once it is known what its point sets off."""
    return is_pointed(cell) or _is_number(cell)


def is_day(cell: Cell) -> bool:
    """Whether a cell can be read as a day, whichever of day and month comes first."""
    return any(_reads(cell, reading) for reading in _EITHER_ORDER)


def _reads(cell: Cell, reading: DayReading) -> bool:
    try:
        read_day(cell, reading)
    except NotADay:
        return False
    return True


def say_cell(cell: Cell) -> str:
    """A cell as a person would write it."""
    if isinstance(cell, float) and (whole := find_whole(cell)) is not None:
        return str(whole)
    if isinstance(cell, date) and str(cell).endswith(" 00:00:00"):
        return str(cell)[:10]
    return "" if cell is None else str(cell)


def profile(cells: Iterable[Cell]) -> Profile:
    """What stands in some cells."""
    found = Profiler()
    for cell in cells:
        found.add(cell)
    return found.finish()
