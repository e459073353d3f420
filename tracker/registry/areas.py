"""Writing the register of areas: add, change, move."""

from __future__ import annotations

from datetime import date

from sqlalchemy import update
from sqlalchemy.orm import Session

from tracker.domain.audit import Author
from tracker.domain.errors import InvalidField
from tracker.registry.operation import require_operation
from tracker.registry.places import list_ids_beneath, load_place
from tracker.registry.siblings import check_name_is_free
from tracker.registry.signing import moment_of, sign
from tracker.registry.tree import DISTRICT, LEVEL_NAMES, Place, PlaceKind
from tracker.registry.wording import CODE_LENGTH, clean_name, clean_optional, say_day
from tracker.store.places import PlaceRow
from tracker.totals.update import reweigh


def add_area(
    session: Session,
    *,
    name: str,
    parent_id: int | None,
    p_code: str | None = None,
    national_code: str | None = None,
    valid_from: date | None = None,
    by: Author | None = None,
) -> int:
    """Register an area and answer its id; without a parent it is a country.

    It counts from `valid_from` on: when not given, as long as its parent, or the operation.
    """
    parent = load_place(session, parent_id) if parent_id is not None else None
    level = level_beneath(parent)
    cleaned = clean_name(name, LEVEL_NAMES[level])
    check_name_is_free(session, cleaned, PlaceKind.AREA, parent_id)
    row = PlaceRow(
        kind=PlaceKind.AREA.value,
        level=level,
        parent_id=parent_id,
        name=cleaned,
        valid_until=None,
        valid_from=choose_first_day(session, parent, valid_from),
        **clean_codes(p_code, national_code),
    )
    with reweigh(session, (), moment=moment_of(by)) as touched:
        session.add(row)
        session.flush()  # gives the id
        touched.add(row.id)
    return row.id


def change_area(
    session: Session,
    place_id: int,
    *,
    name: str,
    p_code: str | None = None,
    national_code: str | None = None,
) -> None:
    """Change an area's name and codes."""
    area = load_area(session, place_id)
    cleaned = clean_name(name, area.level_name)
    check_name_is_free(session, cleaned, PlaceKind.AREA, area.parent_id, area.id)
    codes = clean_codes(p_code, national_code)
    session.execute(update(PlaceRow).where(PlaceRow.id == place_id).values(name=cleaned, **codes))


def move_area(session: Session, place_id: int, parent_id: int, by: Author | None = None) -> None:
    """Put a region into another country, or a district into another region.

    That holds for all days: the totals above follow at once, with the area's whole history.
    """
    area, parent = load_area(session, place_id), load_area(session, parent_id)
    if parent.level != area.level - 1:
        wanted = LEVEL_NAMES[area.level - 1] if area.level else "country"
        raise InvalidField("parent", f"Choose a {wanted}: a {area.level_name} lies in one")
    check_not_retired(parent)
    check_name_is_free(session, area.name, PlaceKind.AREA, parent_id, area.id)
    act = sign(by, place_id, f"Moved into {parent.name}, with its whole history")
    beneath = list_ids_beneath(session, [place_id])
    with reweigh(session, beneath, act, moment=moment_of(by)):
        session.execute(update(PlaceRow).where(PlaceRow.id == place_id).values(parent_id=parent_id))


def load_area(session: Session, place_id: int) -> Place:
    """A place that is an area."""
    place = load_place(session, place_id)
    if place.kind is not PlaceKind.AREA:
        raise InvalidField("parent", f"{place.name} is no area")
    return place


def level_beneath(parent: Place | None) -> int:
    """The level of an area in the parent; refused where no area can lie."""
    if parent is None:
        return 0
    if parent.kind is not PlaceKind.AREA or parent.level >= DISTRICT:
        raise InvalidField("parent", "Choose a country or a region: districts hold only shelters")
    check_not_retired(parent)
    return parent.level + 1


def check_not_retired(parent: Place) -> None:
    """Refuse a parent that has a last day."""
    if parent.valid_until is not None:
        raise InvalidField("parent", f"{parent.name} is retired. Choose another, or bring it back")


def choose_first_day(session: Session, parent: Place | None, wanted: date | None) -> date:
    """The first day of a new place: as wanted, or as long as what it lies in."""
    earliest = parent.valid_from if parent else require_operation(session).clock.start
    if wanted is None:
        return earliest
    if parent and wanted < earliest:
        raise InvalidField(
            "valid_from", f"Enter a day from {say_day(earliest)} on, the first of {parent.name}"
        )
    return wanted


def clean_codes(p_code: str | None, national_code: str | None) -> dict[str, str | None]:
    """Both codes tidied, None where nothing was typed; neither is ever made up."""
    return {
        "p_code": clean_optional(p_code, CODE_LENGTH, "p_code"),
        "national_code": clean_optional(national_code, CODE_LENGTH, "national_code"),
    }
