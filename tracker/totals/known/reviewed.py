"""What decisions since a moment changed in totals where they changed nothing but a review."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from operator import sub
from typing import Any

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import Session, aliased

from tracker.domain.changes import Changes, change_at
from tracker.domain.counts import Form
from tracker.domain.indicators import TALLIES
from tracker.domain.windows import COVERAGE
from tracker.store.base import table_of
from tracker.store.gathered import gather, read_day, read_gathered
from tracker.store.listed import list_ids
from tracker.store.reports import ReportRow
from tracker.store.totals import UnitDayRow
from tracker.totals.known.changed import Stated
from tracker.totals.known.since import Reviewed

_TABLE = table_of(UnitDayRow)

FEW = 10
"""Fewer than one in so many of a unit's reports are looked up one by one."""


def add_reviewed(
    session: Session,
    changes: Mapping[int, Changes],
    reviewed: Mapping[int, Reviewed],
    stated: Stated,
    until: date,
) -> None:
    """Make the reports unreviewed again in the `changes` of their units.

    Each must be the only one about its day, and count without an end of its unit's windows. What it
    says stays, so that only the parts of totals that are unreviewed and disputed change.
    """
    settled = {place: found for place, found in reviewed.items() if found.settled}
    if not settled:
        return
    sums = _Sums(changes)
    few = _find_few(session, settled) - {place for place, _ in stated}
    if few:
        _add_singly(session, sums, {place: settled[place] for place in few}, until)
    many = {place: found for place, found in settled.items() if place not in few}
    if many:
        _add_series(session, sums, many, stated, until)
    sums.add_up()


class _Sums:
    """By how much parts of totals change, gathered before they are added to the changes."""

    def __init__(self, changes: Mapping[int, Changes]) -> None:
        self._changes = changes
        self._by_changes: dict[int, tuple[Changes, _Days, _Days]] = {}

    def of(self, place: int) -> tuple[_Days, _Days]:
        """What becomes unreviewed, and what stays no longer disputed, by series key and day."""
        changes = self._changes[place]
        _, unreviewed, disputed = self._by_changes.setdefault(
            id(changes), (changes, _make_days(), _make_days())
        )
        return unreviewed, disputed

    def add_up(self) -> None:
        """Add all to the changes."""
        for changes, unreviewed, disputed in self._by_changes.values():
            for key, day, delta in _list_deltas(unreviewed):
                change_at(changes, key, day).unreviewed += delta
            for key, day, delta in _list_deltas(disputed):
                change_at(changes, key, day).disputed -= delta


_Days = Mapping[str, dict[Any, int]]
"""By series key and day, as the engine gives it."""


def _make_days() -> _Days:
    return defaultdict(Counter)


def _list_deltas(deltas: _Days) -> Iterator[tuple[str, date, int]]:
    for key, days in deltas.items():
        for day, delta in days.items():
            yield key, read_day(day), delta


def _find_few(session: Session, settled: Mapping[int, Reviewed]) -> set[int]:
    """Units of which only few reports were reviewed."""
    places = list_ids(session, settled)
    query = (
        select(ReportRow.place_id, func.count())
        .where(ReportRow.place_id.in_(select(places.c.id)))
        .group_by(ReportRow.place_id)
    )
    return {
        place
        for place, reports in session.connection().execute(query)
        if len(settled[place].settled) * FEW < reports
    }


def _add_singly(
    session: Session, sums: _Sums, settled: Mapping[int, Reviewed], until: date
) -> None:
    """One by one: a level is replaced by the next one of its series, new ones are not."""
    for place, key, day, report_id, value, following in _load_singly(session, settled, until):
        found = settled[place]
        unreviewed, disputed = sums.of(place)
        parts = [unreviewed[key]]
        if report_id in found.disputed:
            parts.append(disputed[key])
        for days in parts:
            days[day] += value
            if following is not None:
                days[following] -= value


