"""Reading the register of shelters: type, floor area, position, and their status over time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain.errors import NotFound
from tracker.domain.windows import ShelterStatus
from tracker.registry.looking_back import put_right
from tracker.registry.places import load_places
from tracker.registry.tree import Place
from tracker.registry.wording import fold_name
from tracker.store.places import ShelterRow, ShelterStatusRow
from tracker.totals.known.registers import Registers


class ShelterType(StrEnum):
    """What kind of site a shelter is."""

    COLLECTIVE_CENTRE = "collective_centre"
    SCHOOL = "school"
    SPORTS_HALL = "sports_hall"
    HOTEL = "hotel"
    TENT_CAMP = "tent_camp"
    RECEPTION_CENTRE = "reception_centre"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The type as pages show it."""
        return self.value.replace("_", " ").capitalize()


@dataclass(frozen=True, kw_only=True, slots=True)
class StatusEntry:
    """From which day on a shelter has a status."""

    since: date
    status: ShelterStatus


@dataclass(frozen=True, kw_only=True, slots=True)
class Position:
    """Where a shelter stands, in degrees (WGS 84)."""

    latitude: float
    longitude: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Shelter:
    """A shelter; `floor_area` in square metres, `statuses` in day order.

    One that is `do_not_publish` is in no output meant for the public; no sum there tells of it.
    """

    place: Place
    shelter_type: ShelterType
    floor_area: float | None
    position: Position | None
    do_not_publish: bool
    statuses: tuple[StatusEntry, ...]

    def status_on(self, day: date) -> ShelterStatus:
        """The status on a day; closed before the first entry."""
        past = [entry.status for entry in self.statuses if entry.since <= day]
        return past[-1] if past else ShelterStatus.CLOSED


def load_shelter(session: Session, place_id: int) -> Shelter:
    """A shelter, also a retired one."""
    found = _load(session, [place_id])
    if not found:
        raise NotFound("shelter", place_id)
    return found[0]


def list_unpublished_ids(session: Session) -> frozenset[int]:
    """Ids of the shelters that must not be published."""
    query = select(ShelterRow.place_id).where(ShelterRow.do_not_publish)
    return frozenset(session.scalars(query))


def list_shelters(session: Session, registers: Registers | None = None) -> tuple[Shelter, ...]:
    """All shelters by the path of their district and name, with retired ones; four statements.

    With `registers` those that were registered, where and with the statuses that these said.
    """
    found = _load(session, None)
    if registers is not None:
        known = {place.id: place for place in put_right(session, _pick_places(found), registers)}
        found = [
            replace(shelter, place=known[at], statuses=_find_statuses(shelter, registers))
            for shelter in found
            if (at := shelter.place.id) in known
        ]
    return tuple(sorted(found, key=_order_by_path))


def _pick_places(shelters: Iterable[Shelter]) -> list[Place]:
    return [shelter.place for shelter in shelters]


def _find_statuses(shelter: Shelter, registers: Registers) -> tuple[StatusEntry, ...]:
    said = registers.others.get(shelter.place.id)
    if said is None:
        return shelter.statuses
    return tuple(StatusEntry(since=since, status=status) for since, status in said.statuses or ())


def _load(session: Session, place_ids: Iterable[int] | None) -> list[Shelter]:
    query = select(ShelterRow.__table__)
    if place_ids is not None:
        query = query.where(ShelterRow.place_id.in_(list(place_ids)))
    rows = {row.place_id: row for row in session.execute(query)}
    statuses = _load_statuses(session, rows)
    return [
        Shelter(
            place=place,
            shelter_type=ShelterType(row.shelter_type),
            floor_area=row.floor_area,
            position=None
            if row.latitude is None
            else Position(latitude=row.latitude, longitude=row.longitude),
            do_not_publish=row.do_not_publish,
            statuses=tuple(statuses[place.id]),
        )
        for place in load_places(session, rows)
        for row in [rows[place.id]]
    ]


def _load_statuses(session: Session, place_ids: Iterable[int]) -> dict[int, list[StatusEntry]]:
    query = (
        select(ShelterStatusRow.__table__)
        .where(ShelterStatusRow.place_id.in_(list(place_ids)))
        .order_by(ShelterStatusRow.since)
    )
    found: dict[int, list[StatusEntry]] = defaultdict(list)
    for row in session.execute(query):
        entry = StatusEntry(since=row.since, status=ShelterStatus(row.status))
        found[row.place_id].append(entry)
    return found


def _order_by_path(shelter: Shelter) -> tuple[list[str], str, int]:
    place = shelter.place
    return ([fold_name(name) for _, name in place.path], fold_name(place.name), place.id)
