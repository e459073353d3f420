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
    statements, in the time of the shelters that change. With `past` there are none: the register
    does not say since when it knew what was to come.
    """
    if past is not None:
        return ()
    coming = _load_coming(session, place_ids, day, until)
    if not coming:
        return ()
    scopes = load_scopes(session, sorted(coming))
    names = _load_names(session, sorted(coming))
    points = read_last_points(session, sorted(coming), day, _PLACES)
    changes = [
        change
        for place_id, scope in scopes.items()
        for change in list_room_changes(
            _describe(names[place_id], scope, day, points.get(place_id, {})),
            [
                (since, status)
                for since, status in coming[place_id]
                if scope.timeline.is_active(day)
            ],
        )
    ]
    return tuple(sorted(changes, key=lambda change: (change.day, change.place)))


def _load_coming(
    session: Session, place_ids: Sequence[int] | None, day: date, until: date
) -> dict[int, list[tuple[date, ShelterStatus]]]:
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
