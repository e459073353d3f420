"""The line from a place up to its country: whether it lies in one of several places."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from tracker.store.memory import remembered
from tracker.store.places import PlaceRow
from tracker.store.prepared import Prepared


def lies_in(session: Session, place_id: int, place_ids: Collection[int]) -> bool:
    """Whether a place is one of the places, or lies beneath one of them."""
    if not place_ids or place_id in place_ids:
        return bool(place_ids)
    return not _list_line_above(session, place_id).isdisjoint(place_ids)


def _select_line_above() -> Select[Any]:
    """A place and all above it."""
    line = select(PlaceRow.id, PlaceRow.parent_id).where(PlaceRow.id == bindparam("wanted"))
    upward = line.cte("upward", recursive=True)
    parents = select(PlaceRow.id, PlaceRow.parent_id).join(
        upward, PlaceRow.id == upward.c.parent_id
    )
    return select(upward.union(parents).c.id)


_LINE_ABOVE = Prepared(_select_line_above())


@remembered
def _list_line_above(session: Session, place_id: int) -> frozenset[int]:
    """Ids of a place and all above it."""
    return frozenset(row.id for row in _LINE_ABOVE.rows(session, wanted=place_id))
