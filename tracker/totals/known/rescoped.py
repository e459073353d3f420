"""What units added when they counted on other days, in other areas, or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from tracker.domain.changes import Changes, add_chain, add_expected, change_at, merge_changes
from tracker.domain.days import OperationClock
from tracker.domain.folds import Point
from tracker.domain.windows import COVERAGE, find_parting
from tracker.totals.known.simple import find_simple, take_out_simple
from tracker.totals.known.stored import load_next_points, walk_points_since
from tracker.totals.known.units import FIRST_DAY, KnownUnit, load_known_units
from tracker.totals.points import PointsByDay
from tracker.totals.scopes import SERIES_KEYS, Scope

ByUnit = Mapping[int, Changes]
"""Changes to add to, by place id."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rescoped:
    """Units by place id: their scopes `now`, by which they are stored, and `then`.

    A place that was not there has no scope then; one that is elsewhere none of the areas asked for.
    Nothing is known of days after `until`.
    """

    session: Session
    now: Mapping[int, Scope]
    then: Mapping[int, Scope]
    clock: OperationClock
    moment: datetime
    until: date

    def exchange(self, now: ByUnit, then: ByUnit) -> None:
        """Take out of changes what is stored of days up to `until`, and add what was known.

        A unit that lay where it lies is exchanged from the day on which its windows part.
        """
        self._take_out_gone(now)
        if not self.then:
            return
        anew = {
            place: find_first_day(self.now.get(place), scope, in_areas=True)
            for place, scope in self.then.items()
        }
        for unit in load_known_units(
            self.session, self.then, self.clock, self.moment, self.until, anew=anew
        ):
            place = unit.scope.place_id
            if place in self.now:
                stored = self._add_up(self.now[place], unit, unit.stored, unit.following)
                self._take_out(now[place], stored)
            merge_changes(then[place], self._add_up(unit.scope, unit, unit.points, {}))

    def _take_out_gone(self, changes: ByUnit) -> None:
        """Take out what is stored of units of which nothing is added instead."""
        places = self.now.keys() - self.then.keys()
        simple = find_simple(self.session, {place: self.now[place] for place in places})
        for place in simple:
            expected: Changes = {}
            add_expected(expected, self.now[place].windows[COVERAGE])
            self._take_out(changes[place], expected)
        limits = self.clock.limits
        take_out_simple(self.session, {at: changes[at] for at in simple}, limits, self.until)
        self._take_out_read(changes, places - simple)

    def _take_out_read(self, changes: ByUnit, gone: AbstractSet[int]) -> None:
        """The same of units that are read point by point."""
        if not gone:
            return
        following = load_next_points(self.session, dict.fromkeys(gone, self.until))
        silent = set(gone)
        for place, points in walk_points_since(
            self.session, dict.fromkeys(gone, FIRST_DAY), self.until
        ):
            silent.discard(place)
            found = self._add_up(self.now[place], None, points, following.get(place, {}))
            self._take_out(changes[place], found)
        for place in silent:
            found = self._add_up(self.now[place], None, {}, following.get(place, {}))
            self._take_out(changes[place], found)

    def _take_out(self, changes: Changes, stored: Changes) -> None:
        for (key, day), change in stored.items():
            if day <= self.until:
                change_at(changes, key, day).add(change, -1)

    def _add_up(
        self,
        scope: Scope,
        unit: KnownUnit | None,
        points: PointsByDay,
        following: Mapping[str, Point],
    ) -> Changes:
        """What points add by a scope, but for what comes after the points that follow."""
        found: Changes = {}
        before = unit.before if unit else {}
        add_expected(found, scope.windows[COVERAGE])
        for key in SERIES_KEYS:
            chain = (by_key[key] for by_key in points.values() if key in by_key)
            ends = (before.get(key), *chain, following.get(key))
            add_chain(found, key, ends, scope.windows[key], self.clock.limits)
        return found


def find_first_day(now: Scope | None, then: Scope, *, in_areas: bool = False) -> date:
    """From which day on a unit says something else by another scope than by that of now.

    What it adds `in_areas` is something else from its first day on where it lay elsewhere.
    """
    if now is None or (in_areas and now.areas != then.areas):
        return FIRST_DAY
    partings = (find_parting(now.windows[key], then.windows[key]) for key in SERIES_KEYS)
    return min((day for day in partings if day is not None), default=date.max)
