"""Fold a group of a unit's series again from a day on, as far as what is stored changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from tracker.domain.changes import Changes, add_chain
from tracker.domain.folds import Point, fold_group
from tracker.domain.selection import Observation
from tracker.domain.shifts import find_shifts, shift_point
from tracker.totals.around import Around
from tracker.totals.points import PointsByDay
from tracker.totals.scopes import Scope
from tracker.totals.stretches import Stretch


@dataclass(kw_only=True, slots=True)
class Refolded:
    """Points before and after folding again, only of the days that were folded, and the changes."""

    around: Around
    scope: Scope
    old: PointsByDay = field(default_factory=dict)
    new: PointsByDay = field(default_factory=dict)
    changes: Changes = field(default_factory=dict)


def refold_group(
    group: Sequence[str], observations: Mapping[str, Observation], refolded: Refolded
) -> None:
    """Fold one group from the day on until it meets what is stored, and note the changes.

    Totals that only moved are moved where they are stored, up to the next day on which they do not
    hand that on.
    """
    around = refolded.around
    run = _Run(group, around.last, refolded)
    stretch: Stretch | None = around.near
    pending = list_observations(group, around.near.points)
    pending[around.day] = {key: observations[key] for key in group if key in observations}
    while stretch is not None:
        if run.fold(stretch, pending):
            break
        stretch = run.go_on(stretch)
        pending = list_observations(group, stretch.points) if stretch else {}
    run.finish()


class _Run:
    """Days of a group that are folded one after the other, as they were and as they become."""

    def __init__(self, group: Sequence[str], last: Mapping[str, Point], refolded: Refolded) -> None:
        self._group = group
        self._refolded = refolded
        self._start(last, last)

    def _start(self, old: Mapping[str, Point], new: Mapping[str, Point]) -> None:
        self._old, self._new = (
            {key: last[key] for key in self._group if key in last} for last in (old, new)
        )
        self._chains_old: dict[str, list[Point | None]]
        self._chains_new: dict[str, list[Point | None]]
        self._chains_old, self._chains_new = (
            {key: [last.get(key)] for key in self._group} for last in (self._old, self._new)
        )

    def fold(self, stretch: Stretch, pending: Mapping[date, Mapping[str, Observation]]) -> bool:
        """Fold the days of a stretch; gives whether it met what is stored."""
        group, refolded = self._group, self._refolded
        windows, start = refolded.scope.windows, refolded.around.clock.start
        for day, new in fold_group(group, self._new, pending, windows, start):
            stored = stretch.points.get(day, {})
            old = {key: stored[key] for key in group if key in stored}
            refolded.old.setdefault(day, {}).update(old)
            refolded.new.setdefault(day, {}).update(new)
            _follow(self._chains_old, self._old, old)
            _follow(self._chains_new, self._new, new)
            if find_shifts(group, self._old, self._new) == {}:
                return True
        return False

    def go_on(self, stretch: Stretch) -> Stretch | None:
        """The days that must be folded after a stretch, None where nothing follows."""
        shifts = find_shifts(self._group, self._old, self._new)
        if stretch.beyond is None or shifts is None:
            return stretch.go_on(self._group)
        fixed = stretch.find_fixed(shifts)
        if fixed is not None:
            self.finish()
            passed = stretch.find_last(self._group, fixed)
            moved = {key: shift_point(point, shifts.get(key)) for key, point in passed.items()}
            self._start(self._old | passed, self._new | moved)
        stretch.shift(shifts, fixed)
        return stretch.go_to(fixed) if fixed is not None else None

    def finish(self) -> None:
        """Note the changes. What follows the last points stays, so that it need not be known."""
        for key in self._group:
            old, new = self._chains_old[key], self._chains_new[key]
            if old != new:
                _exchange(key, [*old, None], [*new, None], self._refolded)


def _follow(
    chains: dict[str, list[Point | None]], last: dict[str, Point], points: Mapping[str, Point]
) -> None:
    for key, point in points.items():
        chains[key].append(point)
    last.update(points)


def _exchange(
    key: str, old: Sequence[Point | None], new: Sequence[Point | None], refolded: Refolded
) -> None:
    """Take away what the old chain added, add what the new one does."""
    windows, limits = refolded.scope.windows[key], refolded.around.clock.limits
    add_chain(refolded.changes, key, old, windows, limits, -1)
    add_chain(refolded.changes, key, new, windows, limits)


def list_observations(
    group: Sequence[str], stored: Mapping[date, Mapping[str, Point]]
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
