"""Register the shelters that an import brings, and let their districts report by them.

Of shelters that came with an import that was undone, those that the file names are brought back.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from tracker.domain.audit import Act, Author
from tracker.domain.windows import ReportingMode, ShelterStatus
from tracker.exchange.importing.planning import Plan
from tracker.exchange.importing.switching import FirstDay, find_switching, list_first_days
from tracker.registry.keeping import keep_change
from tracker.registry.reporting_modes import set_reporting_mode
from tracker.registry.retirement import restore_place
from tracker.registry.shelter_changes import ShelterDetails, add_shelter, set_shelter_status
from tracker.registry.shelters import load_shelter


def register_shelters(session: Session, plan: Plan, by: Author) -> dict[int, int]:
    """Register the plan's new shelters; answers their ids by those that the plan gave them."""
    switching = find_switching(session, plan)
    made: dict[int, int] = {}
    for found in list_first_days(plan):
        if found.matched.restored:
            _restore_shelter(session, found.place_id, found.day, by)
            continue
        with keep_change(session, Act.SHELTER_ADDED, by) as added:
            added.id = made[found.place_id] = _register_shelter(session, plan, found, by)
    for district, since in switching.items():
        with keep_change(session, Act.REPORTING_MODE_SET, by, district):
            set_reporting_mode(session, district, since=since, mode=ReportingMode.BY_SHELTER, by=by)
    return made


def _register_shelter(session: Session, plan: Plan, found: FirstDay, by: Author) -> int:
    shelter_type = plan.mapping.new_shelter_type
    details = ShelterDetails(name=found.matched.key.shelter, shelter_type=shelter_type)
    district = found.matched.district_id
    assert district is not None  # noqa: S101 -- only such are created
    return add_shelter(session, parent_id=district, details=details, since=found.day, by=by)


def _restore_shelter(session: Session, place_id: int, day: date, by: Author) -> None:
    """Bring a shelter back; it is open from its first day in the file on at the latest."""
    with keep_change(session, Act.PLACE_RESTORED, by, place_id):
        restore_place(session, place_id, by)
        statuses = load_shelter(session, place_id).statuses
        if not any(entry.since <= day for entry in statuses):
            set_shelter_status(session, place_id, since=day, status=ShelterStatus.OPEN, by=by)
