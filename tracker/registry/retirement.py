"""Retiring places from a day on, and bringing them back; their history stays as it is."""

from __future__ import annotations

from datetime import date

from sqlalchemy import case, or_, update
from sqlalchemy.orm import Session

from tracker.domain.errors import InUse, InvalidField
from tracker.registry.places import list_ids_beneath, load_place
from tracker.registry.tree import PlaceKind
from tracker.registry.wording import say_day
from tracker.store.places import PlaceRow
from tracker.totals.update import reweigh


def retire_place(session: Session, place_id: int, day: date) -> None:
    """Let a place and all beneath it count no longer from the day on.

    What lies beneath and was retired earlier keeps its earlier day.
    """
    place = load_place(session, place_id)
    if place.kind is PlaceKind.OUTSIDE:
        raise InUse(
            "What lies outside shelters cannot be retired. Let the district report as a whole"
        )
    if place.valid_until is not None:
        raise InUse(f"{place.name} is retired already. Bring it back before you choose another day")
    if day < place.valid_from:
        raise InvalidField("day", f"Enter a day from {say_day(place.valid_from)} on, its first day")
    ids = list_ids_beneath(session, [place_id])
    later = or_(PlaceRow.valid_until.is_(None), PlaceRow.valid_until > day)
    # What would only have begun later keeps its first day, so that it can be brought back.
    last = case((PlaceRow.valid_from > day, PlaceRow.valid_from), else_=day)
    with reweigh(session, ids):
        session.execute(
            update(PlaceRow).where(PlaceRow.id.in_(ids), later).values(valid_until=last)
        )


def restore_place(session: Session, place_id: int) -> None:
    """Bring a retired place back, with what was retired together with it; no day is lost.

    Refused while what it lies in is retired.
    """
    place = load_place(session, place_id)
    if place.valid_until is None:
        raise InUse(f"{place.name} is not retired")
    if place.parent_id is not None:
        parent = load_place(session, place.parent_id)
        if parent.valid_until is not None:
            raise InUse(f"{parent.name} is retired. Bring {parent.name} back first")
    ids = list_ids_beneath(session, [place_id])
    together = PlaceRow.valid_until >= place.valid_until
    with reweigh(session, ids):
        session.execute(
            update(PlaceRow).where(PlaceRow.id.in_(ids), together).values(valid_until=None)
        )
