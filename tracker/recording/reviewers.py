"""Who may act as a reviewer: nobody on their own reports, and some only about some areas."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, exists, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from tracker.domain.errors import NotFound, OutOfScope, OwnReport
from tracker.store.places import PlaceRow
from tracker.store.reports import ReportRow, RevisionRow
from tracker.store.review import ReviewScopeRow
from tracker.totals.beneath import select_beneath


def check_reviewer(session: Session, person_id: int, report: ReportRow) -> None:
    """Refuse what is not the person's to decide; reports of other areas do not exist for them."""
    require_in_scope(session, person_id, report.place_id, report.id)
    if _wrote(session, person_id, report.id):
        raise OwnReport(report.id)


def require_in_scope(session: Session, person_id: int, place_id: int, report_id: int) -> None:
    """Refuse a report about a place that the person does not review."""
    if not reviews(session, person_id, place_id):
        raise NotFound("report", report_id)


def require_reviewed(session: Session, person_id: int, place_id: int) -> None:
    """Refuse an act about a place that the person may see, but does not review."""
    if not reviews(session, person_id, place_id):
        raise OutOfScope("You do not review this place. Ask a reviewer of its area to do it.")


def require_everywhere(session: Session, person_id: int) -> None:
    """Refuse what acts everywhere to whom is limited to some areas."""
    if is_limited(session, person_id):
        raise OutOfScope(
            "You review some areas only, and a grade acts in all of them. "
            "Ask a reviewer of the whole operation to change it."
        )


def reviews(session: Session, person_id: int, place_id: int) -> bool:
    """Whether the person reviews a place."""
    query = select(PlaceRow.id).where(PlaceRow.id == place_id, is_in_scope(person_id, PlaceRow.id))
    return session.execute(query).first() is not None


def is_limited(session: Session, person_id: int) -> bool:
    """Whether the person reviews some areas only."""
    return session.execute(_select_areas(person_id).limit(1)).first() is not None


def _wrote(session: Session, person_id: int, report_id: int) -> bool:
    """Whether the person wrote any revision of the report."""
    own = select(RevisionRow.id).where(
        RevisionRow.report_id == report_id, RevisionRow.person_id == person_id
    )
    return session.execute(own.limit(1)).first() is not None


def is_in_scope(
    person_id: int, place_id: ColumnElement[int] | InstrumentedAttribute[int]
) -> ColumnElement[bool]:
    """Whether a place lies in what the person reviews: everything, unless areas are named."""
    areas = _select_areas(person_id)
    return or_(~exists(areas), place_id.in_(select_beneath(areas)))


def _select_areas(person_id: int) -> Select[int]:
    return select(ReviewScopeRow.place_id).where(ReviewScopeRow.person_id == person_id)
