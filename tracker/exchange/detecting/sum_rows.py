"""Rows that are the sum of the others of their day without being called so, in every layout.

Only sums are kept, so that memory does not grow with the rows. A sum is the largest of its day: the
rows are walked through once more only where some largest is half of what all of its day have.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tracker.exchange.detecting.column_sums import FEWEST_ROWS
from tracker.exchange.detecting.day_heads import find_day_columns
from tracker.exchange.detecting.layouts import Layout
from tracker.exchange.detecting.numbers import read_count
from tracker.exchange.detecting.surveys import Survey
from tracker.exchange.meanings import PEOPLE_ROLES, Meaning, Role
from tracker.exchange.reading.tables import Cell, Row

MOST_DAYS = 20_000
"""Days of which sums are kept: more are moments, of which each has a row."""

NAMING = (Role.ABOVE, Role.AREA, Role.SHELTER)
_APART = {
    Layout.COLUMNS: (Role.DAY, Role.FORM, *PEOPLE_ROLES),
    Layout.DAYS: (Role.INDICATOR, Role.SOURCE, Role.FORM, *PEOPLE_ROLES),
    Layout.ROWS: (Role.DAY, Role.INDICATOR, Role.SOURCE, Role.FORM, *PEOPLE_ROLES),
}
"""By what rows are apart that do not add up with each other, beside their places."""

Key = tuple[Cell, ...]
Reading = Callable[[], Iterable[Row]]


def find_sum_rows(
    survey: Survey, meanings: Mapping[str, Meaning], layout: Layout, read: Reading
) -> list[Row]:
    """The rows whose every count is the sum of all others of their day, one of a day at most.

    Of two others at least there have to be people: 2 is 2 and 0 on many a day. Where that holds of
    one count only, it may be so by chance on some days: a place is a sum where each of its rows is.
    Where no column names places each row stands for itself. `read` gives the rows to look at each
    time that it is called. Of more than MOST_DAYS days the others are not looked at.
    """
    counts = _list_counts(survey, meanings, layout)
    if not counts:
        return []
    sheet = _Sheet(counts, _find_all(survey, meanings, _APART[layout]))
    groups = _sum_up(sheet, read())
    if not any(group.may_hold_total() for group in groups.values()):
        return []
    naming = _find_all(survey, meanings, NAMING)
    if layout is Layout.DAYS or not naming:
        return _list_sums(sheet, groups, read)
    return list(_list_sum_places(sheet, groups, read, naming))


def find_column(survey: Survey, meanings: Mapping[str, Meaning], role: Role) -> int | None:
    """The index of the column of a role."""
    columns = survey.head.columns
    return next((c.index for c in columns if (m := meanings.get(c.name)) and m.role is role), None)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Where counts stand in a row, and what tells it from rows that it does not add up with."""

    counts: Sequence[int]
    apart: Sequence[int]

    def find_key(self, cells: Sequence[Cell]) -> Key:
        return _pick(cells, self.apart)

    def read(self, cells: Sequence[Cell]) -> list[int | None]:
        return [_read(cells, index) for index in self.counts]


@dataclass(slots=True)
class _Sums:
    """Rows that do add up: how many, and by count their sum, the largest, how many above 0."""

    rows: int
    sums: list[int]
    largest: list[int]
    filled: list[int]

    def add(self, told: Sequence[int | None]) -> None:
        self.rows += 1
        for at, value in enumerate(told):
            if value:
                self.sums[at] += value
                self.filled[at] += 1
                self.largest[at] = max(self.largest[at], value)

    @property
    def telling(self) -> int:
        """How many counts are above 0 in enough rows, that of the sum among them."""
        return sum(times >= FEWEST_ROWS for times in self.filled)

    def may_hold_total(self) -> bool:
        """Whether the largest counts may be those of a row that is the sum of all others."""
        if not self.telling:
            return False
        pairs = zip(self.largest, self.sums, strict=True)
        return all(2 * largest == every for largest, every in pairs)

    def is_told_by(self, cells: Sequence[Cell], counts: Sequence[int]) -> bool:
        """Whether a row says of each count as much as all others do together."""
        # Mostly the first cell tells that it does not.
        return all(
            2 * (_read(cells, index) or 0) == every
            for index, every in zip(counts, self.sums, strict=True)
        )


