"""Retiring places from a day on, and bringing them back; their history stays as it is."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date

from sqlalchemy import and_, case, or_, select, update
from sqlalchemy.orm import Session

from tracker.domain.audit import Act, Author
from tracker.domain.errors import InUse, InvalidField
from tracker.registry.describing import RETIRED_FROM
from tracker.registry.places import list_ids_beneath, load_place
from tracker.registry.signing import moment_of, sign
from tracker.registry.tree import PlaceKind
from tracker.registry.wording import say_day
from tracker.store.audit import LINK
from tracker.store.places import PlaceRow
from tracker.totals.update import reweigh

_NEVER_BEGUN = PlaceRow.valid_until == PlaceRow.valid_from
"""True of what was retired, with the place it lies in, before its own first day."""


def retire_place(session: Session, place_id: int, day: date, by: Author | None = None) -> None:
    """Let a place and all beneath it count no longer from the day on.

    What lies beneath and was retired earlier keeps its earlier day; while something has a later day
    of its own, that would be lost, and the place is not retired.
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
    _refuse_later_days(session, ids, day)
    # What would only have begun later keeps its first day, so that it can be brought back.
    last = case((PlaceRow.valid_from > day, PlaceRow.valid_from), else_=day)
    act = sign(by, place_id, f"Retired from {say_day(day)} on")
    with reweigh(session, ids, act, moment=moment_of(by)):
        session.execute(
            update(PlaceRow)
            .where(PlaceRow.id.in_(ids), PlaceRow.valid_until.is_(None))
            .values(valid_until=last)
        )


def retire_from_start(
    session: Session, place_ids: Collection[int], by: Author | None = None
) -> None:
    """Let shelters count and be expected on no day, also retired ones; reports stay readable."""
    query = (
        select(PlaceRow.id, PlaceRow.parent_id)
        .where(PlaceRow.id.in_(place_ids), or_(PlaceRow.valid_until.is_(None), ~_NEVER_BEGUN))
        .order_by(PlaceRow.parent_id, PlaceRow.id)
    )
    by_district: dict[int | None, list[int]] = defaultdict(list)
    for row in session.execute(query):
        by_district[row.parent_id].append(row.id)
    for district, ids in by_district.items():
        said = "1 shelter in it counts" if len(ids) == 1 else f"{len(ids)} shelters in it count"
        act = sign(by, district, f"{said} on no day any more")
        with reweigh(session, ids, act, moment=moment_of(by)):
            session.execute(
                update(PlaceRow).where(PlaceRow.id.in_(ids)).values(valid_until=PlaceRow.valid_from)
            )


def restore_place(session: Session, place_id: int, by: Author | None = None) -> None:
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
    ids = _list_retired_together(session, place_id, place.valid_until)
    act = sign(by, place_id, "Brought back, after it had been retired")
    with reweigh(session, ids, act, moment=moment_of(by)):
        session.execute(update(PlaceRow).where(PlaceRow.id.in_(ids)).values(valid_until=None))


def _refuse_later_days(session: Session, ids: Collection[int], day: date) -> None:
    query = (
        select(PlaceRow.name, PlaceRow.valid_until)
        .where(PlaceRow.id.in_(ids), PlaceRow.valid_until > day, ~_NEVER_BEGUN)
        .order_by(PlaceRow.valid_until.desc(), PlaceRow.id)
    )
    latest = session.execute(query).first()
    if latest is not None:
        own_day = say_day(latest.valid_until)
        message = f"{latest.name} is retired from {own_day} on. Enter that day or a later one"
        raise InvalidField("day", f"{message}, or bring {latest.name} back first")


def _list_retired_together(session: Session, place_id: int, day: date) -> set[int]:
    """Ids of a place and of what was retired with it on the day, not of what was apart from it."""
    ids = list_ids_beneath(session, [place_id])
    earlier = select(PlaceRow.id).where(PlaceRow.id.in_(ids), PlaceRow.valid_until < day)
    together = select(PlaceRow.id).where(
        PlaceRow.id.in_(ids),
        or_(PlaceRow.valid_until == day, and_(PlaceRow.valid_until > day, _NEVER_BEGUN)),
    )
    own = {*session.scalars(earlier), *_list_given_up(session, ids)} - {place_id}
    return set(session.scalars(together)) - set(list_ids_beneath(session, own))


def _list_given_up(session: Session, place_ids: Collection[int]) -> Iterator[int]:
    """Ids of the places that an act of their own retired from their first day on, as the last.

    One that counted on no day already, as its district, has such an act that changed no day.
    """
    first_days = {
        row.id: row.valid_from
        for row in session.execute(
            select(PlaceRow.id, PlaceRow.valid_from).where(PlaceRow.id.in_(place_ids), _NEVER_BEGUN)
        )
    }
    acts = (
        select(LINK.c.subject_id, LINK.c.details)
        .where(
            LINK.c.subject_id.in_(first_days),
            LINK.c.act.in_((Act.PLACE_RETIRED, Act.PLACE_RESTORED)),
        )
        .order_by(LINK.c.number)
    )
    last = {row.subject_id: json.loads(row.details) for row in session.execute(acts)}
    for place_id, said in last.items():
        first = first_days[place_id].isoformat()
        _, until = said["changes"].get(RETIRED_FROM, (first, first))
        if until == first:
            yield place_id
