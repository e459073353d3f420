"""Keep the read model true.

Fold again what an act changed, and add the difference to the areas above.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from tracker.domain.changes import MEASURES, Changes, add_chain, add_expected
from tracker.domain.folds import Point, fold_group, group_of
from tracker.domain.indicators import Indicator
from tracker.domain.reports import Effect
from tracker.domain.selection import Observation
from tracker.domain.windows import COVERAGE
from tracker.store.base import table_of
from tracker.store.totals import AreaChangeRow
from tracker.totals.candidates import load_observations
from tracker.totals.points import PointsByDay, load_last_points, load_points_from, write_points
from tracker.totals.scopes import SERIES_KEYS, Rules, Scope, load_rules, load_scope, load_scopes
from tracker.totals.upserts import add_rows


def update_unit_day(
    session: Session, place_id: int, day: date, indicators: Collection[Indicator]
) -> tuple[Effect, ...]:
    """Take in what the reports about a unit and day say now; returns how the unit's own series changed.

    A claim (a place that is no unit) changes nothing. Everything happens in the session's
    transaction.
    """
    scope = load_scope(session, place_id)
    if scope is None:
        return ()
    rules = load_rules(session)
    observations = load_observations(session, place_id, day)
    groups = {group_of(key) for key in (*indicators, COVERAGE)}
    keys = [key for group in groups for key in group]
    before = load_last_points(session, place_id, day, keys)
    stored = load_points_from(session, place_id, day, keys)
    refolded = _Refolded()
    changes: Changes = {}
    for group in groups:
        _refold_group(group, day, before, stored, observations, scope, rules, refolded, changes)
    write_points(session, place_id, refolded.old, refolded.new)
    add_changes(session, scope.areas, changes)
    return tuple(_list_effects(day, indicators, before, refolded))


@dataclass(kw_only=True, slots=True)
class _Refolded:
    """Points before and after folding again, only of the days that were folded."""

    old: PointsByDay = field(default_factory=dict)
    new: PointsByDay = field(default_factory=dict)


def _refold_group(
    group: Sequence[str],
    day: date,
    before: Mapping[str, Point],
    stored: PointsByDay,
    observations: Mapping[str, Observation],
    scope: Scope,
    rules: Rules,
    refolded: _Refolded,
    changes: Changes,
) -> None:
    """Fold one group from the day on until it meets what is stored, and note the changes."""
    pending = _list_observations(group, stored)
    pending[day] = {key: observations[key] for key in group if key in observations}
    last_old = {key: before[key] for key in group if key in before}
    last_new = dict(last_old)
    chains_old: dict[str, list[Point | None]] = {key: [before.get(key)] for key in group}
    chains_new: dict[str, list[Point | None]] = {key: [before.get(key)] for key in group}
    reached = day
    for at, points in fold_group(group, last_new, pending, scope.windows, rules.start):
        reached = at
        old = {key: stored[at][key] for key in group if key in stored.get(at, {})}
        refolded.old.setdefault(at, {}).update(old)
        refolded.new.setdefault(at, {}).update(points)
        for key in group:
            if key in old:
                chains_old[key].append(old[key])
                last_old[key] = old[key]
            if key in points:
                chains_new[key].append(points[key])
                last_new[key] = points[key]
        if last_old == last_new:
            break
    for key in group:
        if chains_old[key] == chains_new[key]:
            continue
        following = _find_following(key, reached, stored)
        windows = scope.windows[key]
        add_chain(changes, key, [*chains_old[key], following], windows, rules.stale_after, -1)
        add_chain(changes, key, [*chains_new[key], following], windows, rules.stale_after)


def _list_observations(
    group: Sequence[str], stored: PointsByDay
) -> dict[date, Mapping[str, Observation]]:
    """Observations of the stored points; a day with only a derived level keeps its place."""
    return {
        day: {
            key: point.observation
            for key in group
            if (point := points.get(key)) is not None and point.observation is not None
        }
        for day, points in stored.items()
        if any(key in points for key in group)
    }


def _find_following(key: str, after: date, stored: PointsByDay) -> Point | None:
    later = (day for day, points in stored.items() if day > after and key in points)
    first = min(later, default=None)
    return stored[first][key] if first is not None else None


def _list_effects(
    day: date,
    indicators: Collection[Indicator],
    before: Mapping[str, Point],
    refolded: _Refolded,
) -> Iterator[Effect]:
    shown = list(indicators)
    if {Indicator.ARRIVALS, Indicator.DEPARTURES} & set(indicators):
        shown += [] if Indicator.PRESENT in indicators else [Indicator.PRESENT]
    for indicator in shown:
        old = refolded.old.get(day, {}).get(indicator) or before.get(indicator)
        new = refolded.new.get(day, {}).get(indicator) or before.get(indicator)
        if old != new:
            yield Effect(indicator=indicator, day=day, before=_value(old), after=_value(new))


def _value(point: Point | None) -> int | None:
    if point is None or (point.amount.without_value and not point.amount.value):
        return None
    return point.amount.value


def add_changes(session: Session, areas: Sequence[int], changes: Changes, sign: int = 1) -> None:
    """Add changes to the totals of areas."""
    rows = [
        {"place_id": area, "indicator": str(key), "day": day}
        | {name: sign * getattr(change, name) for name in MEASURES}
        for (key, day), change in changes.items()
        if not change.is_empty
        for area in areas
    ]
    # One order for all writers, so that row locks can never wait for each other in a circle.
    rows.sort(key=lambda row: (row["place_id"], row["indicator"], row["day"]))
    if rows:
        add_rows(session, table_of(AreaChangeRow), rows)


@contextmanager
def reweigh(session: Session, place_ids: Collection[int]) -> Iterator[set[int]]:
    """Change the register inside this context, so that totals follow.

    Whatever the units (place ids) add under the old register is taken away, and what they add under
    the new one is put in place. Yields the set of ids; add those of units made inside.
    """
    rules = load_rules(session)
    for scope in load_scopes(session, sorted(place_ids)).values():
        _weigh(session, scope, rules, -1)
    ids = set(place_ids)
    yield ids
    session.flush()  # the new register must be readable before it is folded
    rules = load_rules(session)
    for scope in load_scopes(session, sorted(ids)).values():
        refold_unit(session, scope, rules)
        _weigh(session, scope, rules, 1)


def _weigh(session: Session, scope: Scope, rules: Rules, sign: int) -> None:
    points = load_points_from(session, scope.place_id, None, SERIES_KEYS)
    add_changes(session, scope.areas, list_unit_changes(points, scope, rules), sign)


def list_unit_changes(points: PointsByDay, scope: Scope, rules: Rules) -> Changes:
    """Everything that a unit adds to the areas above it, from all its points in day order."""
    changes: Changes = {}
    add_expected(changes, scope.windows[COVERAGE])
    for key in SERIES_KEYS:
        chain = [by_key[key] for by_key in points.values() if key in by_key]
        if chain:
            add_chain(changes, key, [None, *chain, None], scope.windows[key], rules.stale_after)
    return changes


def refold_unit(session: Session, scope: Scope, rules: Rules) -> None:
    """Fold all observations of a unit again and store the points."""
    stored = load_points_from(session, scope.place_id, None, SERIES_KEYS)
    new = fold_unit(_list_observations(SERIES_KEYS, stored), scope, rules)
    write_points(session, scope.place_id, stored, new)


def fold_unit(
    observations: Mapping[date, Mapping[str, Observation]], scope: Scope, rules: Rules
) -> PointsByDay:
    """All points of a unit from all its observations, in day order."""
    points: PointsByDay = {day: {} for day in sorted(observations)}
    for group in {group_of(key): None for key in SERIES_KEYS}:
        for day, folded in fold_group(group, {}, observations, scope.windows, rules.start):
            points[day].update(folded)
    return points