def _sum_up(sheet: _Sheet, rows: Iterable[Row]) -> dict[Key, _Sums]:
    found: dict[Key, _Sums] = {}
    width = len(sheet.counts)
    for _, cells in rows:
        told = sheet.read(cells)
        if told.count(None) == width:
            continue
        key = sheet.find_key(cells)
        group = found.get(key)
        if group is None:
            if len(found) >= MOST_DAYS:
                continue
            group = found[key] = _Sums(0, [0] * width, [0] * width, [0] * width)
        group.add(told)
    return found


def _list_sums(sheet: _Sheet, groups: Mapping[Key, _Sums], read: Reading) -> list[Row]:
    open_groups = {key: group for key, group in groups.items() if group.may_hold_total()}
    found: list[Row] = []
    for row in read():
        key = sheet.find_key(row[1])
        group = open_groups.get(key)
        if group is not None and group.is_told_by(row[1], sheet.counts):
            found.append(row)
            del open_groups[key]
    return found


def _list_sum_places(
    sheet: _Sheet, groups: Mapping[Key, _Sums], read: Reading, naming: Sequence[int]
) -> Iterator[Row]:
    """Rows that are sums by several counts, and those of places of which every row is a sum."""
    places = _find_sum_places(sheet, groups, read, naming)
    sure = {key: group for key, group in groups.items() if group.telling > 1}
    if not places and not any(group.may_hold_total() for group in sure.values()):
        return
    for row in read():
        cells = row[1]
        group = sure.get(sheet.find_key(cells))
        if _pick(cells, naming) in places or (group and group.is_told_by(cells, sheet.counts)):
            yield row


def _find_sum_places(
    sheet: _Sheet, groups: Mapping[Key, _Sums], read: Reading, naming: Sequence[int]
) -> set[Key]:
    """Places of which every row is the sum of the others of its day."""
    others: set[Key] = set()
    sums: set[Key] = set()
    for _, cells in read():
        place = _pick(cells, naming)
        if place in others:
            continue
        group = groups.get(sheet.find_key(cells))
        if group is None or not any(value is not None for value in sheet.read(cells)):
            continue
        if not group.is_told_by(cells, sheet.counts) and group.rows >= FEWEST_ROWS:
            others.add(place)
        elif group.telling:
            sums.add(place)
    return sums - others


def _list_counts(survey: Survey, meanings: Mapping[str, Meaning], layout: Layout) -> Sequence[int]:
    """The columns whose cells are counts."""
    columns = survey.head.columns
    if layout is Layout.DAYS:
        return [column.index for column in find_day_columns(survey.head)]
    if layout is Layout.ROWS:
        number = find_column(survey, meanings, Role.NUMBER)
        return [] if number is None else [number]
    found = ((column.index, meanings.get(column.name)) for column in columns)
    return [index for index, meaning in found if meaning is not None and meaning.measure]


def _find_all(
    survey: Survey, meanings: Mapping[str, Meaning], roles: Sequence[Role]
) -> Sequence[int]:
    found = (find_column(survey, meanings, role) for role in roles)
    return [index for index in found if index is not None]


def _pick(cells: Sequence[Cell], at: Sequence[int]) -> Key:
    width = len(cells)
    return tuple([cells[index] if index < width else None for index in at])


def _read(cells: Sequence[Cell], index: int) -> int | None:
    return _read_known(cells[index]) if index < len(cells) else None


_read_known = lru_cache(8_192, typed=True)(read_count)
"""Counts repeat themselves, and a file is walked through more than once."""
