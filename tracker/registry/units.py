"""Which places are reporting units on a day: what daily counts are about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from tracker.domain.errors import NotFound
from tracker.domain.windows import ReportingMode, ShelterStatus
from tracker.registry.tree import (
    DISTRICT,
    Path,
    PlaceKind,
    beneath,
    is_valid,
    load_paths,
    select_places,
)
from tracker.registry.wording import fold_name
from tracker.store.places import PlaceRow, ReportingModeRow, ShelterStatusRow


@dataclass(frozen=True, kw_only=True, slots=True)
class Unit:
    """A reporting unit on a day: `status` of a shelter (else None), `mode` of its district."""

    place_id: int
    name: str
    kind: PlaceKind
    path: Path
    status: ShelterStatus | None
    mode: ReportingMode


def list_units_under(
    session: Session, place_ids: Iterable[int] | None, day: date
) -> tuple[Unit, ...]:
    """The reporting units of a day among the places named (None: all) and all beneath, by path.

    A shelter named in a district that reports as a whole that day is none, and left out.
    """
    below = beneath(place_ids)
    query = select_places().where(PlaceRow.id.in_(select(below.c.id)), PlaceRow.level >= DISTRICT)
    rows = [row for row in session.execute(query) if is_valid(row, day)]
    modes = _load_modes(session, {_district_of(row) for row in rows}, day)
    kept = [row for row in rows if _reports(row, modes)]
    statuses = _load_statuses(session, kept, day)
    paths = load_paths(session, kept)
    units = [
        Unit(
            place_id=row.id,
            name=row.name,
            kind=PlaceKind(row.kind),
            path=paths[row.id],
            status=statuses.get(row.id, ShelterStatus.CLOSED) if row.kind == "shelter" else None,
            mode=modes.get(_district_of(row), ReportingMode.WHOLE),
        )
        for row in kept
    ]
    return tuple(sorted(units, key=_order_units))


def is_unit(session: Session, place_id: int, day: date) -> bool:
    """Whether the place is a reporting unit on the day; reports about other areas are claims."""
    row = session.execute(select_places().where(PlaceRow.id == place_id)).one_or_none()
    if row is None:
        raise NotFound("place", place_id)
    if row.level < DISTRICT or not is_valid(row, day):
        return False
    return _reports(row, _load_modes(session, {_district_of(row)}, day))


def _district_of(row: Row[Any]) -> int:
    return int(row.id if row.kind == PlaceKind.AREA else row.parent_id)


def _reports(row: Row[Any], modes: Mapping[int, ReportingMode]) -> bool:
    is_area = PlaceKind(row.kind) is PlaceKind.AREA
    return is_area == (modes.get(_district_of(row), ReportingMode.WHOLE) is ReportingMode.WHOLE)


def _load_modes(
    session: Session, district_ids: Iterable[int], day: date
) -> dict[int, ReportingMode]:
    """The mode of each district on the day; without an entry it reports as a whole."""
    query = (
        select(ReportingModeRow.place_id, ReportingModeRow.mode)
        .where(ReportingModeRow.place_id.in_(list(district_ids)), ReportingModeRow.since <= day)
        .order_by(ReportingModeRow.since)
    )
    return {row.place_id: ReportingMode(row.mode) for row in session.execute(query)}


def _load_statuses(
    session: Session, rows: Iterable[Row[Any]], day: date
) -> dict[int, ShelterStatus]:
    shelters = [row.id for row in rows if row.kind == PlaceKind.SHELTER]
    query = (
        select(ShelterStatusRow.place_id, ShelterStatusRow.status)
        .where(ShelterStatusRow.place_id.in_(shelters), ShelterStatusRow.since <= day)
        .order_by(ShelterStatusRow.since)
    )
    return {row.place_id: ShelterStatus(row.status) for row in session.execute(query)}


def _order_units(unit: Unit) -> tuple[list[str], bool, str, int]:
    """A district's outside comes after its shelters."""
    names = [fold_name(name) for _, name in unit.path]
    return (names, unit.kind is PlaceKind.OUTSIDE, fold_name(unit.name), unit.place_id)
