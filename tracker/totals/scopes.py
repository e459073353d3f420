"""Where a unit's counts add: its windows by series, and the areas above it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from tracker.domain.folds import FOLD_GROUPS
from tracker.domain.windows import (
    ReportingMode,
    ShelterStatus,
    UnitTimeline,
    Window,
    list_mode_windows,
    list_windows,
)
from tracker.store.places import OperationRow, PlaceRow, ReportingModeRow, ShelterStatusRow

SERIES_KEYS: tuple[str, ...] = tuple(key for group in FOLD_GROUPS for key in group)
"""Keys of all series: the indicators' codes and COVERAGE."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rules:
    """Settings of the operation that totals depend on."""

    start: date
    stale_after: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Scope:
    """A unit's windows by series key, and the ids of the areas whose totals it is part of, lowest first."""

    place_id: int
    areas: tuple[int, ...]
    windows: Mapping[str, tuple[Window, ...]]
    timeline: UnitTimeline


def load_rules(session: Session) -> Rules:
    """The operation's start and stale limit."""
    row = session.execute(select(OperationRow.start_day, OperationRow.stale_after)).one()
    return Rules(start=row.start_day, stale_after=row.stale_after)


def load_scope(session: Session, place_id: int) -> Scope | None:
    """The scope of one place; None when it can never be a reporting unit (a country or region)."""
    return load_scopes(session, [place_id]).get(place_id)


def load_scopes(session: Session, place_ids: Sequence[int]) -> dict[int, Scope]:
    """Scopes by place id, without places that can never be reporting units; three statements."""
    if not place_ids:
        return {}
    return _make_scopes(session, _select_places().where(PlaceRow.id.in_(place_ids)), place_ids)


def load_all_scopes(session: Session) -> list[Scope]:
    """Scopes of all places that can be reporting units, in the order of the tree."""
    scopes = _make_scopes(session, _select_places(), None)
    return sorted(scopes.values(), key=lambda scope: (*reversed(scope.areas), scope.place_id))


_Parent = aliased(PlaceRow)
_Grandparent = aliased(PlaceRow)


_PlaceSelect = Select[int, str, int | None, date, date | None, int | None, int | None]


def _select_places() -> _PlaceSelect:
    return (
        select(
            PlaceRow.id,
            PlaceRow.kind,
            PlaceRow.parent_id,
            PlaceRow.valid_from,
            PlaceRow.valid_until,
            _Parent.parent_id,
            _Grandparent.parent_id,
        )
        .outerjoin(_Parent, _Parent.id == PlaceRow.parent_id)
        .outerjoin(_Grandparent, _Grandparent.id == _Parent.parent_id)
        .where(PlaceRow.level >= 2)
    )


def _make_scopes(
    session: Session, places: _PlaceSelect, place_ids: Sequence[int] | None
) -> dict[int, Scope]:
    rows = session.execute(places).all()
    districts = {row.id if row.kind == "area" else row.parent_id for row in rows}
    modes = _load_modes(session, districts if place_ids is not None else None)
    shelters = [row.id for row in rows if row.kind == "shelter"]
    statuses = _load_statuses(session, shelters if place_ids is not None else None)
    scopes: dict[int, Scope] = {}
    for place_id, kind, parent, valid_from, valid_until, second, third in rows:
        is_area = kind == "area"
        areas = (place_id, parent, second) if is_area else (parent, second, third)
        active = list_mode_windows(
            modes.get(place_id if is_area or parent is None else parent, ()),
            ReportingMode.WHOLE if is_area else ReportingMode.BY_SHELTER,
            valid_from,
            valid_until,
        )
        timeline = UnitTimeline(
            active=active, statuses=tuple(statuses.get(place_id, ())) if kind == "shelter" else None
        )
        scopes[place_id] = Scope(
            place_id=place_id,
            areas=tuple(area for area in areas if area is not None),
            windows={key: list_windows(timeline, key) for key in SERIES_KEYS},
            timeline=timeline,
        )
    return scopes


def _load_modes(
    session: Session, districts: Iterable[int | None] | None
) -> dict[int, list[tuple[date, ReportingMode]]]:
    table = ReportingModeRow
    columns = select(table.place_id, table.since, table.mode).order_by(table.place_id, table.since)
    if districts is not None:
        columns = columns.where(table.place_id.in_([d for d in districts if d is not None]))
    modes: dict[int, list[tuple[date, ReportingMode]]] = defaultdict(list)
    for place_id, since, mode in session.execute(columns):
        modes[place_id].append((since, ReportingMode(mode)))
    return modes


def _load_statuses(
    session: Session, shelters: Sequence[int] | None
) -> dict[int, list[tuple[date, ShelterStatus]]]:
    if shelters is not None and not shelters:
        return {}
    table = ShelterStatusRow
    columns = select(table.place_id, table.since, table.status).order_by(
        table.place_id, table.since
    )
    if shelters is not None:
        columns = columns.where(table.place_id.in_(shelters))
    statuses: dict[int, list[tuple[date, ShelterStatus]]] = defaultdict(list)
    for place_id, since, status in session.execute(columns):
        statuses[place_id].append((since, ShelterStatus(status)))
    return statuses
