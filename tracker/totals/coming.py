"""Which shelters open or close on coming days, and what that does to the room."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sqlalchemy import literal, select, union_all
from sqlalchemy.orm import Session

from tracker.domain.indicators import Indicator
from tracker.domain.openings import RoomChange, ShelterRoom, list_room_changes
from tracker.domain.windows import ShelterStatus
from tracker.store.base import AnyRow
from tracker.store.places import PlaceRow, ShelterStatusRow
from tracker.totals.beneath import select_beneath
from tracker.totals.known.past import Past
from tracker.totals.known.registers import Registers, lies_in
from tracker.totals.registered import Registered
from tracker.totals.scopes import Scope, load_scopes
from tracker.totals.units import UnitPoint, read_last_points

_PLACES = (Indicator.CAPACITY, Indicator.CAPACITY_STANDBY)


def read_room_changes(
    session: Session,
    place_ids: Sequence[int] | None,
    day: date,
    until: date,
    *,
    past: Past | None = None,
) -> tuple[RoomChange, ...]:
    """Changes after `day` up to `until` of shelters in the places (None: all), in day order.

    A shelter that is taken out of the register closes on its last day. A constant number of
    statements, in the time of the shelters that change. With `past` they are those that the
    register told of then.
    """
    coming = _load_coming(session, place_ids, day, until)
    if past is not None:
        coming = _put_right(coming, past.registers, place_ids, (day, until))
    if not coming:
        return ()
    ids = sorted(coming)
    scopes = past.registers.load_scopes(ids) if past else load_scopes(session, ids)
    names = _load_names(session, ids)
    points = read_last_points(session, ids, day, _PLACES, past=past)
    changes = [
        change
        for place_id in ids
        if (scope := scopes[place_id]).timeline.is_active(day)
        for change in list_room_changes(
            _describe(names[place_id], scope, day, points.get(place_id, {})), coming[place_id]
        )
    ]
    return tuple(sorted(changes, key=lambda change: (change.day, change.place)))


_Coming = dict[int, list[tuple[date, ShelterStatus]]]
"""Changes of status in day order, by shelter."""


def _put_right(
    coming: _Coming, registers: Registers, place_ids: Sequence[int] | None, span: tuple[date, date]
) -> _Coming:
    """What was to come, from what is to come now by the register."""
    day, until = span
    found = {at: entries for at, entries in coming.items() if at not in registers.others}
    for said in registers.others.values():
        if said is None or not said.statuses or not lies_in(said, place_ids):
            continue
        entries = [*said.statuses, *_list_end(said)]
        within = sorted(entry for entry in entries if day < entry[0] <= until)
        if within:
            found[said.place_id] = within
    return found


def _list_end(said: Registered) -> list[tuple[date, ShelterStatus]]:
    return [(said.valid_until, ShelterStatus.CLOSED)] if said.valid_until else []


def _load_coming(
    session: Session, place_ids: Sequence[int] | None, day: date, until: date
) -> _Coming:
    status, place = ShelterStatusRow, PlaceRow
    changes = select(status.place_id, status.since, status.status).where(
        status.since > day, status.since <= until
    )
    ends = select(place.id, place.valid_until, literal(ShelterStatus.CLOSED.value)).where(
        place.kind == "shelter", place.valid_until > day, place.valid_until <= until
    )
    if place_ids is not None:
        within = select_beneath(place_ids)
        changes = changes.where(status.place_id.in_(within))
        ends = ends.where(place.id.in_(within))
    found: dict[int, list[tuple[date, ShelterStatus]]] = defaultdict(list)
    rows: Sequence[AnyRow] = session.execute(union_all(changes, ends)).all()
    for place_id, since, state in rows:
        found[place_id].append((since, ShelterStatus(state)))
    return {place_id: sorted(entries) for place_id, entries in found.items()}


def _load_names(session: Session, place_ids: Sequence[int]) -> dict[int, str]:
    rows = session.execute(select(PlaceRow.id, PlaceRow.name).where(PlaceRow.id.in_(place_ids)))
    return {row.id: row.name for row in rows}


def _describe(name: str, scope: Scope, day: date, points: dict[str, UnitPoint]) -> ShelterRoom:
    usable, standby = (_read_places(points.get(key)) for key in _PLACES)
    status = scope.timeline.status_on(day)
    return ShelterRoom(name=name, status=status, usable=usable, standby=standby, areas=scope.areas)


def _read_places(point: UnitPoint | None) -> int | None:
    if point is None or point.point.amount.without_value:
        return None
    return point.point.amount.value
