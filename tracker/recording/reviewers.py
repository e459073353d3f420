"""Who may act as a reviewer: nobody on their own reports, and some only about some areas."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Select, exists, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from tracker.domain.errors import NotFound, OutOfScope
from tracker.store.listed import list_ids
from tracker.store.places import PlaceRow
from tracker.store.reports import RevisionRow
from tracker.store.review import ReviewScopeRow
from tracker.totals.beneath import select_beneath


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


def list_reviewed(session: Session, person_id: int, place_ids: Iterable[int]) -> set[int]:
    """Those of the places that the person reviews."""
    asked = list_ids(session, sorted(place_ids))
    query = select(PlaceRow.id).where(
        PlaceRow.id.in_(select(asked.c.id)), is_in_scope(person_id, PlaceRow.id)
    )
    return set(session.execute(query).scalars())


def list_written(session: Session, person_id: int, report_ids: Iterable[int]) -> set[int]:
    """Those of the reports of which the person wrote any revision."""
    asked = list_ids(session, report_ids)
    query = select(RevisionRow.report_id).where(
        RevisionRow.report_id.in_(select(asked.c.id)), RevisionRow.person_id == person_id
    )
    return set(session.execute(query).scalars())


def is_in_scope(
    person_id: int, place_id: ColumnElement[int] | InstrumentedAttribute[int]
) -> ColumnElement[bool]:
    """Whether a place lies in what the person reviews: everything, unless areas are named."""
    areas = _select_areas(person_id)
    return or_(~exists(areas), place_id.in_(select_beneath(areas)))


def _select_areas(person_id: int) -> Select[int]:
    return select(ReviewScopeRow.place_id).where(ReviewScopeRow.person_id == person_id)
