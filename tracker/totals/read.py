"""Read daily values of areas, units and the whole operation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from tracker.domain.changes import DAY_MEASURES, MEASURES, STATE_MEASURES, Change
from tracker.domain.daily import DayTotal, accumulate
from tracker.domain.days import OperationClock
from tracker.store.base import table_of
from tracker.store.places import PlaceRow
from tracker.store.totals import AreaChangeRow
from tracker.totals.points import load_points
from tracker.totals.scopes import SERIES_KEYS, Scope, load_clock, load_scopes
from tracker.totals.update import list_unit_changes

_TABLE = table_of(AreaChangeRow)


def read_days(
    session: Session,
    place_ids: Sequence[int] | None,
    first: date,
    last: date,
    keys: Collection[str] = SERIES_KEYS,
) -> dict[str, tuple[DayTotal, ...]]:
    """Daily values from `first` to `last` by series key, summed over places (None: all of them).

    The places must not lie within each other. A shelter or the outside of a district's shelters is
    read from its own points. Every key is present; days without anything known have None as values.
    """
    clock = load_clock(session)
    span = _Span(first=first, last=last, clock=clock)
    units, areas = _split(session, place_ids)
    sums = _read_areas(session, areas, keys, span)
    for scope in load_scopes(session, units).values():
        _add_unit(sums, session, scope, span, keys)
    return {
        key: accumulate(
            sums.before[key],
            sums.lapsed[key],
            sums.lapses[key],
            sums.changes[key],
            first,
            last,
            clock.stale_after,
        )
        for key in keys
    }


@dataclass(frozen=True, kw_only=True, slots=True)
class _Span:
    """The days read, and from which day on lapses still matter to them."""

    first: date
    last: date
    clock: OperationClock

    @property
    def lapses_from(self) -> date:
        return self.first - timedelta(days=self.clock.stale_after + 1)


@dataclass(kw_only=True, slots=True)
class _Sums:
    """What `accumulate` needs, by series key."""

    before: dict[str, Change]
    lapsed: dict[str, int]
    lapses: dict[str, dict[date, int]]
    changes: dict[str, dict[date, Change]]


def _split(session: Session, place_ids: Sequence[int] | None) -> tuple[list[int], list[int]]:
    """Ids of units and of areas."""
    query = select(PlaceRow.id, PlaceRow.kind)
    if place_ids is None:
        query = query.where(PlaceRow.level == 0)
    else:
        query = query.where(PlaceRow.id.in_(place_ids))
    rows = session.execute(query).all()
    units = [row.id for row in rows if row.kind != "area"]
    return units, [row.id for row in rows if row.kind == "area"]


def _read_areas(
    session: Session, areas: Sequence[int], keys: Collection[str], span: _Span
) -> _Sums:
    sums = _Sums(
        before=defaultdict(Change),
        lapsed=defaultdict(int),
        lapses=defaultdict(lambda: defaultdict(int)),
        changes=defaultdict(dict),
    )
    if not areas:
        return sums
    chosen = (_TABLE.c.place_id.in_(areas), _TABLE.c.indicator.in_(keys))
    states = [func.sum(_TABLE.c[name]).label(name) for name in STATE_MEASURES]
    stale = func.sum(case((_TABLE.c.day < span.lapses_from, _TABLE.c.lapses), else_=0))
    earlier = select(_TABLE.c.indicator, stale.label("lapsed"), *states)
    for row in session.execute(
        earlier.where(*chosen, _TABLE.c.day < span.first).group_by(_TABLE.c.indicator)
    ).mappings():
        values = {name: int(row[name]) for name in STATE_MEASURES}
        sums.before[row["indicator"]] = Change(**values)
        sums.lapsed[row["indicator"]] = int(row["lapsed"])
    days = select(_TABLE).where(*chosen, _TABLE.c.day.between(span.lapses_from, span.last))
    for found in session.execute(days):
        change = Change(**dict(zip(MEASURES, found[3:], strict=True)))
        _add_change(sums, found.indicator, found.day, change, span.first)
    return sums


def _add_change(sums: _Sums, key: str, day: date, change: Change, first: date) -> None:
    if day < first:
        sums.lapses[key][day] += change.lapses
    elif day in sums.changes[key]:
        sums.changes[key][day].add(change)
    else:
        sums.changes[key][day] = change


def _add_unit(
    sums: _Sums, session: Session, scope: Scope, span: _Span, keys: Collection[str]
) -> None:
    points = load_points(session, scope.place_id, keys)
    for (key, day), change in list_unit_changes(points, scope, span.clock).items():
        if day < span.first:
            sums.before[key].add(_state_only(change))
        if day < span.lapses_from:
            sums.lapsed[key] += change.lapses
        elif day <= span.last:
            _add_change(sums, key, day, change, span.first)


def _state_only(change: Change) -> Change:
    values: Mapping[str, int] = {name: getattr(change, name) for name in STATE_MEASURES}
    return Change(**values)


def read_last_days(
    session: Session, place_ids: Sequence[int], day: date, keys: Collection[str] = SERIES_KEYS
) -> dict[int, dict[str, DayTotal]]:
    """Values of many areas on one day, by place id and series key, in two statements.

    Places without any report are absent, and so are series without any change. Units that are no
    areas are read with `tracker.totals.units`.
    """
    if not place_ids:
        return {}
    clock = load_clock(session)
    gone = day - timedelta(days=clock.stale_after + 1)
    states = [func.sum(_TABLE.c[name]).label(name) for name in STATE_MEASURES]
    today = [
        func.sum(case((_TABLE.c.day == day, _TABLE.c[name]), else_=0)).label(name)
        for name in DAY_MEASURES
    ]
    stale = func.sum(case((_TABLE.c.day <= gone, _TABLE.c.lapses), else_=0)).label("lapsed")
    risen = func.sum(case((_TABLE.c.day == day, _TABLE.c.value), else_=0)).label("risen")
    query = (
        select(_TABLE.c.place_id, _TABLE.c.indicator, stale, risen, *states, *today)
        .where(_TABLE.c.place_id.in_(place_ids), _TABLE.c.indicator.in_(keys), _TABLE.c.day <= day)
        .group_by(_TABLE.c.place_id, _TABLE.c.indicator)
    )
    found: dict[int, dict[str, DayTotal]] = defaultdict(dict)
    for row in session.execute(query).mappings():
        before = Change(**{name: int(row[name]) for name in STATE_MEASURES})
        before.value -= int(row["risen"])
        change = Change(**{name: int(row[name]) for name in DAY_MEASURES})
        change.value = int(row["risen"])
        days = accumulate(
            before, int(row["lapsed"]), {}, {day: change}, day, day, clock.stale_after
        )
        found[row["place_id"]][row["indicator"]] = days[0]
    return found
