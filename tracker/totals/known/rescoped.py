"""What units added when they counted on other days, in other areas, or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from tracker.domain.changes import Changes, add_chain, add_expected, change_at
from tracker.domain.days import OperationClock
from tracker.domain.folds import Point
from tracker.domain.windows import COVERAGE
from tracker.totals.known.stored import load_next_points, load_points_since
from tracker.totals.known.units import FIRST_DAY, load_known_units
from tracker.totals.points import PointsByDay
from tracker.totals.scopes import SERIES_KEYS, Scope
from tracker.totals.update import list_unit_changes


@dataclass(frozen=True, kw_only=True, slots=True)
class Rescoped:
    """Units by place id: their scopes `now`, by which they are stored, and `then`.

    A place that was not there has no scope then. Nothing is known of days after `until`.
    """

    session: Session
    now: Mapping[int, Scope]
    then: Mapping[int, Scope]
    clock: OperationClock
    moment: datetime
    until: date

    def take_out(self, changes: Mapping[int, Changes]) -> None:
        """Take what is stored of days up to `until` out of the changes of each unit."""
        stored = load_points_since(self.session, dict.fromkeys(self.now, FIRST_DAY), self.until)
        following = load_next_points(self.session, dict.fromkeys(self.now, self.until))
        for place, scope in self.now.items():
            gone = self._add_up(scope, stored.get(place, {}), following.get(place, {}))
            for (key, day), change in gone.items():
                if day <= self.until:
                    change_at(changes[place], key, day).add(change, -1)

    def _add_up(self, scope: Scope, stored: PointsByDay, following: Mapping[str, Point]) -> Changes:
        """What is stored of a unit, but for what comes after the points that follow."""
        found: Changes = {}
        add_expected(found, scope.windows[COVERAGE])
        for key in SERIES_KEYS:
            chain = (points[key] for points in stored.values() if key in points)
            ends = (None, *chain, following.get(key))
            add_chain(found, key, ends, scope.windows[key], self.clock.limits)
        return found

    def put_in(self, changes: Mapping[int, Changes]) -> None:
        """Add what was known to the changes of each unit that was there."""
        units = load_known_units(
            self.session, self.then, self.clock, self.moment, self.until, anew=self.then
        )
        for unit in units if self.then else ():
            known = list_unit_changes(unit.points, unit.scope, self.clock)
            for (key, day), change in known.items():
                change_at(changes[unit.scope.place_id], key, day).add(change)
