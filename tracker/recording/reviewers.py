"""Who may decide on a report: nobody on their own, and some only about some areas."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, exists, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from tracker.domain.errors import NotFound, OwnReport
from tracker.store.places import PlaceRow
from tracker.store.reports import ReportRow, RevisionRow
from tracker.store.review import ReviewScopeRow


def check_reviewer(session: Session, person_id: int, report: ReportRow) -> None:
    """Refuse what is not the person's to decide; reports of other areas do not exist for them."""
    require_in_scope(session, person_id, report.place_id, report.id)
    if _wrote(session, person_id, report.id):
        raise OwnReport(report.id)


def require_in_scope(session: Session, person_id: int, place_id: int, report_id: int) -> None:
    """Refuse a report about a place that the person does not review."""
    query = select(PlaceRow.id).where(PlaceRow.id == place_id, is_in_scope(person_id, PlaceRow.id))
    if session.execute(query).first() is None:
        raise NotFound("report", report_id)


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
    areas = select(ReviewScopeRow.place_id).where(ReviewScopeRow.person_id == person_id)
    return or_(~exists(areas), place_id.in_(select_beneath(areas)))


def select_beneath(areas: Select[int]) -> Select[int]:
    """Ids of the places and of all that lies beneath them."""
    tree = select(PlaceRow.id).where(PlaceRow.id.in_(areas)).cte(recursive=True)
    child = aliased(PlaceRow)
    tree = tree.union(select(child.id).join(tree, child.parent_id == tree.c.id))
    return select(tree.c.id)
