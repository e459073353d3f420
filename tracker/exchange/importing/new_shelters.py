"""Register the shelters that an import brings, and let their districts report by them.

Of shelters that came with an import that was undone, those that the file names are brought back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy.orm import Session

from tracker.domain.audit import Act, Author
from tracker.domain.windows import ReportingMode, ShelterStatus
from tracker.exchange.importing.planning import Plan
from tracker.exchange.mapping import ImportMapping, Matched
from tracker.registry.keeping import keep_change
from tracker.registry.reporting_modes import list_modes, set_reporting_mode
from tracker.registry.retirement import restore_place
from tracker.registry.shelter_changes import ShelterDetails, add_shelter, set_shelter_status
from tracker.registry.shelters import load_shelter


def register_shelters(session: Session, plan: Plan, by: Author) -> dict[int, int]:
    """Register the plan's new shelters; answers their ids by those that the plan gave them."""
    restored = {m.place_id: m for m in plan.restored if m.place_id is not None}
    first = {
        planned.stated.place_id: planned.stated.day
        for planned in sorted(plan.planned, key=lambda p: p.stated.day, reverse=True)
        if planned.stated.place_id < 0 or planned.stated.place_id in restored
    }
    made: dict[int, int] = {}
    days: dict[int | None, list[date]] = defaultdict(list)
    for place_id, day in sorted(first.items(), reverse=True):
        matched = restored.get(place_id) or plan.created[-place_id - 1]
        days[matched.district_id].append(day)
        if matched.restored:
            _restore_shelter(session, place_id, day, by)
            continue
        with keep_change(session, Act.SHELTER_ADDED, by) as added:
            added.id = made[place_id] = _register_shelter(session, plan.mapping, matched, day, by)
    if plan.mapping.report_by_shelter:
        _split_districts(session, days, by)
    return made


def _register_shelter(
    session: Session, mapping: ImportMapping, matched: Matched, day: date, by: Author
) -> int:
    details = ShelterDetails(name=matched.key.shelter, shelter_type=mapping.new_shelter_type)
    assert matched.district_id is not None  # noqa: S101 -- only such are created
    return add_shelter(session, parent_id=matched.district_id, details=details, since=day, by=by)


def _restore_shelter(session: Session, place_id: int, day: date, by: Author) -> None:
    """Bring a shelter back; it is open from its first day in the file on at the latest."""
    with keep_change(session, Act.PLACE_RESTORED, by, place_id):
        restore_place(session, place_id, by)
        statuses = load_shelter(session, place_id).statuses
        if not any(entry.since <= day for entry in statuses):
            set_shelter_status(session, place_id, since=day, status=ShelterStatus.OPEN, by=by)


def _split_districts(
    session: Session, days: Mapping[int | None, Iterable[date]], by: Author
) -> None:
    """Let districts of new shelters report by them, where nothing was ever said of that."""
    for district, found in days.items():
        if district is not None and not list_modes(session, district):
            mode = ReportingMode.BY_SHELTER
            with keep_change(session, Act.REPORTING_MODE_SET, by, district):
                set_reporting_mode(session, district, since=min(found), mode=mode, by=by)
