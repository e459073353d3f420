"""Writing the register of shelters: add, change, and set the status from a day on."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

from sqlalchemy import update
from sqlalchemy.orm import Session

from tracker.domain.audit import Author
from tracker.domain.errors import InvalidField
from tracker.domain.windows import ShelterStatus
from tracker.registry.areas import check_not_retired, choose_first_day, clean_codes
from tracker.registry.operation import require_operation
from tracker.registry.places import load_place
from tracker.registry.shelters import Position, ShelterType, load_shelter
from tracker.registry.siblings import check_name_is_free
from tracker.registry.signing import moment_of, sign
from tracker.registry.tree import DISTRICT, Place, PlaceKind
from tracker.registry.wording import clean_name, say_day
from tracker.store.places import PlaceRow, ShelterRow, ShelterStatusRow
from tracker.totals.update import reweigh


@dataclass(frozen=True, kw_only=True, slots=True)
class ShelterDetails:
    """What the register says of a shelter; `floor_area` in square metres."""

    name: str
    shelter_type: ShelterType
    floor_area: float | None = None
    position: Position | None = None
    do_not_publish: bool = False
    p_code: str | None = None
    national_code: str | None = None


def add_shelter(
    session: Session,
    *,
    parent_id: int,
    details: ShelterDetails,
    status: ShelterStatus = ShelterStatus.OPEN,
    since: date | None = None,
    by: Author | None = None,
) -> int:
    """Register a shelter in a district and answer its id.

    It has the status from the day `since` on (else from the district's first) and is closed before.
    """
    district = _load_district(session, parent_id)
    place, site = _clean_details(details)
    check_name_is_free(session, details.name, PlaceKind.SHELTER, parent_id)
    first = choose_first_day(session, district, None)
    row = PlaceRow(
        kind=PlaceKind.SHELTER.value,
        level=DISTRICT + 1,
        parent_id=parent_id,
        valid_from=first,
        valid_until=None,
        **place,
    )
    begin = _check_since(session, since or first)
    with reweigh(session, (), moment=moment_of(by)) as touched:
        session.add(row)
        session.flush()  # gives the id
        session.add(ShelterRow(place_id=row.id, **site))
        session.add(ShelterStatusRow(place_id=row.id, since=begin, status=status.value))
        touched.add(row.id)
    return row.id


def change_shelter(session: Session, place_id: int, *, details: ShelterDetails) -> None:
    """Change what the register says of a shelter."""
    shelter = load_shelter(session, place_id)
    place, site = _clean_details(details)
    check_name_is_free(session, details.name, PlaceKind.SHELTER, shelter.place.parent_id, place_id)
    session.execute(update(PlaceRow).where(PlaceRow.id == place_id).values(**place))
    session.execute(update(ShelterRow).where(ShelterRow.place_id == place_id).values(**site))


def set_shelter_status(
    session: Session,
    place_id: int,
    *,
    since: date,
    status: ShelterStatus,
    by: Author | None = None,
) -> None:
    """Give a shelter a status from a day on, up to its next entry; replaces one of that day."""
    load_shelter(session, place_id)
    _check_since(session, since)
    act = sign(by, place_id, f"The shelter is {status.value} from {say_day(since)} on")
    with reweigh(session, [place_id], act, moment=moment_of(by)):
        session.merge(ShelterStatusRow(place_id=place_id, since=since, status=status.value))


def _load_district(session: Session, place_id: int) -> Place:
    district = load_place(session, place_id)
    if not district.is_district:
        raise InvalidField("parent", "Choose a district: shelters lie in one")
    check_not_retired(district)
    return district


def _check_since(session: Session, since: date) -> date:
    start = require_operation(session).clock.start
    if since < start:
        raise InvalidField(
            "since", f"Enter a day from {say_day(start)} on, the first of the operation"
        )
    return since


def _clean_details(
    details: ShelterDetails,
) -> tuple[dict[str, str | None], dict[str, object]]:
    """Columns of the place and of the shelter."""
    place = {
        "name": clean_name(details.name, "shelter"),
        **clean_codes(details.p_code, details.national_code),
    }
    position = _check_position(details.position)
    site: dict[str, object] = {
        "shelter_type": details.shelter_type.value,
        "floor_area": _check_floor_area(details.floor_area),
        "latitude": position.latitude if position else None,
        "longitude": position.longitude if position else None,
        "do_not_publish": details.do_not_publish,
    }
    return place, site


def _check_floor_area(floor_area: float | None) -> float | None:
    if floor_area is not None and not (math.isfinite(floor_area) and floor_area > 0):
        raise InvalidField("floor_area", "Enter a floor area above 0, or leave it empty")
    return floor_area


def _check_position(position: Position | None) -> Position | None:
    if position is None:
        return None
    for field, value, limit in (
        ("latitude", position.latitude, 90),
        ("longitude", position.longitude, 180),
    ):
        if not (math.isfinite(value) and abs(value) <= limit):
            raise InvalidField(field, f"Enter a {field} from -{limit} to {limit} degrees")
    return position
