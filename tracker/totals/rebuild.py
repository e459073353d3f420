"""Make the read model anew from the append-only store, unit by unit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby
from operator import itemgetter

from sqlalchemy import bindparam, delete
from sqlalchemy.orm import Session

from tracker.domain.changes import MEASURES, Changes, add_expected
from tracker.domain.selection import Observation
from tracker.domain.windows import COVERAGE
from tracker.store.base import AnyRow, table_of
from tracker.store.insertion import insert_rows
from tracker.store.prepared import Prepared
from tracker.store.reports import ReportRow, RevisionRow
from tracker.store.totals import AreaChangeRow, AreaSumRow, UnitDayRow
from tracker.totals.branch import Branch
from tracker.totals.candidates import (
    Preferences,
    load_preferences,
    observe_day,
    select_candidates,
)
from tracker.totals.collecting import collecting_seldom
from tracker.totals.points import PointsByDay, insert_points
from tracker.totals.rulings import Ruled, load_rulings
from tracker.totals.scopes import Scope, load_all_scopes, load_clock
from tracker.totals.sums import add_to_sums
from tracker.totals.update import add_points, fold_unit
from tracker.totals.waiting import rebuild_waiting

_OF_UNIT = Prepared(
    select_candidates()
    .where(ReportRow.place_id == bindparam("place"))
    .order_by(ReportRow.day, RevisionRow.id)
)

Progress = Callable[[int, int], None]
"""Called with units done and units in all."""


@collecting_seldom()
def rebuild(session: Session, progress: Progress | None = None) -> int:
    """Throw the read model away and make it anew; returns the number of unit points written.

    The queue of the reviewers is part of it.
    """
    session.execute(delete(UnitDayRow))
    session.execute(delete(AreaChangeRow))
    session.execute(delete(AreaSumRow))
    written = 0
    for computed in compute_all(session, progress):
        if isinstance(computed, ComputedArea):
            insert_changes(session, computed.place_id, computed.changes)
        else:
            written += insert_points(session, computed.place_id, computed.points)
    rebuild_waiting(session)
    return written


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
    preferences, ruled = load_preferences(session), load_rulings(session)
    branch = Branch()
    for done, scope in enumerate(scopes, start=1):
        yield from _compute_areas(branch.enter(scope.areas))
        points = fold_unit(load_all_observations(session, scope, preferences, ruled), scope, clock)
        yield ComputedUnit(scope.place_id, points)
        add_expected(branch.lowest, scope.windows[COVERAGE])
        add_points(branch.lowest, points, scope, clock)
        if progress:
            progress(done, len(scopes))
    yield from _compute_areas(branch.leave())


def _compute_areas(done: Iterable[tuple[int, Changes]]) -> Iterator[ComputedArea]:
    return (ComputedArea(area, changes) for area, changes in done)


def load_all_observations(
    session: Session, scope: Scope, preferences: Preferences, ruled: Ruled
) -> dict[date, Mapping[str, Observation]]:
    """The selected observations of a unit on all its days, from its reports."""
    rows = _OF_UNIT.rows(session, place=scope.place_id)
    observed = (
        (day, observe_day(day, found, preferences, ruled)) for day, found in groupby(rows, _day_of)
    )
    return {day: observations for day, observations in observed if observations}


def _day_of(row: AnyRow) -> date:
    day: date = row.day
    return day


def insert_changes(session: Session, area: int, changes: Changes) -> None:
    """Store changes of an area on days on which it has none."""
    rows = [
        {"place_id": area, "indicator": str(key), "day": day}
        | {name: getattr(change, name) for name in MEASURES}
        for (key, day), change in changes.items()
        if not change.is_empty
    ]
    # In the order of the primary key the engines append instead of searching.
    rows.sort(key=itemgetter("day", "indicator"))
    insert_rows(session, table_of(AreaChangeRow), rows)
    add_to_sums(session, [area], changes)
