"""Keep the read model true.

Fold again what an act changed, and add the difference to the areas above.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from operator import itemgetter
from types import MappingProxyType

from sqlalchemy.orm import Session

from tracker.domain.changes import Changes, add_chain, add_expected, change_at
from tracker.domain.days import OperationClock
from tracker.domain.folds import Point, fold_group, group_of
from tracker.domain.indicators import Indicator
from tracker.domain.published import PublishedAct
from tracker.domain.reports import Effect
from tracker.domain.selection import Observation
from tracker.domain.windows import COVERAGE
from tracker.store.base import table_of
from tracker.store.totals import AreaChangeRow
from tracker.totals.around import Around
from tracker.totals.place_past import keep_past
from tracker.totals.points import PointsByDay, load_points, write_points
from tracker.totals.published import Gathering
from tracker.totals.refolding import Refolded, list_observations, refold_group
from tracker.totals.registered import load_registered
from tracker.totals.scopes import SERIES_KEYS, Scope, load_clock, make_scopes
from tracker.totals.sums import add_each_to_sums
from tracker.totals.upserts import add_rows


@dataclass(frozen=True, kw_only=True, slots=True)
class Update:
    """How an act changed the unit's own series, and what it added to the areas above the unit."""

    effects: tuple[Effect, ...] = ()
    changes: Changes = field(default_factory=dict)


class Held:
    """Changes of areas by several acts, held back so that each area is written once."""

    def __init__(self) -> None:
        self._by_area: dict[int, Changes] = {}

    def add(self, areas: Sequence[int], changes: Changes) -> None:
        """Hold changes of areas."""
        for area in areas:
            held = self._by_area.setdefault(area, {})
            for (key, day), change in changes.items():
                change_at(held, key, day).add(change)

    def write(self, session: Session) -> None:
        """Add all to the totals: before anything reads them, and in the end."""
        add_changes_of_each(session, self._by_area)
        self._by_area = {}


def update_unit_day(
    session: Session,
    around: Around,
    observations: Mapping[str, Observation],
    indicators: Collection[Indicator],
    held: Held | None = None,
) -> Update:
    """Take in what the reports about a unit and day say now; returns what that changed.

    `observations` are the selected ones of the day, of all series; `indicators` those that may have
    changed, whose last points `around` must hold. A claim (a place that is no unit) changes
    nothing. What changes in the areas above is written, or only `held`.
    """
    scope = around.scope
    if scope is None:
        return Update()
    refolded = Refolded(around=around, scope=scope)
    for group in list_groups(indicators):
        refold_group(group, observations, refolded)
    write_points(session, scope.place_id, refolded.old, refolded.new)
    if held is None:
        add_changes(session, scope.areas, refolded.changes)
    else:
        held.add(scope.areas, refolded.changes)
    return Update(effects=tuple(_list_effects(indicators, refolded)), changes=refolded.changes)


def list_groups(indicators: Collection[Indicator]) -> list[tuple[str, ...]]:
    """The groups that must be folded again when these indicators change; coverage always."""
    return list(dict.fromkeys(group_of(key) for key in (*indicators, COVERAGE)))


def _list_effects(indicators: Collection[Indicator], refolded: Refolded) -> Iterator[Effect]:
    shown = dict.fromkeys(indicators)
    if Indicator.ARRIVALS in shown or Indicator.DEPARTURES in shown:
        shown[Indicator.PRESENT] = None
    day, before = refolded.around.day, refolded.around.last
    for indicator in shown:
        old = refolded.old.get(day, {}).get(indicator) or before.get(indicator)
        new = refolded.new.get(day, {}).get(indicator) or before.get(indicator)
        if old != new:
            yield Effect(indicator=indicator, day=day, before=_value(old), after=_value(new))


def _value(point: Point | None) -> int | None:
    if point is None or (point.amount.without_value and not point.amount.value):
        return None
    return point.amount.value


def add_changes(session: Session, areas: Sequence[int], changes: Changes) -> None:
    """Add changes to the totals of areas."""
    add_changes_of_each(session, dict.fromkeys(areas, changes))


