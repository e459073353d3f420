"""Fold a unit's days again around those that were something else, and no further."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from tracker.domain.changes import Changes, add_chain
from tracker.domain.days import OperationClock
from tracker.domain.folds import FOLD_GROUPS, Point, fold_group
from tracker.domain.indicators import TALLIES
from tracker.domain.review import ReviewState
from tracker.domain.selection import Observation
from tracker.domain.shifts import find_shifts
from tracker.domain.windows import COVERAGE
from tracker.totals.known.units import Ends
from tracker.totals.scopes import Scope

Observed = Mapping[str, Observation]
"""Observations of a day by series key."""

PointsOnDays = dict[date, Mapping[str, Point]]


class Unsettled(Exception):
    """What is folded again does not meet what is stored on the points at hand."""


@dataclass(kw_only=True, slots=True)
class Surroundings:
    """A unit around days on which something else was observed `then` than what is stored.

    `stored` are the points on those days, `before` and `after` the points beside each in its
    series. Points on the days of `otherwise` are not right as they are stored: `observe` says what
    was observed. Of the reports `unreviewed` only the review was another one. `stated` are running
    totals that do not only add what is new.
    """

    scope: Scope
    clock: OperationClock
    stated: set[str]
    observe: Callable[[date], Observed]
    then: dict[date, Observed] = field(default_factory=dict)
    stored: PointsOnDays = field(default_factory=dict)
    before: PointsOnDays = field(default_factory=dict)
    after: PointsOnDays = field(default_factory=dict)
    otherwise: set[date] = field(default_factory=set)
    unreviewed: set[int] = field(default_factory=set)

    def put_right(self, key: str, point: Point) -> Point:
        """A stored point as it was then, but for how far a running total had come.

        Raises Unsettled where there was none.
        """
        if point.observation is None or key == COVERAGE:
            return point
        if point.observation.report_id in self.unreviewed:
            observation = replace(point.observation, review=ReviewState.UNREVIEWED)
        elif point.day in self.otherwise:
            then = self.observe(point.day).get(key)
            if then is None:
                raise Unsettled  # nothing was observed there then: another point follows
            observation = then
        else:
            return point
        if key in TALLIES:
            return replace(point, observation=observation)
        return replace(point, amount=observation.amount, observation=observation)


def list_different_groups(then: Observed, stored: Mapping[str, Point]) -> list[tuple[str, ...]]:
    """The groups in which something else was observed than is stored."""
    return [
        group
        for group in FOLD_GROUPS
        if any(then.get(key) != _observation_of(stored.get(key)) for key in group)
    ]


def _observation_of(point: Point | None) -> Observation | None:
    return point.observation if point else None


def fold_around(changes: Changes, unit: Surroundings) -> Ends:
    """Add to the changes what differed then, without what follows a series' last point.

    Raises Unsettled, with nothing added, where more of the unit must be read for that.
    """
    runs = [
        run for group, days in _sort_by_group(unit).items() for run in _list_runs(unit, group, days)
    ]
    ends: Ends = {}
    for run in runs:
        run.add_to(changes)
        ends |= run.ends
    return ends


def _sort_by_group(unit: Surroundings) -> dict[tuple[str, ...], list[date]]:
    days: dict[tuple[str, ...], list[date]] = {}
    for day in sorted(unit.then):
        for group in list_different_groups(unit.then[day], unit.stored.get(day, {})):
            days.setdefault(group, []).append(day)
    return days


def _list_runs(unit: Surroundings, group: Sequence[str], days: list[date]) -> list[_Run]:
    runs: list[_Run] = []
    pending = days[::-1]
    while pending:
        run = _Run(unit, group, pending)
        run.fold()
        runs.append(run)
    return runs


class _Run:
    """Days of a group that follow each other, folded as they are stored and as they were."""

    def __init__(self, unit: Surroundings, group: Sequence[str], pending: list[date]) -> None:
        self._unit = unit
        self._group = group
        self._pending = pending
        self.ends: Ends = {}
        if unit.unreviewed and not unit.stated.isdisjoint(group):
            # How much of a running total was unreviewed is not known where it is set anew.
            raise Unsettled
        start = unit.before.get(pending[-1], {})
        last = {key: unit.put_right(key, start[key]) for key in group if key in start}
        self._old, self._new = dict(last), dict(last)
        self._chains: dict[str, tuple[_Chain, _Chain]] = {
            key: ([last.get(key)], [last.get(key)]) for key in group
        }

    def fold(self) -> None:
        """Fold until both meet or the series end; takes the days from those that are pending."""
        day: date | None = self._pending[-1]
        following: Observed = {}
        while day is not None:
            is_pending = bool(self._pending) and day == self._pending[-1]
            if is_pending:
                self._pending.pop()
                stored = self._unit.stored.get(day, {})
                old = {key: stored[key].observation for key in self._group if key in stored}
                self._fold_day(day, _pick(old), self._unit.then[day])
            else:
                self._fold_day(day, following, following)
            if self._has_met():
                return
            if not is_pending:
                raise Unsettled
            day, following = self._find_next(day)
        self.ends = {
            key: (self._old.get(key), self._new.get(key))
            for key in self._group
            if self._old.get(key) != self._new.get(key)
        }

    def _fold_day(self, day: date, old: Observed, new: Observed) -> None:
        unit, group = self._unit, self._group
        for last, observed, which in ((self._old, old, 0), (self._new, new, 1)):
            of_group = {key: observed[key] for key in group if key in observed}
            folded = fold_group(group, last, {day: of_group}, unit.scope.windows, unit.clock.start)
            for _, points in folded:
                for key, point in points.items():
                    self._chains[key][which].append(point)
                last.update(points)

    def _has_met(self) -> bool:
        # The gap to the level before is a mark of its day: nothing that follows depends on it.
        shifts = find_shifts(self._group, *map(_without_gaps, (self._old, self._new)))
        if shifts and not self._unit.stated.isdisjoint(shifts):
            raise Unsettled
        return shifts is not None

    def _find_next(self, day: date) -> tuple[date | None, Observed]:
        """The next day of the group after a pending one, and what is observed on it."""
        after = self._unit.after.get(day, {})
        points = {key: after[key] for key in self._group if key in after}
        days = [point.day for point in points.values()]
        first = min(days + self._pending[-1:], default=None)
        return first, _pick(
            {
                key: self._unit.put_right(key, point).observation
                for key, point in points.items()
                if point.day == first
            }
        )

    def add_to(self, changes: Changes) -> None:
        """Take away what the days add as they are stored, and add what they added then."""
        limits = self._unit.clock.limits
        for key, (old, new) in self._chains.items():
            if old != new:
                windows = self._unit.scope.windows[key]
                add_chain(changes, key, old, windows, limits, -1)
                add_chain(changes, key, new, windows, limits)


_Chain = list[Point | None]


def _pick(observed: Mapping[str, Observation | None]) -> dict[str, Observation]:
    return {key: found for key, found in observed.items() if found is not None}


def _without_gaps(points: Mapping[str, Point]) -> dict[str, Point]:
    return {
        key: point if point.gap is None else replace(point, gap=None)
        for key, point in points.items()
    }
