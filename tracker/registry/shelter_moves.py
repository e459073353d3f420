"""Shelters in another district: as if always there, or from a day on."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from tracker.domain.audit import Author
from tracker.domain.errors import InUse, InvalidField
from tracker.registry.places import load_place
from tracker.registry.retirement import retire_place
from tracker.registry.shelter_changes import ShelterDetails, add_shelter, set_shelter_status
from tracker.registry.shelters import Shelter, load_shelter
from tracker.registry.siblings import check_name_is_free
from tracker.registry.signing import moment_of, sign
from tracker.registry.tree import Place, PlaceKind
from tracker.registry.wording import say_day
from tracker.store.accounts import AssignmentRow
from tracker.store.places import PlaceRow
from tracker.store.reports import ReportRow
from tracker.totals.update import reweigh


def put_shelter_right(
    session: Session, place_id: int, parent_id: int, by: Author | None = None
) -> None:
    """Correct the district of a shelter, for all days: it always lay there.

    Its whole history moves along, and the totals of both districts change for past days too.
    """
    shelter = load_shelter(session, place_id)
    district = _check_move(session, shelter, parent_id)
    check_name_is_free(session, shelter.place.name, PlaceKind.SHELTER, parent_id)
    if district.valid_from > shelter.place.valid_from:
        first = say_day(district.valid_from)
        message = f"Choose another district: {district.name} has counted only since {first}"
        raise InvalidField("parent", message)
    act = sign(by, place_id, f"Put into {district.name}, where it had lain all the time")
    with reweigh(session, [place_id], act, moment=moment_of(by)):
        session.execute(update(PlaceRow).where(PlaceRow.id == place_id).values(parent_id=parent_id))


def relocate_shelter(
    session: Session,
    place_id: int,
    parent_id: int,
    *,
    since: date,
    by: Author | None = None,
) -> int:
    """Let a shelter go on in another district from a day on; answers the id it has there.

    What was counted up to the day before stays where it was counted. In the new district it begins
    with the same details but for its position, the same status and people who report for it, and
    without counts: nobody and no place is carried over the move until the first report from there.
    """
    shelter = load_shelter(session, place_id)
    _check_move(session, shelter, parent_id)
    _check_nothing_later(session, place_id, since)
    moved = add_shelter(
        session,
        parent_id=parent_id,
        details=_copy_details(shelter),
        status=shelter.status_on(since),
        since=since,
        by=by,
    )
    for entry in shelter.statuses:
        if entry.since > since:
            set_shelter_status(session, moved, since=entry.since, status=entry.status, by=by)
    retire_place(session, place_id, since, by)
    _assign_alike(session, place_id, moved, since)
    return moved


def _check_move(session: Session, shelter: Shelter, parent_id: int) -> Place:
    if shelter.place.valid_until is not None:
        raise InUse(f"{shelter.place.name} is retired. Bring it back before you move it")
    district = load_place(session, parent_id)
    if not district.is_district:
        raise InvalidField("parent", "Choose a district: shelters lie in one")
    if district.valid_until is not None:
        raise InvalidField("parent", f"{district.name} is retired. Choose another")
    if parent_id == shelter.place.parent_id:
        message = f"Choose another district: {shelter.place.name} lies in {district.name} already"
        raise InvalidField("parent", message)
    return district


def _check_nothing_later(session: Session, place_id: int, since: date) -> None:
    """Reports of the day and later would count in neither place."""
    last = session.scalar(
        select(func.max(ReportRow.day)).where(
            ReportRow.place_id == place_id, ReportRow.withdrawn.is_(False)
        )
    )
    if last is not None and last >= since:
        message = f"Enter a day after {say_day(last)}, of which there is a report from where it was"
        raise InvalidField("since", f"{message}, or withdraw the later reports first")


def _copy_details(shelter: Shelter) -> ShelterDetails:
    return ShelterDetails(
        name=shelter.place.name,
        shelter_type=shelter.shelter_type,
        floor_area=shelter.floor_area,
        position=None,
        do_not_publish=shelter.do_not_publish,
        p_code=None,
        national_code=shelter.place.national_code,
    )


def _assign_alike(session: Session, place_id: int, moved: int, since: date) -> None:
    """Whoever reported for the shelter itself does so where it is now."""
    query = select(AssignmentRow.person_id).where(AssignmentRow.place_id == place_id)
    people: Collection[int] = session.scalars(query).all()
    rows = [{"person_id": person, "place_id": moved, "since": since} for person in people]
    if rows:
        session.execute(insert(AssignmentRow), rows)
