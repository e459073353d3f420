"""Reading the boundaries of areas, kept apart from the tree because they are large."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.store.places import AreaShapeRow


@dataclass(frozen=True, kw_only=True, slots=True)
class Boundary:
    """That an area has a boundary: whom it comes from, and its size in characters of GeoJSON."""

    attribution: str | None
    size: int


def find_boundary(session: Session, place_id: int) -> Boundary | None:
    """What is known of an area's boundary, without its coordinates; None where it has none."""
    query = select(
        AreaShapeRow.attribution, func.length(AreaShapeRow.geometry).label("size")
    ).where(AreaShapeRow.place_id == place_id)
    row = session.execute(query).one_or_none()
    return Boundary(attribution=row.attribution, size=row.size) if row else None
