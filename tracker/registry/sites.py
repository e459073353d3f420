"""Shelters that a map may show: those in use, with a position, that may be published."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, or_, select
from sqlalchemy.orm import Session

from tracker.domain.windows import ShelterStatus
from tracker.registry.shelters import Position, ShelterType
from tracker.store.places import PlaceRow, ShelterRow
from tracker.totals.known.registers import Registers
from tracker.totals.registered import Registered, load_registered
from tracker.totals.scopes import make_scope


@dataclass(frozen=True, kw_only=True, slots=True)
class Site:
    """A shelter that is open or on standby on a day, in a district."""

    place_id: int
    name: str
    district_id: int
    shelter_type: ShelterType
    position: Position
    status: ShelterStatus


def list_published_sites(
    session: Session,
    district_ids: Iterable[int],
    day: date,
    registers: Registers | None = None,
) -> tuple[Site, ...]:
    """The shelters of districts that a map of the day may show, by name; four statements.

    Those that are not to be published never leave the database, whoever asks. With `registers` the
    shelters that these put there, in the status that they said.
    """
    districts = frozenset(district_ids)
    rows = _load_rows(session, districts, registers)
    ids = list(rows)
    said = registers.load(ids) if registers else load_registered(session, ids)
    sites = (_make_site(row, said[at], day) for at, row in rows.items() if at in said)
    return tuple(
        site
        for site in sites
        if site.district_id in districts
        and site.status is not ShelterStatus.CLOSED
        and said[site.place_id].validity.holds(day)
    )


def _load_rows(
    session: Session, districts: Collection[int], registers: Registers | None
) -> dict[int, Row[Any]]:
    """Shelters that may lie in the districts and may be shown, by id, in the order of names."""
    elsewhere = registers.load_other_scopes(districts) if registers else {}
    query = (
        select(PlaceRow.id, PlaceRow.name, ShelterRow.__table__)
        .join(ShelterRow, ShelterRow.place_id == PlaceRow.id)
        .where(
            or_(PlaceRow.parent_id.in_(districts), PlaceRow.id.in_(elsewhere)),
            ShelterRow.do_not_publish.is_(False),
            ShelterRow.latitude.is_not(None),
        )
        .order_by(PlaceRow.name, PlaceRow.id)
    )
    return {row.id: row for row in session.execute(query)}


def _make_site(row: Row[Any], said: Registered, day: date) -> Site:
    return Site(
        place_id=row.id,
        name=row.name,
        district_id=said.above[0],
        shelter_type=ShelterType(row.shelter_type),
        position=Position(latitude=row.latitude, longitude=row.longitude),
        status=make_scope(said).timeline.status_on(day),
    )
