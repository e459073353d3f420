"""Which places a reading is about: what lies beneath them, units and areas apart."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache

from sqlalchemy import BindParameter, Select, bindparam, select
from sqlalchemy.orm import Session, aliased

from tracker.store.places import PlaceRow


def select_beneath(
    place_ids: Collection[int] | Select[int] | BindParameter[int],
) -> Select[int]:
    """Ids of places and of all that lies beneath them, each once."""
    tree = select(PlaceRow.id).where(PlaceRow.id.in_(place_ids)).cte(recursive=True)
    child = aliased(PlaceRow)
    tree = tree.union(select(child.id).join(tree, child.parent_id == tree.c.id))
    return select(tree.c.id)


@cache
def _select_beneath_given() -> Select[int]:
    """Made once: putting a recursive statement together takes longer than the database with it."""
    return select_beneath(bindparam("places", expanding=True))


def list_beneath(session: Session, place_ids: Sequence[int] | None) -> list[int]:
    """Ids of places and of all that lies beneath them, each once (None: of all places)."""
    if place_ids is None:
        return list(session.scalars(select(PlaceRow.id)))
    return list(session.scalars(_select_beneath_given(), {"places": place_ids}))


def list_areas_in(session: Session, areas: Collection[int]) -> list[int]:
    """Ids of the areas that lie right in others."""
    query = select(PlaceRow.id).where(PlaceRow.parent_id.in_(areas), PlaceRow.kind == "area")
    return list(session.execute(query).scalars())


def split_places(session: Session, place_ids: Sequence[int] | None) -> tuple[list[int], list[int]]:
    """Ids of units that are no areas, and of areas (None: the roots of the tree)."""
    query = select(PlaceRow.id, PlaceRow.kind)
    if place_ids is None:
        query = query.where(PlaceRow.level == 0)
    else:
        query = query.where(PlaceRow.id.in_(place_ids))
    rows = session.execute(query).all()
    units = [row.id for row in rows if row.kind != "area"]
    return units, [row.id for row in rows if row.kind == "area"]
