"""Keep what acts change in totals that were published already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date
from functools import lru_cache
from operator import attrgetter

from sqlalchemy import Date, bindparam, insert, select
from sqlalchemy.orm import Session

from tracker.domain.changes import Change, Changes, add_chain, change_at
from tracker.domain.days import OperationClock
from tracker.domain.indicators import Indicator
from tracker.domain.published import (
    MEASURED,
    PublishedAct,
    PublishedChange,
    list_differences,
)
from tracker.domain.windows import COVERAGE
from tracker.store.base import AnySelect, table_of
from tracker.store.insertion import insert_rows
from tracker.store.published import PublishedActRow, PublishedChangeRow
from tracker.store.totals import AreaChangeRow
from tracker.totals.around import Around
from tracker.totals.points import load_amounts
from tracker.totals.reach import is_within, split_reach
from tracker.totals.scopes import Scope
from tracker.totals.sums import Before, sum_before

_TABLE = table_of(AreaChangeRow)
_measure = attrgetter(*MEASURED)

ChangesOfPlaces = Mapping[int, Changes]
"""Changes by place id."""

_INSERT_ACT = insert(table_of(PublishedActRow)).returning(PublishedActRow.id)


def keep_published_day(
    session: Session, act: PublishedAct, around: Around, changes: Changes
) -> None:
    """Keep what an act on the reports about a unit's day did to published totals.

    `around` is the unit's day, `changes` are what the act added to the areas above the unit.
    An act on a day that is not published yet costs nothing.
    """
    scope = around.scope
    if scope is None or not around.clock.is_late(around.day, act.recorded_at):
        return
    places = dict.fromkeys((scope.place_id, *scope.areas), changes)
    units = {}
    if not scope.is_area:
        units[scope.place_id] = _list_changes_after(session, act, around, scope, changes)
    keep_published(session, act, places, around.clock, units)


def changes_published(act: PublishedAct, around: Around, changes: Changes) -> bool:
    """Whether `keep_published_day` would have anything to compare with stored totals."""
    clock = around.clock
    if around.scope is None or not clock.is_late(around.day, act.recorded_at):
        return False
    return bool(_sort_by_series(changes, clock.last_published(act.recorded_at)))


class Keeping:
    """Keeps what an act does to published totals place by place, each when its totals stand.

    No more than one place is held in memory. Without an act there is nothing to keep it with.
    """

    def __init__(self, session: Session, act: PublishedAct | None, clock: OperationClock) -> None:
        self.act = act
        self._session = session
        self._clock = clock
        self._act_id: int | None = None

    def add(self, changed: ChangesOfPlaces, units: ChangesOfPlaces | None = None) -> None:
        """Keep what was added to places; arguments as of `keep_published`."""
        if self.act is None:
            return
        published = self._clock.last_published(self.act.recorded_at)
        found = _find_changes(self._session, changed, units or {}, self._clock.start, published)
        if not found:
            return
        if self._act_id is None:
            self._act_id = _append_act(self._session, self.act)
        _append_changes(self._session, self._act_id, found)


class Gathering:
    """What an act changes in each place in several steps, gathered until all are taken.

    Without an act there is nothing to keep it with, and nothing is gathered. `units` are all
    changes after the act of the places that are no areas.
    """

    def __init__(self, act: PublishedAct | None) -> None:
        self.act = act
        self.units: dict[int, Changes] = {}
        self._changed: dict[int, Changes] = defaultdict(dict)

    def add(self, place_ids: Iterable[int], changes: Changes) -> None:
        """Add what was added to places."""
        if self.act is None:
            return
        for place_id in place_ids:
            for (key, day), change in changes.items():
                change_at(self._changed[place_id], key, day).add(change)

    def keep(self, session: Session, clock: OperationClock) -> None:
        """Keep what that did to published totals."""
        if self.act is not None:
            keep_published(session, self.act, self._changed, clock, self.units)


def _list_changes_after(
    session: Session, act: PublishedAct, around: Around, scope: Scope, changes: Changes
) -> Changes:
    """All that a unit adds after an act, of series in which published totals changed by it."""
    clock = around.clock
    after: Changes = {}
    published = clock.last_published(act.recorded_at)
    reach = _find_reach([_sort_by_series(changes, published)], published)
    for key, points in load_amounts(session, scope.place_id, reach).items() if reach else ():
        add_chain(after, key, [None, *points, None], scope.windows[key], clock.limits)
    return after


def keep_published(
    session: Session,
    act: PublishedAct,
    changed: ChangesOfPlaces,
    clock: OperationClock,
    units: ChangesOfPlaces | None = None,
) -> None:
    """Keep what an act that is taken in already did to published totals, if it did anything.

    `changed` is what it added to each place; `units` all changes, those of the act among them, of
    the places that are no areas. Nothing is read where no published day was touched.
    """
    Keeping(session, act, clock).add(changed, units)


def _find_changes(
    session: Session,
    changed: ChangesOfPlaces,
    units: ChangesOfPlaces,
    start: date,
    published: date,
) -> list[PublishedChange]:
    touched = {
        place_id: series
        for place_id, changes in changed.items()
        if (series := _sort_by_series(changes, published))
    }
    return list(_compare(session, touched, units, start, published)) if touched else []


Series = dict[str, dict[date, Change]]
"""Changes by series key, then by day."""


def _sort_by_series(changes: Changes, published: date) -> Series:
    """What an act changes, without series in which no published total becomes another one."""
    moving = {at: c for at, c in changes.items() if at[0] != COVERAGE and any(_measure(c))}
    return {k: days for k, days in _split_by_series(moving).items() if min(days) <= published}


def _find_reach(series: Iterable[Series], published: date) -> dict[str, date]:
    """By series key the day up to which an act can have changed published totals of places.

    What an act changes in levels is mostly taken back soon; then nothing after that differs.
    """
    reach: dict[str, date] = {}
    for of_place in series:
        for key, days in of_place.items():
            known = {day: _measure(change) for day, change in days.items() if day <= published}
            ends = not any(map(sum, zip(*known.values(), strict=True)))
            last = max(known) if ends else published
            reach[key] = max(reach.get(key, last), last)
    return reach


def _split_by_series(changes: Changes) -> Series:
    series: Series = defaultdict(dict)
    for (key, day), change in changes.items():
        series[key][day] = change
    return series


def _compare(
    session: Session,
    touched: Mapping[int, Series],
    units: ChangesOfPlaces,
    start: date,
    published: date,
) -> Iterator[PublishedChange]:
    areas = [place_id for place_id in touched if place_id not in units]
    stored = _read_areas(session, areas, touched, start, published)
    for place_id, series in touched.items():
        for key, after in _split_by_series(units.get(place_id, {})).items():
            stored[place_id, key] = after
        for key, change in series.items():
            for difference in list_differences(stored[place_id, key], change, published):
                yield PublishedChange(
                    place_id=place_id, indicator=Indicator(key), difference=difference
                )


def _read_areas(
    session: Session,
    areas: Sequence[int],
    touched: Mapping[int, Series],
    start: date,
    published: date,
) -> dict[tuple[int, str], dict[date, Change]]:
    """Changes of the areas from the first changed day on, all earlier ones summed on that day."""
    stored: dict[tuple[int, str], dict[date, Change]] = defaultdict(dict)
    if not areas:
        return stored
    reach = _find_reach((touched[area] for area in areas), published)
    first = min(min(days) for area in areas for days in touched[area].values())
    before = Before(day=first, lapses_day=first)
    stored |= {
        series: {first: sums}
        for series, sums in sum_before(session, areas, reach, before, start).items()
    }
    query = _select_measured(len(set(reach.values())))
    asked = split_reach(reach) | {"areas": areas, "first": first}
    for place_id, key, day, *measures in session.connection().execute(query, asked).all():
        change = stored[place_id, key].setdefault(day, Change())
        change.add(Change(**dict(zip(MEASURED, measures, strict=True))))
    return stored


@lru_cache(64)
def _select_measured(days: int) -> AnySelect:
    """Made once for each number of days; see `is_within`."""
    columns = (_TABLE.c[name] for name in ("place_id", "indicator", "day", *MEASURED))
    return select(*columns).where(
        _TABLE.c.place_id.in_(bindparam("areas", expanding=True)),
        _TABLE.c.day >= bindparam("first", type_=Date()),
        is_within(_TABLE, days),
    )


def _append_act(session: Session, act: PublishedAct) -> int:
    values = {field.name: getattr(act, field.name) for field in fields(act)}
    act_id: int = session.execute(_INSERT_ACT, values | {"kind": act.kind.value}).scalar_one()
    return act_id


def _append_changes(session: Session, act_id: int, found: Sequence[PublishedChange]) -> None:
    rows = [
        {
            "place_id": change.place_id,
            "act_id": act_id,
            "indicator": change.indicator.value,
            "first_day": change.difference.first,
            "last_day": change.difference.last,
            "value_before": change.difference.before.value,
            "low_before": change.difference.before.low,
            "high_before": change.difference.before.high,
            "value_after": change.difference.after.value,
            "low_after": change.difference.after.low,
            "high_after": change.difference.after.high,
        }
        for change in found
    ]
    insert_rows(session, table_of(PublishedChangeRow), rows)
