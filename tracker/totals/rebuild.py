"""Make the read model anew from the append-only store, unit by unit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from tracker.domain.changes import MEASURES, Changes, change_at
from tracker.domain.selection import Observation
from tracker.store.base import AnyRow, table_of
from tracker.store.reports import ReportRow, RevisionRow
from tracker.store.totals import AreaChangeRow, UnitDayRow
from tracker.totals.candidates import (
    Preferences,
    load_preferences,
    observe_day,
    select_candidates,
)
from tracker.totals.points import PointsByDay, make_row
from tracker.totals.scopes import Scope, load_all_scopes, load_clock
from tracker.totals.update import fold_unit, list_unit_changes

Progress = Callable[[int, int], None]
"""Called with units done and units in all."""

_BATCH = 5_000


def rebuild(session: Session, progress: Progress | None = None) -> int:
    """Throw the read model away and make it anew; returns the number of unit points written."""
    session.execute(delete(UnitDayRow))
    session.execute(delete(AreaChangeRow))
    points = _Batches(session, UnitDayRow)
    changes = _Batches(session, AreaChangeRow)
    for unit in compute_all(session, progress):
        if isinstance(unit, ComputedArea):
            changes.add_all(_make_change_rows(unit))
        else:
            for by_key in unit.points.values():
                points.add_all(make_row(unit.place_id, key, p) for key, p in by_key.items())
    points.flush()
    changes.flush()
    return points.written


class ComputedUnit:
    """All points of a unit, computed from its reports."""

    __slots__ = ("place_id", "points")

    def __init__(self, place_id: int, points: PointsByDay) -> None:
        self.place_id = place_id
        self.points = points


class ComputedArea:
    """All changes of an area, added up from the units in it."""

    __slots__ = ("changes", "place_id")

    def __init__(self, place_id: int, changes: Changes) -> None:
        self.place_id = place_id
        self.changes = changes


def compute_all(
    session: Session, progress: Progress | None = None
) -> Iterator[ComputedUnit | ComputedArea]:
    """The whole read model from the reports, in the order of the tree, an area after all its units.

    Only one path of the tree is held in memory at a time.
    """
    clock = load_clock(session)
    scopes = load_all_scopes(session)
    preferences = load_preferences(session, None)
    open_areas: dict[int, Changes] = {}
    for done, scope in enumerate(scopes, start=1):
        for area in [area for area in open_areas if area not in scope.areas]:
            yield ComputedArea(area, open_areas.pop(area))
        points = fold_unit(load_all_observations(session, scope, preferences), scope, clock)
        yield ComputedUnit(scope.place_id, points)
        own = list_unit_changes(points, scope, clock)
        for area in scope.areas:
            total = open_areas.setdefault(area, {})
            for (key, day), change in own.items():
                change_at(total, key, day).add(change)
        if progress:
            progress(done, len(scopes))
    for area, changes in open_areas.items():
        yield ComputedArea(area, changes)


def load_all_observations(
    session: Session, scope: Scope, preferences: Preferences
) -> dict[date, Mapping[str, Observation]]:
    """The selected observations of a unit on all its days, from its reports."""
    query = select_candidates().where(ReportRow.place_id == scope.place_id)
    rows = session.execute(query.order_by(ReportRow.day, RevisionRow.id))
    return {day: observe_day(day, found, preferences) for day, found in groupby(rows, key=_day_of)}


def _day_of(row: AnyRow) -> date:
    day: date = row.day
    return day


def _make_change_rows(area: ComputedArea) -> Iterator[dict[str, Any]]:
    for (key, day), change in area.changes.items():
        if not change.is_empty:
            yield {"place_id": area.place_id, "indicator": str(key), "day": day} | {
                name: getattr(change, name) for name in MEASURES
            }


class _Batches:
    """Rows inserted some thousand at a time."""

    def __init__(self, session: Session, table: type[UnitDayRow | AreaChangeRow]) -> None:
        self._session = session
        self._table = table_of(table)
        self._rows: list[dict[str, Any]] = []
        self.written = 0

    def add_all(self, rows: Iterator[dict[str, Any]]) -> None:
        """Add rows, and insert when there are enough."""
        self._rows.extend(rows)
        if len(self._rows) >= _BATCH:
            self.flush()

    def flush(self) -> None:
        """Insert what has gathered."""
        if self._rows:
            self._session.execute(insert(self._table), self._rows)
            self.written += len(self._rows)
            self._rows = []
