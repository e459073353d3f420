"""Districts that an import lets report by their shelters, and what of them counts no longer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.domain.folds import Point
from tracker.domain.indicators import Indicator
from tracker.domain.windows import ReportingMode
from tracker.exchange.importing.about_shelters import AboutDistrict, list_about_districts
from tracker.exchange.importing.planning import Plan
from tracker.exchange.mapping import Matched
from tracker.registry.places import load_places
from tracker.registry.tree import Place
from tracker.totals.units import read_last_points


@dataclass(frozen=True, kw_only=True, slots=True)
class FirstDay:
    """A shelter to be registered or brought back, and its first day in the file."""

    place_id: int
    matched: Matched
    day: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Switching:
    """A district that will report by its shelters from the day `since` on.

    Until now it does so from `before` on, or, where that is None, on no day. What it reports as a
    whole adds to no total from `since` on. `last` has its last levels, and the last running totals
    of what was reported on that day or later.
    """

    district: Place
    since: date
    before: date | None
    last: Mapping[Indicator, Point]


def list_first_days(plan: Plan) -> list[FirstDay]:
    """The shelters that a plan registers, by their ids below 0, and those that it brings back."""
    restored = {m.place_id: m for m in plan.restored if m.place_id is not None}
    first: dict[int, date] = {}
    for planned in plan.planned:
        place_id, day = planned.stated.place_id, planned.stated.day
        if place_id < 0 or place_id in restored:
            first[place_id] = min(day, first.get(place_id, day))
    return [
        FirstDay(
            place_id=place_id,
            matched=restored.get(place_id) or plan.created[-place_id - 1],
            day=day,
        )
        for place_id, day in sorted(first.items(), reverse=True)
    ]


def find_switching(session: Session, plan: Plan) -> dict[int, date]:
    """Districts that will report by their shelters, by id, and from which day on.

    They are those of the plan's new shelters of which nobody ever said how they report, or that do
    so from a later day on and did not report as a whole on the days in between.
    """
    is_asked = plan.mapping.report_by_shelter
    return choose_switching(plan, list_about_districts(session, plan) if is_asked else ())


def choose_switching(plan: Plan, about: Iterable[AboutDistrict]) -> dict[int, date]:
    """The same of districts that are looked at already."""
    if not plan.mapping.report_by_shelter:
        return {}
    return {found.district_id: found.first for found in list_switchable(plan, about)}


def list_switchable(plan: Plan, about: Iterable[AboutDistrict]) -> Iterator[AboutDistrict]:
    """Of districts that a plan speaks of, those that it may let report by their shelters."""
    new = {found.matched.district_id for found in list_first_days(plan)}
    for found in about:
        if found.district_id in new and may_switch(found):
            yield found


def may_switch(found: AboutDistrict) -> bool:
    """Whether nothing that somebody said or reported is against a district's switch."""
    if not found.modes:
        return True
    start = found.modes[0]
    later = start.mode is ReportingMode.BY_SHELTER and found.first < start.since
    return later and not found.as_whole


def foresee_switching(session: Session, plan: Plan) -> list[Switching]:
    """The districts that will report by their shelters, with their last numbers."""
    if not plan.mapping.report_by_shelter:
        return []
    about = list_about_districts(session, plan)
    since = choose_switching(plan, about)
    modes = {found.district_id: found.modes for found in about}
    before = {at: modes[at][0].since if modes[at] else None for at in since}
    points = _read_last(session, before)
    return [
        Switching(
            district=district,
            since=since[district.id],
            before=before[district.id],
            last={
                indicator: point
                for indicator, point in points.get(district.id, {}).items()
                if indicator.is_level or point.day >= since[district.id]
            },
        )
        for district in load_places(session, since)
    ]


def _read_last(
    session: Session, before: Mapping[int, date | None]
) -> dict[int, dict[Indicator, Point]]:
    """The last numbers of districts as a whole, of those that report otherwise already until then.

    A statement for each day on which any begin to.
    """
    found: dict[int, dict[Indicator, Point]] = {}
    for until, districts in _group(before).items():
        points = read_last_points(session, districts, until, tuple(Indicator))
        for district, units in points.items():
            found[district] = {Indicator(key): unit.point for key, unit in units.items()}
    return found


def _group(before: Mapping[int, date | None]) -> Mapping[date, list[int]]:
    days: dict[date, list[int]] = defaultdict(list)
    for district, day in before.items():
        days[day or date.max].append(district)
    return days
