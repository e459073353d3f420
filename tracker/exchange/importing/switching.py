"""Districts that an import lets report by their shelters, and what of them counts no longer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.domain.folds import Point
from tracker.domain.indicators import Indicator
from tracker.exchange.importing.planning import Plan
from tracker.exchange.mapping import Matched
from tracker.registry.places import load_places
from tracker.registry.reporting_modes import list_modes
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

    What it reports as a whole adds to no total from then on. `last` has its last levels, and the
    last running totals of what was reported on that day or later.
    """

    district: Place
    since: date
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

    They are those of the plan's shelters of which nothing was ever said of how they report.
    """
    if not plan.mapping.report_by_shelter:
        return {}
    days: dict[int, list[date]] = defaultdict(list)
    for found in list_first_days(plan):
        if found.matched.district_id is not None:
            days[found.matched.district_id].append(found.day)
    return {
        district: min(of_shelters)
        for district, of_shelters in days.items()
        if not list_modes(session, district)
    }


def foresee_switching(session: Session, plan: Plan) -> list[Switching]:
    """The districts that will report by their shelters, with their last numbers."""
    since = find_switching(session, plan)
    points = read_last_points(session, list(since), date.max, tuple(Indicator))
    return [
        Switching(
            district=district,
            since=since[district.id],
            last={
                indicator: unit.point
                for key, unit in points.get(district.id, {}).items()
                if (indicator := Indicator(key)).is_level or unit.point.day >= since[district.id]
            },
        )
        for district in load_places(session, since)
    ]
