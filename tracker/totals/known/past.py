"""The totals as they were known at a moment, read beside what is stored."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from tracker.domain.changes import Changes, merge_changes
from tracker.domain.folds import Point
from tracker.totals.beneath import list_beneath
from tracker.totals.collecting import collecting_seldom
from tracker.totals.known.areas import Asked, add_known_differences
from tracker.totals.known.registers import Registers
from tracker.totals.known.rescoped import Rescoped, find_first_day
from tracker.totals.known.stored import LastPoints, load_last_points
from tracker.totals.known.tree import Tree
from tracker.totals.known.units import ONE_DAY, KnownUnit, load_known_units
from tracker.totals.points import PointsByDay, load_points, load_points_of_each
from tracker.totals.scopes import Scope, load_clock, load_scopes


class Past:
    """What was known at a moment, loaded for the places that are asked about.

    An act was known when it was recorded at the moment or before. Places, their status and way of
    reporting are taken as they were registered then; the operation's settings are as they are now.
    Reports about later days than the moment's own could not be recorded, so that nothing stored of
    the days after `until` is read.
    """

    def __init__(self, session: Session, moment: datetime) -> None:
        self.moment = moment
        self.registers = Registers(session, moment)
        self.clock = load_clock(session)
        self.until = self.clock.day_of(moment)
        self._session = session
        self._units: dict[int, KnownUnit] = {}
        self._changes: dict[int, Changes] = {}

    def list_changes(self, areas: Sequence[int]) -> dict[int, Changes]:
        """For each area what to add to its stored changes up to `until`."""
        self._cover_areas(areas)
        return {area: self._changes[area] for area in areas}

    def load_points(self, place_id: int, keys: Collection[str]) -> PointsByDay:
        """All points of a unit, in day order."""
        self._cover_units([place_id])
        return self._cut(place_id, load_points(self._session, place_id, keys), keys)

    def load_points_of_each(
        self, place_ids: Collection[int], keys: Collection[str]
    ) -> dict[int, PointsByDay]:
        """All points of many units by place id."""
        self._cover_units(list(place_ids))
        stored = load_points_of_each(self._session, place_ids, keys)
        return {place: self._cut(place, points, keys) for place, points in stored.items()}

    def _cut(self, place_id: int, stored: PointsByDay, keys: Collection[str]) -> PointsByDay:
        """What was known in place of what is stored."""
        unit = self._units.get(place_id)
        if unit is None:  # it was not there
            return {}
        known: PointsByDay = {day: found for day, found in stored.items() if day < unit.since}
        for day, found in unit.points.items():
            known[day] = {key: point for key, point in found.items() if key in keys}
        return known

    def load_last_points(
        self,
        place_ids: Sequence[int],
        day: date,
        keys: Collection[str],
        *,
        only_reported: bool = False,
    ) -> LastPoints:
        """The last point of each series of many units up to a day."""
        self._cover_units(place_ids)
        units = [self._units[place] for place in place_ids if place in self._units]
        limits = {unit.scope.place_id: min(day, unit.since - ONE_DAY) for unit in units}
        found = load_last_points(self._session, limits, keys, only_reported=only_reported)
        for unit in units:
            for key in keys if unit.since <= day else ():
                point = unit.find_last(key, day, only_reported=only_reported)
                if point is not None:
                    found[unit.scope.place_id][key] = point
        return found

    def find_changed(self, place_ids: Sequence[int]) -> dict[int, date]:
        """For each unit in the places the day from which on stored points were not yet known."""
        self._cover_units(place_ids)
        return {at: self._units[at].since for at in place_ids if at in self._units}

    def list_changed_points(
        self, place_ids: Sequence[int], key: str
    ) -> Iterator[tuple[int, Point]]:
        """Place ids and the points of a series that take the place of those, in day order."""
        self._cover_units(place_ids)
        for at in place_ids:
            for points in self._units[at].points.values() if at in self._units else ():
                if key in points:
                    yield at, points[key]

    @collecting_seldom()
    def _cover_units(self, place_ids: Sequence[int]) -> None:
        """Load the units in places that are not loaded yet."""
        beneath = self.registers.list_beneath(place_ids)
        scopes = self.registers.load_scopes([at for at in beneath if at not in self._units])
        if scopes:
            anew = self._find_first_days(scopes)
            for unit in load_known_units(
                self._session, scopes, self.clock, self.moment, self.until, anew=anew
            ):
                self._units[unit.scope.place_id] = unit

    def _find_first_days(self, scopes: Mapping[int, Scope]) -> dict[int, date]:
        """For units whose scopes were others: from which day on they are not as they are stored."""
        others = sorted(scopes.keys() & self.registers.others.keys())
        now = load_scopes(self._session, others)
        return {at: find_first_day(now[at], scopes[at]) for at in others}

    @collecting_seldom()
    def _cover_areas(self, areas: Sequence[int]) -> None:
        """Load what areas add that are not loaded yet, and the areas right in them.

        Those are asked for next where a page has a line for each.
        """
        missing = [area for area in areas if area not in self._changes]
        if not missing:
            return
        areas = list(dict.fromkeys([*missing, *self.registers.list_areas_in(missing)]))
        scopes = load_scopes(self._session, list_beneath(self._session, areas))
        others = self.registers.others
        found = self._put_right(areas, {at: s for at, s in scopes.items() if at not in others})
        if others:
            changed = {at: scope for at, scope in scopes.items() if at in others}
            for way in self._rescope(areas, changed):
                for area, changes in way.items():
                    merge_changes(found[area], changes)
        self._changes |= found

    def _put_right(self, areas: Sequence[int], scopes: Mapping[int, Scope]) -> dict[int, Changes]:
        """What was known otherwise of units whose scopes are what they were, by area."""
        tree = Tree(areas, scopes.values())
        asked = Asked(
            session=self._session,
            scopes=scopes,
            clock=self.clock,
            moment=self.moment,
            until=self.until,
        )
        if scopes:
            add_known_differences(asked, tree.by_unit)
        return tree.add_up()

    def _rescope(
        self, areas: Sequence[int], now: Mapping[int, Scope]
    ) -> tuple[dict[int, Changes], dict[int, Changes]]:
        """By area, what units whose scopes were others take away now, and what they added then."""
        then = self.registers.load_other_scopes(areas)
        rescoped = Rescoped(
            session=self._session,
            now=now,
            then=then,
            clock=self.clock,
            moment=self.moment,
            until=self.until,
        )
        taken, added = Tree(areas, now.values()), Tree(areas, then.values())
        rescoped.exchange(taken.by_unit, added.by_unit)
        return taken.add_up(), added.add_up()


def list_known_beneath(session: Session, place_id: int | None, past: Past | None) -> list[int]:
    """Ids of a place (None: the operation) and of all that lies in it, or lay with a past."""
    place_ids = None if place_id is None else [place_id]
    return past.registers.list_beneath(place_ids) if past else list_beneath(session, place_ids)
