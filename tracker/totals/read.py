"""Read daily values of areas, units and the whole operation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from sqlalchemy import Date, bindparam, select
from sqlalchemy.orm import Session

from tracker.domain.changes import MEASURES, STATE_MEASURES, Change, Changes
from tracker.domain.daily import DayTotal, accumulate, total_on
from tracker.domain.days import OperationClock
from tracker.store.base import table_of
from tracker.store.totals import AreaChangeRow
from tracker.totals.beneath import split_places
from tracker.totals.known.past import Past
from tracker.totals.points import PointsByDay, load_points_around
from tracker.totals.scopes import SERIES_KEYS, load_clock, load_scopes
from tracker.totals.sums import Before, sum_before
from tracker.totals.update import list_unit_changes

_TABLE = table_of(AreaChangeRow)
_CHANGES_ON_DAYS = select(_TABLE).where(
    _TABLE.c.place_id.in_(bindparam("areas", expanding=True)),
    _TABLE.c.indicator.in_(bindparam("keys", expanding=True)),
    _TABLE.c.day >= bindparam("first", type_=Date),
    _TABLE.c.day <= bindparam("last", type_=Date),
)


def read_days(
    session: Session,
    place_ids: Sequence[int] | None,
    first: date,
    last: date,
    keys: Collection[str] = SERIES_KEYS,
    *,
    past: Past | None = None,
) -> dict[str, tuple[DayTotal, ...]]:
    """Daily values from `first` to `last` by series key, summed over places (None: all of them).

    The places must not lie within each other. A shelter or the outside of a district's shelters is
    read from its own points. Every key is present; days without anything known have None as values.
    With `past` as they were known then.
    """
    span = _Span(first=first, last=last, clock=load_clock(session))
    sums = _Sums()
    for found in _read_each(session, place_ids, keys, span, past).values():
        sums.add(found)
    return sums.settle(keys, span)


def read_days_of_each(
    session: Session,
    place_ids: Sequence[int],
    first: date,
    last: date,
    keys: Collection[str] = SERIES_KEYS,
    *,
    past: Past | None = None,
) -> dict[int, dict[str, tuple[DayTotal, ...]]]:
    """Daily values of each of many areas and units, by its id; as many statements as for one.

    Every place and every key is present. With `past` as they were known then.
    """
    span = _Span(first=first, last=last, clock=load_clock(session))
    found = _read_each(session, place_ids, keys, span, past)
    return {place: sums.settle(keys, span) for place, sums in found.items()}


@dataclass(frozen=True, kw_only=True, slots=True)
class _Span:
    """The days read, and from which day on lapses still matter to them."""

    first: date
    last: date
    clock: OperationClock

    @property
    def lapses_from(self) -> date:
        return self.first - timedelta(days=self.clock.stale_after + 1)

    def before(self, until: date) -> Before:
        """What is added up of the days before; nothing of those after `until`."""
        day = min(self.first, until + timedelta(days=1))
        return Before(day=day, lapses_day=min(day, self.lapses_from))


@dataclass(kw_only=True, slots=True)
class _Sums:
    """What `accumulate` needs, by series key."""

    before: dict[str, Change] = field(default_factory=lambda: defaultdict(Change))
    lapsed: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    lapses: dict[str, dict[date, int]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(int))
    )
    changes: dict[str, dict[date, Change]] = field(default_factory=lambda: defaultdict(dict))

    def add(self, other: _Sums) -> None:
        """Add the sums of another place."""
        for key, before in other.before.items():
            self.before[key].add(before)
            self.lapsed[key] += other.lapsed[key]
        for key, lapses in other.lapses.items():
            for day, count in lapses.items():
                self.lapses[key][day] += count
        for key, changes in other.changes.items():
            for day, change in changes.items():
                _join(self.changes[key], day, change)

    def settle(self, keys: Collection[str], span: _Span) -> dict[str, tuple[DayTotal, ...]]:
        """The daily values of the span."""
        return {
            key: accumulate(
                self.before[key],
                self.lapsed[key],
                self.lapses[key],
                self.changes[key],
                span.first,
                span.last,
                span.clock.stale_after,
            )
            for key in keys
        }


def _read_each(
    session: Session,
    place_ids: Sequence[int] | None,
    keys: Collection[str],
    span: _Span,
    past: Past | None,
) -> dict[int, _Sums]:
    """What is known of each area and unit (None: of the roots of the tree)."""
    units, areas = split_places(session, place_ids)
    sums = _read_areas(session, areas, keys, span, past) | {unit: _Sums() for unit in units}
    scopes = past.registers.load_scopes(units) if past else load_scopes(session, units)
    for place, points in _load_points(session, list(scopes), keys, span, past).items():
        changes = list_unit_changes(points, scopes[place], span.clock)
        _add_changes(sums[place], changes, span, keys)
    return sums


def _load_points(
    session: Session, units: list[int], keys: Collection[str], span: _Span, past: Past | None
) -> dict[int, PointsByDay]:
    if not units:
        return {}
    if past is not None:
        return past.load_points_of_each(units, keys)
    return load_points_around(session, units, span.lapses_from, span.last, keys)


def _read_areas(
    session: Session,
    areas: Sequence[int],
    keys: Collection[str],
    span: _Span,
    past: Past | None,
) -> dict[int, _Sums]:
    """What is known of each area."""
    sums = {area: _Sums() for area in areas}
    if not areas:
        return sums
    until = past.until if past else span.last
    earlier = sum_before(session, areas, keys, span.before(until), span.clock.start)
    for (area, key), change in earlier.items():
        sums[area].before[key] = change
        sums[area].lapsed[key] = change.lapses
    days = _load_changes(session, areas, keys, span.lapses_from, min(until, span.last))
    for area, key, day, change in days:
        _add_change(sums[area], key, day, change, span.first)
    for area, changes in past.list_changes(areas).items() if past else ():
        _add_changes(sums[area], changes, span, keys)
    return sums


def _load_changes(
    session: Session, areas: Sequence[int], keys: Collection[str], first: date, last: date
) -> Iterator[tuple[int, str, date, Change]]:
    """Stored changes of areas on some days, with area, series key and day."""
    given = {"areas": list(areas), "keys": [str(key) for key in keys], "first": first, "last": last}
    for row in session.execute(_CHANGES_ON_DAYS, given):
        change = Change(**dict(zip(MEASURES, row[3:], strict=True)))
        yield row[0], row[1], row[2], change


def _add_change(sums: _Sums, key: str, day: date, change: Change, first: date) -> None:
    if day < first:
        sums.lapses[key][day] += change.lapses
    else:
        _join(sums.changes[key], day, change)


def _join(changes: dict[date, Change], day: date, change: Change) -> None:
    """Add a change of a day, which nobody else holds, to those of other places."""
    if day in changes:
        changes[day].add(change)
    else:
        changes[day] = change


def _add_changes(sums: _Sums, changes: Changes, span: _Span, keys: Collection[str]) -> None:
    for (key, day), change in changes.items():
        if key not in keys:
            continue
        if day < span.first:
            sums.before[key].add(_state_only(change))
        if day < span.lapses_from:
            sums.lapsed[key] += change.lapses
        elif day <= span.last:
            own = Change()  # a change that is kept elsewhere must not be added to
            own.add(change)
            _add_change(sums, key, day, own, span.first)


def _state_only(change: Change) -> Change:
    values: Mapping[str, int] = {name: getattr(change, name) for name in STATE_MEASURES}
    return Change(**values)


def read_last_days(
    session: Session,
    place_ids: Sequence[int],
    day: date,
    keys: Collection[str] = SERIES_KEYS,
    *,
    past: Past | None = None,
) -> dict[int, dict[str, DayTotal]]:
    """Values of many areas on one day, by place id and series key, in five statements.

    Places without any report are absent, and so are series without any change. Units that are no
    areas are read with `tracker.totals.units`. With `past` as they were known then.
    """
    if not place_ids:
        return {}
    span = _Span(first=day, last=day, clock=load_clock(session))
    sums: dict[tuple[int, str], _DaySum] = defaultdict(_DaySum)
    _sum_stored(sums, session, place_ids, keys, span, past.until if past else day)
    for place_id, changes in past.list_changes(place_ids).items() if past else ():
        for (key, at), change in changes.items():
            if key in keys and at <= day:
                sums[place_id, key].add(at, change, span)
    found: dict[int, dict[str, DayTotal]] = defaultdict(dict)
    for (place_id, key), total in sums.items():
        found[place_id][key] = total.settle(span)
    return found


@dataclass(kw_only=True, slots=True)
class _DaySum:
    """What `accumulate` needs of one series for a single day; see _Sums."""

    before: Change = field(default_factory=Change)
    lapsed: int = 0
    change: Change = field(default_factory=Change)

    def add(self, day: date, change: Change, span: _Span) -> None:
        """Add the change of one day."""
        if day == span.first:
            self.change.add(change)
        else:
            self.before.add(_state_only(change))
        if day <= span.lapses_from:
            self.lapsed += change.lapses

    def settle(self, span: _Span) -> DayTotal:
        """The total on the day."""
        return total_on(span.first, self.before, self.lapsed, self.change)


def _sum_stored(  # noqa: PLR0917 (the parts of one reading)
    sums: dict[tuple[int, str], _DaySum],
    session: Session,
    place_ids: Sequence[int],
    keys: Collection[str],
    span: _Span,
    until: date,
) -> None:
    """What is stored up to the day, or up to `until` if that is earlier."""
    day = span.first
    before = span.before(until)
    before = replace(before, lapses_day=min(before.day, span.lapses_from + timedelta(days=1)))
    earlier = sum_before(session, place_ids, keys, before, span.clock.start)
    for at, change in earlier.items():
        sums[at] = _DaySum(before=change, lapsed=change.lapses)
    if day > until:
        return
    for area, key, _, change in _load_changes(session, place_ids, keys, day, day):
        sums[area, key].change.add(change)
