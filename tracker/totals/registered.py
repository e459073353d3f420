"""What the registers say of places: what they lie in, when they count, their modes and statuses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, bindparam, select
from sqlalchemy.orm import Session

from tracker.domain.windows import ReportingMode, ShelterStatus, Window
from tracker.store.base import AnyRow, AnySelect, table_of
from tracker.store.places import PlaceRow, ReportingModeRow, ShelterStatusRow

DISTRICT_LEVEL = 2
"""Districts, and what lies in them, can be reporting units."""

Modes = tuple[tuple[date, ReportingMode], ...]
Statuses = tuple[tuple[date, ShelterStatus], ...]

_PLACE = table_of(PlaceRow)
_MODE = table_of(ReportingModeRow)
_STATUS = table_of(ShelterStatusRow)
_PARENT = _PLACE.alias("parent")
_GRANDPARENT = _PLACE.alias("grandparent")
_PLACES: BindParameter[int] = bindparam("places", expanding=True)

_ALL_MODES = select(_MODE.c.place_id, _MODE.c.since, _MODE.c.mode).order_by(
    _MODE.c.place_id, _MODE.c.since
)
_MODES = _ALL_MODES.where(_MODE.c.place_id.in_(_PLACES))
_ALL_STATUSES = select(_STATUS.c.place_id, _STATUS.c.since, _STATUS.c.status).order_by(
    _STATUS.c.place_id, _STATUS.c.since
)
_STATUSES = _ALL_STATUSES.where(_STATUS.c.place_id.in_(_PLACES))


@dataclass(frozen=True, kw_only=True, slots=True)
class Registered:
    """What the registers say of a place, but for its name and where it stands.

    `areas` are those it is part of, lowest first: an area is the first of its own. It counts from
    `valid_from` up to, not including, `valid_until`. `modes` are how its district reports (none
    above districts), `statuses` a shelter's; both in day order.
    """

    place_id: int
    areas: tuple[int, ...]
    valid_from: date
    valid_until: date | None
    modes: Modes = ()
    statuses: Statuses | None = None

    @property
    def is_area(self) -> bool:
        """Whether it is an area."""
        return self.areas[0] == self.place_id

    @property
    def above(self) -> tuple[int, ...]:
        """The areas that it lies in, lowest first."""
        return self.areas[1:] if self.is_area else self.areas

    @property
    def may_report(self) -> bool:
        """Whether it can ever be a reporting unit."""
        return len(self.above) >= DISTRICT_LEVEL

    @property
    def validity(self) -> Window:
        """The days on which it counts."""
        return Window(first=self.valid_from, until=self.valid_until)


@lru_cache
def select_registered(least_level: int) -> AnySelect:
    """Rows for `make_registered`, of places at a level of the tree or below."""
    return (
        select(
            _PLACE.c.id,
            _PLACE.c.kind,
            _PLACE.c.parent_id,
            _PLACE.c.valid_from,
            _PLACE.c.valid_until,
            _PARENT.c.parent_id.label("second_id"),
            _GRANDPARENT.c.parent_id.label("third_id"),
        )
        .outerjoin(_PARENT, _PARENT.c.id == _PLACE.c.parent_id)
        .outerjoin(_GRANDPARENT, _GRANDPARENT.c.id == _PARENT.c.parent_id)
        .where(_PLACE.c.level >= least_level)
    )


def load_registered(
    session: Session, place_ids: Sequence[int] | None, least_level: int = 0
) -> dict[int, Registered]:
    """What is said of places (None: all) now, by id; three statements."""
    if place_ids is not None and not place_ids:
        return {}
    if place_ids is None:
        rows = session.execute(select_registered(least_level)).all()
    else:
        rows = session.execute(_select_some(least_level), {"places": place_ids}).all()
    districts = {district_of(row) for row in rows}
    modes = _load_modes(session, districts if place_ids is not None else None)
    shelters = [row.id for row in rows if row.kind == "shelter"]
    statuses = _load_statuses(session, shelters if place_ids is not None else None)
    return {
        row.id: make_registered(row, modes.get(district_of(row), ()), statuses.get(row.id, ()))
        for row in rows
    }


@lru_cache
def _select_some(least_level: int) -> AnySelect:
    return select_registered(least_level).where(_PLACE.c.id.in_(_PLACES))


def district_of(row: AnyRow) -> int:
    """The id of the district that a place lies in, or is."""
    return int(row.id if row.kind == "area" else row.parent_id)


def make_registered(
    row: AnyRow,
    modes: Iterable[tuple[date, ReportingMode]],
    statuses: Iterable[tuple[date, ShelterStatus]],
) -> Registered:
    """What a row of `select_registered` says, with how its district reports and its statuses."""
    areas = (
        (row.id, row.parent_id, row.second_id)
        if row.kind == "area"
        else (row.parent_id, row.second_id, row.third_id)
    )
    return Registered(
        place_id=row.id,
        areas=tuple(area for area in areas if area is not None),
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        modes=tuple(modes),
        statuses=tuple(statuses) if row.kind == "shelter" else None,
    )


def _load_modes(
    session: Session, districts: Iterable[int] | None
) -> dict[int, list[tuple[date, ReportingMode]]]:
    if districts is None:
        rows = session.execute(_ALL_MODES)
    else:
        rows = session.execute(_MODES, {"places": list(districts)})
    modes: dict[int, list[tuple[date, ReportingMode]]] = defaultdict(list)
    for place_id, since, mode in rows:
        modes[place_id].append((since, ReportingMode(mode)))
    return modes


def _load_statuses(
    session: Session, shelters: Sequence[int] | None
) -> dict[int, list[tuple[date, ShelterStatus]]]:
    if shelters is not None and not shelters:
        return {}
    if shelters is None:
        rows = session.execute(_ALL_STATUSES)
    else:
        rows = session.execute(_STATUSES, {"places": shelters})
    statuses: dict[int, list[tuple[date, ShelterStatus]]] = defaultdict(list)
    for place_id, since, status in rows:
        statuses[place_id].append((since, ShelterStatus(status)))
    return statuses


def write_registered(said: Registered) -> dict[str, Any]:
    """Plain values that JSON knows, for `read_registered`."""
    return {
        "areas": list(said.areas),
        "from": said.valid_from.isoformat(),
        "until": said.valid_until and said.valid_until.isoformat(),
        "modes": _write_days(said.modes),
        "statuses": None if said.statuses is None else _write_days(said.statuses),
    }


def read_registered(place_id: int, kept: Mapping[str, Any]) -> Registered:
    """What `write_registered` wrote of a place.

    >>> said = Registered(
    ...     place_id=3, areas=(3, 2, 1), valid_from=date(2024, 8, 6), valid_until=None
    ... )
    >>> read_registered(3, write_registered(said)) == said
    True
    """
    statuses = kept["statuses"]
    return Registered(
        place_id=place_id,
        areas=tuple(kept["areas"]),
        valid_from=date.fromisoformat(kept["from"]),
        valid_until=kept["until"] and date.fromisoformat(kept["until"]),
        modes=tuple((date.fromisoformat(day), ReportingMode(mode)) for day, mode in kept["modes"]),
        statuses=None
        if statuses is None
        else tuple((date.fromisoformat(day), ShelterStatus(status)) for day, status in statuses),
    )


def _write_days(entries: Iterable[tuple[date, str]]) -> list[list[str]]:
    return [[since.isoformat(), str(state)] for since, state in entries]
