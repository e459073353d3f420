"""Where a unit's counts add: its windows by series, and the areas above it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
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
from tracker.store.base import AnyRow, table_of
from tracker.store.memory import remembered
from tracker.store.places import OperationRow, PlaceRow, ReportingModeRow, ShelterStatusRow
from tracker.store.prepared import Prepared
from tracker.totals.registered import (
    DISTRICT_LEVEL,
    Registered,
    district_of,
    load_registered,
    make_registered,
    select_registered,
)

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


_PLACE = table_of(PlaceRow)
_MODE = table_of(ReportingModeRow)
_STATUS = table_of(ShelterStatusRow)
_ONE_PLACE = Prepared(select_registered(DISTRICT_LEVEL).where(_PLACE.c.id == bindparam("place")))
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
    entries = sorted(_ONE_HISTORY.rows(session, district=district_of(place), place=place_id))
    modes = [(since, ReportingMode(state)) for since, state in entries if state in _MODES]
    statuses = [(since, ShelterStatus(state)) for since, state in entries if state not in _MODES]
    return make_scope(make_registered(place, modes, statuses))


def load_scopes(session: Session, place_ids: Sequence[int]) -> dict[int, Scope]:
    """Scopes by place id, without places that can never be reporting units; three statements."""
    if not place_ids:
        return {}
    return make_scopes(load_registered(session, place_ids, DISTRICT_LEVEL).values())


def load_all_scopes(session: Session) -> list[Scope]:
    """Scopes of all places that can be reporting units, in the order of the tree."""
    return order_in_tree(
        make_scopes(load_registered(session, None, DISTRICT_LEVEL).values()).values()
    )


def order_in_tree(scopes: Iterable[Scope]) -> list[Scope]:
    """Scopes so that all units of an area follow each other."""
    return sorted(scopes, key=lambda scope: (*reversed(scope.areas), scope.place_id))


def make_scopes(said: Iterable[Registered]) -> dict[int, Scope]:
    """Scopes by place id, without places that can never be reporting units."""
    return {one.place_id: make_scope(one) for one in said if one.may_report}


def make_scope(said: Registered) -> Scope:
    """The scope of a place that can be a reporting unit."""
    active = list_mode_windows(
        said.modes,
        ReportingMode.WHOLE if said.is_area else ReportingMode.BY_SHELTER,
        said.valid_from,
        said.valid_until,
    )
    timeline = UnitTimeline(active=active, statuses=said.statuses)
    return Scope(
        place_id=said.place_id,
        areas=said.areas,
        windows=_list_windows(timeline),
        timeline=timeline,
    )


@lru_cache(1024)
def _list_windows(timeline: UnitTimeline) -> Mapping[str, tuple[Window, ...]]:
    """Windows of all series; most units of an operation began alike."""
    return MappingProxyType({key: list_windows(timeline, key) for key in SERIES_KEYS})
