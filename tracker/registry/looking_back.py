"""Places as they were registered at a moment, with the names that they have now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.registry.tree import Path, Place
from tracker.store.places import PlaceRow
from tracker.totals.known.registers import Registers
from tracker.totals.registered import Registered


def put_right(
    session: Session, places: Sequence[Place], registers: Registers | None
) -> tuple[Place, ...]:
    """The places of the registers of today as they were, in their order (None: as they are).

    Those that were not registered are left out. One statement where any was another one.
    """
    if registers is None:
        return tuple(places)
    others = registers.others
    names = load_names(session, [said for at in places if (said := others.get(at.id))])
    return tuple(
        _restate(place, others.get(place.id), names)
        for place in places
        if registers.is_registered(place.id)
    )


def _restate(place: Place, said: Registered | None, names: Mapping[int, str]) -> Place:
    if said is None:
        return place
    return replace(
        place,
        parent_id=said.above[0] if said.above else None,
        valid_from=said.valid_from,
        valid_until=said.valid_until,
        path=name_path(said, names),
    )


def load_names(session: Session, said: Iterable[Registered]) -> dict[int, str]:
    """Names of the areas above places, and of the places, by id; one statement, if any."""
    wanted = {at for one in said for at in (one.place_id, *one.above)}
    if not wanted:
        return {}
    rows = session.execute(select(PlaceRow.id, PlaceRow.name).where(PlaceRow.id.in_(wanted)))
    return {row.id: row.name for row in rows}


def name_path(said: Registered, names: Mapping[int, str]) -> Path:
    """The ancestors of a place, top first."""
    return tuple((at, names[at]) for at in reversed(said.above))