def _load_singly(
    session: Session, settled: Mapping[int, Reviewed], until: date
) -> Iterable[tuple[Any, ...]]:
    """Place, series key, day, report, value, and for a level the next day of the series."""
    reports = list_ids(session, [at for found in settled.values() for at in found.settled])
    other = aliased(_TABLE, name="other")
    following = select(func.min(other.c.day)).where(
        other.c.place_id == _TABLE.c.place_id,
        other.c.indicator == _TABLE.c.indicator,
        other.c.day > _TABLE.c.day,
        other.c.day <= until,
    )
    query = (
        select(
            _TABLE.c.place_id,
            _TABLE.c.indicator,
            _TABLE.c.day,
            _TABLE.c.report_id,
            _TABLE.c.stated,
            case((_TABLE.c.indicator.not_in(TALLIES), following.scalar_subquery())),
        )
        .select_from(reports)
        .join(ReportRow, ReportRow.id == reports.c.id)
        .join(
            _TABLE,
            and_(_TABLE.c.place_id == ReportRow.place_id, _TABLE.c.day == ReportRow.day),
        )
        .where(_TABLE.c.indicator != COVERAGE, _TABLE.c.stated != 0)
    )
    return map(tuple, session.connection().execute(query))


def _add_series(
    session: Session,
    sums: _Sums,
    settled: Mapping[int, Reviewed],
    stated: Stated,
    until: date,
) -> None:
    """Series by series, all points of each read as lists: rows of so many would take too long."""
    with_forms = not settled.keys().isdisjoint(place for place, _ in stated)
    for place, key, *lists in _load_series(session, settled, until, with_forms=with_forms):
        found = settled[place]
        list_steps = _choose_way(place, key, stated)
        unreviewed, disputed = sums.of(place)
        _add_steps(unreviewed[key], lists[0], list_steps(lists, found.settled))
        if found.disputed:
            _add_steps(disputed[key], lists[0], list_steps(lists, found.disputed))


def _load_series(
    session: Session, places: Collection[int], until: date, *, with_forms: bool
) -> Iterator[tuple[Any, ...]]:
    """Place and key of each series, and lists of its points in day order.

    The days, reports, values and, where asked for, forms.
    """
    asked = list_ids(session, places)
    columns = [_TABLE.c.day, _TABLE.c.report_id, _TABLE.c.stated]
    if with_forms:
        columns.append(_TABLE.c.form)
    gathered = (gather(session, column, _TABLE.c.day) for column in columns)
    query = (
        select(_TABLE.c.place_id, _TABLE.c.indicator, *gathered)
        .where(
            _TABLE.c.place_id.in_(select(asked.c.id)),
            _TABLE.c.indicator != COVERAGE,
            _TABLE.c.day <= until,
        )
        .group_by(_TABLE.c.place_id, _TABLE.c.indicator)
    )
    for place, key, *found in session.connection().execute(query):
        lists = [read_gathered(values) for values in found]
        # SQLite gives the lists in the order of its scan, which is mostly that of the days.
        order = sorted(range(len(lists[0])), key=lists[0].__getitem__)
        yield place, key, *([values[at] for at in order] for values in lists)


_Lists = list[list[Any]]
_Way = Callable[[_Lists, set[int]], Iterable[int]]


def _choose_way(place: int, key: str, stated: Stated) -> _Way:
    if key not in TALLIES:
        return _step_levels
    return _step_totals if (place, key) in stated else _pick_new


def _add_steps(days: dict[Any, int], of: Iterable[Any], steps: Iterable[int]) -> None:
    for day, step in zip(of, steps, strict=True):
        if step:
            days[day] += step


def _pick_new(lists: _Lists, chosen: set[int]) -> list[int]:
    """New ones add on their day."""
    reports, values = lists[1:3]
    return [value if at in chosen else 0 for at, value in zip(reports, values, strict=True)]


def _step_levels(lists: _Lists, chosen: set[int]) -> Iterable[int]:
    """A level replaces the one before."""
    reports, values = lists[1:3]
    parts = [value or 0 if at in chosen else 0 for at, value in zip(reports, values, strict=True)]
    return map(sub, parts, [0, *parts[:-1]])


def _step_totals(lists: _Lists, chosen: set[int]) -> Iterator[int]:
    """What follows a total so far takes away what it had added; new ones add to it."""
    before = 0
    for at, value, form in zip(*lists[1:], strict=True):
        now = (value or 0) if at in chosen else 0
        if form == Form.NEW or value is None:
            now += before
        yield now - before
        before = now
