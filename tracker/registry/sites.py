"""Shelters that a map may show: those in use, with a position, that may be published."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, or_, select
from sqlalchemy.orm import Session

from tracker.domain.windows import ShelterStatus
from tracker.registry.shelters import Position, ShelterType
from tracker.store.places import PlaceRow, ShelterRow, ShelterStatusRow


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
    session: Session, district_ids: Iterable[int], day: date
) -> tuple[Site, ...]:
    """The shelters of districts that a map of the day may show, by name; two statements.

    Those that are not to be published never leave the database, whoever asks.
    """
    query = (
        select(PlaceRow.id, PlaceRow.name, PlaceRow.parent_id, ShelterRow.__table__)
        .join(ShelterRow, ShelterRow.place_id == PlaceRow.id)
        .where(
            PlaceRow.parent_id.in_(list(district_ids)),
            ShelterRow.do_not_publish.is_(False),
            ShelterRow.latitude.is_not(None),
            PlaceRow.valid_from <= day,
            or_(PlaceRow.valid_until.is_(None), PlaceRow.valid_until > day),
        )
        .order_by(PlaceRow.name, PlaceRow.id)
    )
    rows = session.execute(query).all()
    statuses = _load_statuses(session, [row.id for row in rows], day)
    return tuple(_make_site(row, statuses[row.id]) for row in rows if row.id in statuses)


def _load_statuses(
    session: Session, place_ids: Iterable[int], day: date
) -> dict[int, ShelterStatus]:
    """The status of each shelter that is not closed on the day."""
    query = (
        select(ShelterStatusRow.place_id, ShelterStatusRow.status)
        .where(ShelterStatusRow.place_id.in_(list(place_ids)), ShelterStatusRow.since <= day)
        .order_by(ShelterStatusRow.since)
    )
    found = {row.place_id: ShelterStatus(row.status) for row in session.execute(query)}
    return {at: status for at, status in found.items() if status is not ShelterStatus.CLOSED}


def _make_site(row: Row[Any], status: ShelterStatus) -> Site:
    return Site(
        place_id=row.id,
        name=row.name,
        district_id=row.parent_id,
        shelter_type=ShelterType(row.shelter_type),
        position=Position(latitude=row.latitude, longitude=row.longitude),
        status=status,
    )