def add_changes_of_each(session: Session, by_area: Mapping[int, Changes]) -> None:
    """Add to the totals of each area changes of its own."""
    listed = {id(changes): _list_rows(changes) for changes in by_area.values()}
    rows = [
        [area, key, day, *values]
        for area, changes in by_area.items()
        for key, day, values in listed[id(changes)]
    ]
    # One order for all writers, so that row locks can never wait for each other in a circle.
    rows.sort(key=itemgetter(0, 2, 1))
    if rows:
        add_rows(session, table_of(AreaChangeRow), rows)
        add_each_to_sums(session, by_area)


def _list_rows(changes: Changes) -> list[tuple[str, date, tuple[int, ...]]]:
    """Key, day and measures of those that change anything."""
    found = [(str(key), day, change.values) for (key, day), change in changes.items()]
    return [row for row in found if any(row[2])]


@contextmanager
def reweigh(
    session: Session,
    place_ids: Collection[int],
    act: PublishedAct | None = None,
    *,
    moment: datetime | None = None,
) -> Iterator[set[int]]:
    """Change the register inside this context, so that totals follow.

    Whatever the units among the places add under the old register is taken away, and what they add
    under the new one is put in place. Yields the set of ids; add those of places made inside. What
    an `act` changes in published totals is kept with it. What the register said until the `moment`
    is kept for who looks back; without one it is as if it had always said so.
    """
    gathering = Gathering(act)
    clock = load_clock(session)
    before = load_registered(session, sorted(place_ids))
    for scope in make_scopes(before.values()).values():
        gathering.add({scope.place_id, *scope.areas}, _weigh(session, scope, clock, -1))
    ids = set(place_ids)
    yield ids
    session.flush()  # the new register must be readable before it is folded
    clock = load_clock(session)
    after = load_registered(session, sorted(ids))
    if moment is not None:
        keep_past(session, before, after, moment)
    for scope in make_scopes(after.values()).values():
        refold_unit(session, scope, clock)
        added = _weigh(session, scope, clock, 1)
        gathering.add({scope.place_id, *scope.areas}, added)
        if not scope.is_area:
            gathering.units[scope.place_id] = added
    gathering.keep(session, clock)


def _weigh(session: Session, scope: Scope, clock: OperationClock, sign: int) -> Changes:
    points = load_points(session, scope.place_id, SERIES_KEYS)
    changes = list_unit_changes(points, scope, clock, sign)
    add_changes(session, scope.areas, changes)
    return changes


def list_unit_changes(
    points: PointsByDay, scope: Scope, clock: OperationClock, sign: int = 1
) -> Changes:
    """Everything that a unit adds to the areas above it, or with sign -1 what undoes it."""
    changes: Changes = {}
    add_expected(changes, scope.windows[COVERAGE], sign)
    add_points(changes, points, scope, clock, sign)
    return changes


def add_points(
    changes: Changes, points: PointsByDay, scope: Scope, clock: OperationClock, sign: int = 1
) -> None:
    """Add what all points of a unit contribute, in day order, or with sign -1 take it away."""
    chains: dict[str, list[Point | None]] = {}
    for by_key in points.values():
        for key, point in by_key.items():
            chains.setdefault(key, [None]).append(point)
    for key, chain in chains.items():
        add_chain(changes, key, [*chain, None], scope.windows[key], clock.limits, sign)


def refold_unit(session: Session, scope: Scope, clock: OperationClock) -> None:
    """Fold all observations of a unit again and store the points."""
    stored = load_points(session, scope.place_id, SERIES_KEYS)
    new = fold_unit(list_observations(SERIES_KEYS, stored), scope, clock)
    write_points(session, scope.place_id, stored, new)


def fold_unit(
    observations: Mapping[date, Mapping[str, Observation]],
    scope: Scope,
    clock: OperationClock,
    before: Mapping[str, Point] = MappingProxyType({}),
) -> PointsByDay:
    """Points of a unit from its observations, in day order.

    `before` holds the last point of each series before the first of them.
    """
    points: PointsByDay = {day: {} for day in sorted(observations)}
    for group in dict.fromkeys(map(group_of, SERIES_KEYS)):
        own = {
            day: found for day, found in observations.items() if not found.keys().isdisjoint(group)
        }
        for day, folded in fold_group(group, before, own, scope.windows, clock.start):
            points[day].update(folded)
    return points
