"""The numbers of each place from day to day, as far as the first rows of a table hold them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from tracker.exchange.detecting.dates import DayOrder, DayReading, NotADay, read_day
from tracker.exchange.detecting.day_heads import date_columns
from tracker.exchange.detecting.day_questions import decide_order, list_day_cells
from tracker.exchange.detecting.form_columns import read_cell_form
from tracker.exchange.detecting.layouts import Layout
from tracker.exchange.detecting.numbers import read_count
from tracker.exchange.detecting.profiles import say_cell
from tracker.exchange.detecting.sum_rows import NAMING, find_column
from tracker.exchange.detecting.surveys import Survey
from tracker.exchange.meanings import PEOPLE_ROLES, Meaning, Role
from tracker.exchange.reading.tables import Cell

_APART = (Role.SOURCE, Role.UNIT, *PEOPLE_ROLES)
"""By what rows of a place are of different series."""
_ANY_LEAP_YEAR = 2024


@dataclass(frozen=True, kw_only=True, slots=True)
class PlaceSeries:
    """The numbers of a place in the order of their days; `name` is the column or word of them."""

    name: str
    place: str
    days: tuple[date, ...]
    values: tuple[int, ...]


def list_orders(survey: Survey, meanings: Mapping[str, Meaning]) -> Sequence[DayOrder | None]:
    """The orders of day and month in which the days may be: one where they tell it."""
    day = next((name for name, m in meanings.items() if m.role is Role.DAY), None)
    told = decide_order(list_day_cells(survey, day))
    return (told,) if told else tuple(DayOrder)


def list_series(
    survey: Survey,
    meanings: Mapping[str, Meaning],
    layout: Layout,
    names: Mapping[str, object],
    order: DayOrder | None,
) -> list[PlaceSeries]:
    """The series of some columns, or of words of the column of indicators; "" for all numbers.

    Rows that say themselves in which form they are have no part. A place that has several numbers
    on one day, as in a list of events, has no series.
    """
    reading = DayReading(order=order, from_1904=survey.table.from_1904)
    rows = _Rows(survey, meanings, layout, names, reading)
    found: dict[tuple[str, ...], dict[date, int | None]] = {}
    for _, cells in survey.first:
        for key, day, value in rows.read(cells):
            days = found.setdefault(key, {})
            days[day] = value if days.get(day, value) == value else None
    return [_make(key, days) for key, days in found.items() if None not in days.values()]


def _make(key: tuple[str, ...], days: Mapping[date, int | None]) -> PlaceSeries:
    name, *said = key
    told = sorted((day, value) for day, value in days.items() if value is not None)
    return PlaceSeries(
        name=name,
        place=" / ".join(filter(None, said[: len(NAMING)])),
        days=tuple(day for day, _ in told),
        values=tuple(value for _, value in told),
    )


class _Rows:
    """Reads the numbers of rows with the keys of their series and their days."""

    def __init__(
        self,
        survey: Survey,
        meanings: Mapping[str, Meaning],
        layout: Layout,
        names: Mapping[str, object],
        reading: DayReading,
    ) -> None:
        def at(role: Role) -> int | None:
            return find_column(survey, meanings, role)

        columns = survey.head.columns
        self._names = names
        self._naming = [at(role) for role in NAMING]
        self._apart = [at(role) for role in _APART]
        self._form, self._word = at(Role.FORM), at(Role.INDICATOR)
        self._day = at(Role.DAY)
        self._number = at(Role.NUMBER) if layout is Layout.ROWS else None
        self._counts = (
            [(c.index, c.name) for c in columns if c.name in names]
            if layout is Layout.COLUMNS
            else []
        )
        self._days = (
            date_columns(survey.head, reading, _ANY_LEAP_YEAR) if layout is Layout.DAYS else []
        )
        self._reading = reading
        self._known: dict[Cell, date | None] = {}
        self._decimals = [profile.decimal for profile in survey.profiles]
        self._place: list[str] = []

    def read(self, cells: Sequence[Cell]) -> Iterator[tuple[tuple[str, ...], date, int]]:
        """The numbers of a row, each with its series and its day."""
        place = [_say(cells, index) for index in self._naming]
        if any(place):
            self._place = place
        if read_cell_form(_say(cells, self._form)):
            return
        # Of merged cells only the first one has the place.
        apart = (*(place if any(place) else self._place), *(_say(cells, i) for i in self._apart))
        for name, index, day in self._list_cells(cells):
            value = self._read(cells, index)
            if day is not None and value is not None:
                yield (name, *apart), day, value

    def _list_cells(self, cells: Sequence[Cell]) -> Iterator[tuple[str, int, date | None]]:
        """Where the numbers of a row stand, by name and day."""
        if self._counts:
            day = self._find_day(cells)
            yield from ((name, index, day) for index, name in self._counts)
            return
        word = "" if self._word is None else _say(cells, self._word)
        if word not in self._names:
            return
        if self._number is not None:
            yield word, self._number, self._find_day(cells)
        yield from ((word, index, day) for index, day in self._days)

    def _find_day(self, cells: Sequence[Cell]) -> date | None:
        cell = cells[self._day] if self._day is not None and self._day < len(cells) else None
        if cell not in self._known:
            self._known[cell] = _read_day(cell, self._reading)
        return self._known[cell]

    def _read(self, cells: Sequence[Cell], index: int) -> int | None:
        return _read_known(cells[index], self._decimals[index]) if index < len(cells) else None


def _read_day(cell: Cell, reading: DayReading) -> date | None:
    try:
        return read_day(cell, reading)
    except NotADay:
        return None


def _say(cells: Sequence[Cell], index: int | None) -> str:
    return say_cell(cells[index]).strip() if index is not None and index < len(cells) else ""


_read_known = lru_cache(8_192, typed=True)(read_count)
