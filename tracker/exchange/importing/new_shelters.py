"""Register the shelters that an import brings, and let their districts report by them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from sqlalchemy.orm import Session

from tracker.domain.audit import Act, Author
from tracker.domain.windows import ReportingMode
from tracker.exchange.importing.planning import Plan
from tracker.exchange.mapping import ImportMapping, Matched
from tracker.registry.keeping import keep_change
from tracker.registry.reporting_modes import list_modes, set_reporting_mode
from tracker.registry.shelter_changes import ShelterDetails, add_shelter


def register_shelters(session: Session, plan: Plan, by: Author) -> dict[int, int]:
    """Register the plan's new shelters; answers their ids by those that the plan gave them."""
    first = {
        planned.stated.place_id: planned.stated.day
        for planned in sorted(plan.planned, key=lambda p: p.stated.day, reverse=True)
        if planned.stated.place_id < 0
    }
    made: dict[int, int] = {}
    for place_id, day in sorted(first.items(), reverse=True):
        matched = plan.created[-place_id - 1]
        with keep_change(session, Act.SHELTER_ADDED, by) as added:
            added.id = made[place_id] = _register_shelter(session, plan.mapping, matched, day)
    if plan.mapping.report_by_shelter:
        _split_districts(session, plan, first, by)
    return made


def _register_shelter(session: Session, mapping: ImportMapping, matched: Matched, day: date) -> int:
    details = ShelterDetails(name=matched.key.shelter, shelter_type=mapping.new_shelter_type)
    assert matched.district_id is not None  # noqa: S101 -- only such are created
    return add_shelter(session, parent_id=matched.district_id, details=details, since=day)


def _split_districts(session: Session, plan: Plan, first: Mapping[int, date], by: Author) -> None:
    """Let districts of new shelters report by them, where nothing was ever said of that."""
    days: dict[int | None, list[date]] = defaultdict(list)
    for place_id, day in first.items():
        days[plan.created[-place_id - 1].district_id].append(day)
    for district, found in days.items():
        if district is not None and not list_modes(session, district):
            mode = ReportingMode.BY_SHELTER
            with keep_change(session, Act.REPORTING_MODE_SET, by, district):
                set_reporting_mode(session, district, since=min(found), mode=mode, by=by)
