"""Units as they were known at a moment, and how that differs from what is stored of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType

from sqlalchemy.orm import Session

from tracker.domain.changes import Changes, add_chain, add_expected, change_at
from tracker.domain.days import OperationClock
from tracker.domain.folds import Point
from tracker.domain.selection import Observation
from tracker.domain.windows import COVERAGE
from tracker.totals.known.acts import Touched, find_touched
from tracker.totals.known.stored import load_last_points, load_next_points, load_points_since
from tracker.totals.known.then import load_then
from tracker.totals.points import PointsByDay
from tracker.totals.refolding import list_observations
from tracker.totals.scopes import SERIES_KEYS, Scope, order_in_tree
from tracker.totals.update import fold_unit

ONE_DAY = timedelta(days=1)
FIRST_DAY = date.min + ONE_DAY
"""Before all days of any operation."""

Ends = dict[str, tuple[Point | None, Point | None]]
"""By series key two last points of a unit: as stored, and as known."""


@dataclass(frozen=True, kw_only=True, slots=True)
class KnownUnit:
    """A unit as known at a moment: as it is stored before the day `since`, then `points`.

    `before` holds the last point of each series before that day. `stored` is what is stored instead
    of the points up to the last day that could be known, and `following` what comes after that.
    """

    scope: Scope
    since: date
    before: Mapping[str, Point]
    points: PointsByDay
    stored: PointsByDay
    following: Mapping[str, Point]

    def find_last(self, key: str, day: date, *, only_reported: bool = False) -> Point | None:
        """The last known point of a series from `since` up to a day."""
        for at in reversed(self.points):
            point = self.points[at].get(key) if at <= day else None
            if point is not None and (point.observation is not None or not only_reported):
                return point
        return None


def load_known_units(
    session: Session,
    scopes: Mapping[int, Scope],
    clock: OperationClock,
    moment: datetime,
    until: date,
    *,
    anew: Mapping[int, date] = MappingProxyType({}),
) -> Iterator[KnownUnit]:
    """Units in the order of the tree; a constant number of statements.

    `until` is the last day about which anything could be known at the moment. Units whose
    scopes are not those by which they are stored must be folded `anew` from a day given for each.
    """
    touched = find_touched(session, sorted(scopes), moment, until)
    observed = _observe(session, touched, moment)
    since = {place: min(days) for place, days in touched.items()}
    untouched = until + ONE_DAY
    for place in scopes.keys() & anew.keys():
        since[place] = min(anew[place], since.get(place, untouched))
    stored = load_points_since(session, since, until)
    firsts = {place: since.get(place, untouched) for place in scopes}
    before = load_last_points(session, {place: day - ONE_DAY for place, day in firsts.items()})
    following = load_next_points(session, dict.fromkeys(scopes, until))
    for scope in order_in_tree(scopes.values()):
        place = scope.place_id
        old = stored.get(place, {})
        observations = {**list_observations(SERIES_KEYS, old), **observed.get(place, {})}
        earlier = before.get(place, {})
        yield KnownUnit(
            scope=scope,
            since=firsts[place],
            before=earlier,
            points=fold_unit(observations, scope, clock, earlier),
            stored=old,
            following=following.get(place, {}),
        )


def _observe(
    session: Session, touched: Touched, moment: datetime
) -> dict[int, dict[date, Mapping[str, Observation]]]:
    """What was selected at the moment on the days that were touched later, by place id."""
    pairs = [(place, day) for place, days in touched.items() for day in days]
    then = load_then(session, pairs, moment)
    return {
        place: {day: then.observe((place, day)) for day in days} for place, days in touched.items()
    }


def add_difference(changes: Changes, unit: KnownUnit, clock: OperationClock, until: date) -> None:
    """Add what makes of stored changes those that were known.

    Stored changes up to `until` are kept and brought right; of the days after it none is kept.
    """
    windows = unit.scope.windows
    ends: Ends = {}
    for key in SERIES_KEYS:
        first = unit.before.get(key)
        old = [first, *_list_chain(key, unit.stored)]
        new = [first, *_list_chain(key, unit.points)]
        add_chain(changes, key, old, windows[key], clock.limits, -1)
        add_chain(changes, key, new, windows[key], clock.limits)
        ends[key] = old[-1], new[-1]
    add_end(changes, unit.scope, ends, unit.following, clock, until)


def add_end(  # noqa: PLR0917 (a unit, and what it is held against)
    changes: Changes,
    scope: Scope,
    ends: Ends,
    following: Mapping[str, Point],
    clock: OperationClock,
    until: date,
) -> None:
    """Add what came of nothing being known after the last points.

    `ends` holds the last points of series up to `until` as stored and as known, `following` the
    first stored ones after that.
    """
    gone: Changes = {}
    expected: Changes = {}
    for key, (old, new) in ends.items():
        windows = scope.windows[key]
        add_chain(gone, key, [old, following.get(key)], windows, clock.limits, -1)
        add_chain(changes, key, [new, None], windows, clock.limits)
    add_expected(expected, scope.windows[COVERAGE])
    _add_some(changes, gone, (at for at in gone if at[1] <= until))
    _add_some(changes, expected, (at for at in expected if at[1] > until))


def _list_chain(key: str, points: PointsByDay) -> Iterator[Point]:
    return (found[key] for found in points.values() if key in found)


def _add_some(changes: Changes, some: Changes, chosen: Iterable[tuple[str, date]]) -> None:
    for key, day in chosen:
        change_at(changes, key, day).add(some[key, day])
