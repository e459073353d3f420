"""Areas to which a person's reviewing is limited; without any there is no limit."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from tracker.store.review import ReviewScopeRow


def list_reviewed_areas(session: Session, person_id: int) -> tuple[int, ...]:
    """Ids of the areas and shelters; what lies beneath them goes with them."""
    query = select(ReviewScopeRow.place_id).where(ReviewScopeRow.person_id == person_id)
    return tuple(session.scalars(query.order_by(ReviewScopeRow.place_id)))


def set_reviewed_areas(session: Session, person_id: int, place_ids: Collection[int]) -> None:
    """Limit a person's reviewing to exactly these areas."""
    session.execute(delete(ReviewScopeRow).where(ReviewScopeRow.person_id == person_id))
    for place_id in sorted(set(place_ids)):
        row = {"person_id": person_id, "place_id": place_id}
        session.execute(insert(ReviewScopeRow).values(row))
