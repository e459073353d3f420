"""Where a unit's counts add: its windows by series, and the areas above it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from sqlalchemy import bindparam, select, union_all
from sqlalchemy.orm import Session

from tracker.domain.days import Limits, OperationClock
from tracker.domain.folds import FOLD_GROUPS
from tracker.domain.windows import (
    ReportingMode,
    ShelterStatus,
    UnitTimeline,
    Window,
    list_mode_windows,
    list_windows,
)
from tracker.store.base import AnyRow, AnySelect, table_of
from tracker.store.memory import remembered
from tracker.store.places import OperationRow, PlaceRow, ReportingModeRow, ShelterStatusRow
from tracker.store.prepared import Prepared

SERIES_KEYS: tuple[str, ...] = tuple(key for group in FOLD_GROUPS for key in group)
"""Keys of all series: the indicators' codes and COVERAGE."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Scope:
    """A unit's windows by series key, and the areas whose totals it is part of, lowest first."""

    place_id: int
    areas: tuple[int, ...]
    windows: Mapping[str, tuple[Window, ...]]
    timeline: UnitTimeline

    @property
    def is_area(self) -> bool:
        """Whether the unit is a district that reports as a whole: its own lowest area."""
        return self.place_id in self.areas


_OPERATION = table_of(OperationRow)
_CLOCK = Prepared(
    select(
        _OPERATION.c.start_day,
        _OPERATION.c.time_zone,
        _OPERATION.c.deadline_hour,
        _OPERATION.c.stale_after,
        _OPERATION.c.disagreement_share,
    )
)


@remembered
def load_clock(session: Session) -> OperationClock:
    """The operation's settings on time, with its limits."""
    (row,) = _CLOCK.rows(session)
    return read_clock(row)


def read_clock(row: AnyRow) -> OperationClock:
    """The clock of a row that has the operation's columns."""
    return OperationClock(
        start=row.start_day,
        time_zone=row.time_zone,
        deadline_hour=row.deadline_hour,
        limits=Limits(stale_after=row.stale_after, disagreement_share=row.disagreement_share),
    )


DISTRICT_LEVEL = 2
"""Districts, and what lies in them, can be reporting units."""

_PLACE = table_of(PlaceRow)
_MODE = table_of(ReportingModeRow)
_STATUS = table_of(ShelterStatusRow)
_PARENT = _PLACE.alias("parent")
_GRANDPARENT = _PLACE.alias("grandparent")


def _select_places() -> AnySelect:
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
        .where(_PLACE.c.level >= DISTRICT_LEVEL)
    )


_ONE_PLACE = Prepared(_select_places().where(_PLACE.c.id == bindparam("place")))
_ONE_HISTORY = Prepared(
    union_all(
        select(_MODE.c.since, _MODE.c.mode.label("state")).where(
            _MODE.c.place_id == bindparam("district")
        ),
        select(_STATUS.c.since, _STATUS.c.status).where(_STATUS.c.place_id == bindparam("place")),
    )
)
_MODES = frozenset(mode.value for mode in ReportingMode)


@remembered
def load_scope(session: Session, place_id: int) -> Scope | None:
    """The scope of one place; None when it can never be a reporting unit."""
    place = _ONE_PLACE.first(session, place=place_id)
    if place is None:
        return None
    district = place.id if place.kind == "area" else place.parent_id
    entries = sorted(_ONE_HISTORY.rows(session, district=district, place=place_id))
    modes = [(since, ReportingMode(state)) for since, state in entries if state in _MODES]
    statuses = [(since, ShelterStatus(state)) for since, state in entries if state not in _MODES]
    return _make_scope(place, modes, statuses)


def load_scopes(session: Session, place_ids: Sequence[int]) -> dict[int, Scope]:
    """Scopes by place id, without places that can never be reporting units; three statements."""
    if not place_ids:
        return {}
    return _make_scopes(session, _select_places().where(_PLACE.c.id.in_(place_ids)), place_ids)


def load_all_scopes(session: Session) -> list[Scope]:
    """Scopes of all places that can be reporting units, in the order of the tree."""
    return order_in_tree(_make_scopes(session, _select_places(), None).values())


def order_in_tree(scopes: Iterable[Scope]) -> list[Scope]:
    """Scopes so that all units of an area follow each other."""
    return sorted(scopes, key=lambda scope: (*reversed(scope.areas), scope.place_id))


def _make_scopes(
    session: Session, places: AnySelect, place_ids: Sequence[int] | None
) -> dict[int, Scope]:
    rows = session.execute(places).all()
    districts = {row.id if row.kind == "area" else row.parent_id for row in rows}
    modes = _load_modes(session, districts if place_ids is not None else None)
    shelters = [row.id for row in rows if row.kind == "shelter"]
    statuses = _load_statuses(session, shelters if place_ids is not None else None)
    return {
        row.id: _make_scope(
            row,
            modes.get(row.id if row.kind == "area" else row.parent_id, ()),
            statuses.get(row.id, ()),
        )
        for row in rows
    }


def _make_scope(
    row: AnyRow,
    modes: Sequence[tuple[date, ReportingMode]],
    statuses: Sequence[tuple[date, ShelterStatus]],
) -> Scope:
    is_area = row.kind == "area"
    areas = (
        (row.id, row.parent_id, row.second_id)
        if is_area
        else (row.parent_id, row.second_id, row.third_id)
    )
    active = list_mode_windows(
        modes,
        ReportingMode.WHOLE if is_area else ReportingMode.BY_SHELTER,
        row.valid_from,
        row.valid_until,
    )
    timeline = UnitTimeline(
        active=active, statuses=tuple(statuses) if row.kind == "shelter" else None
    )
    return Scope(
        place_id=row.id,
        areas=tuple(area for area in areas if area is not None),
        windows=_list_windows(timeline),
        timeline=timeline,
    )


@lru_cache(1024)
def _list_windows(timeline: UnitTimeline) -> Mapping[str, tuple[Window, ...]]:
    """Windows of all series; most units of an operation began alike."""
    return MappingProxyType({key: list_windows(timeline, key) for key in SERIES_KEYS})


def _load_modes(
    session: Session, districts: Iterable[int | None] | None
) -> dict[int, list[tuple[date, ReportingMode]]]:
    table = _MODE.c
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
    table = _STATUS.c
    columns = select(table.place_id, table.since, table.status).order_by(
        table.place_id, table.since
    )
    if shelters is not None:
        columns = columns.where(table.place_id.in_(shelters))
    statuses: dict[int, list[tuple[date, ShelterStatus]]] = defaultdict(list)
    for place_id, since, status in session.execute(columns):
        statuses[place_id].append((since, ShelterStatus(status)))
    return statuses
