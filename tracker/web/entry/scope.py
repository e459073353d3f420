"""What a person may see and report about; all else does not exist for them."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from tracker.domain.errors import NotFound
from tracker.recording.history import ReportHistory, load_report
from tracker.registry.people import Person, may_write
from tracker.registry.places import Unit, list_units_under
from tracker.web.shared.seeing import sees_all
from tracker.web.shared.unit_of_work import reading


def require_own_place(person: Person, place_id: int) -> None:
    """Refuse places that are not the person's as if they did not exist, so that nothing leaks."""
    if not may_write(reading(), person, place_id):
        raise NotFound("place", place_id)


def find_unit(place_id: int, day: date) -> Unit | None:
    """The place as the reporting unit of a day; None: a report about it is a claim."""
    units = list_units_under(reading(), (place_id,), day)
    return next((unit for unit in units if unit.place_id == place_id), None)


def load_seen_report(
    person: Person, report_id: int, session: Session | None = None
) -> ReportHistory:
    """A report that the person may see; `session` where the reading one is too old to know it."""
    report = load_report(session or reading(), report_id)
    if not sees_all(person) and not may_write(reading(), person, report.place_id):
        raise NotFound("report", report_id)
    return report


def load_own_report(
    person: Person, report_id: int, session: Session | None = None
) -> ReportHistory:
    """A report that the person may change."""
    report = load_report(session or reading(), report_id)
    if not may_write(reading(), person, report.place_id):
        raise NotFound("report", report_id)
    return report
