"""What stands around a unit's day: where it counts, its last points before, and those from the day on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from tracker.domain.days import OperationClock
from tracker.domain.folds import Point
from tracker.store.base import table_of
from tracker.store.totals import UnitDayRow
from tracker.totals.points import PointsByDay, load_last_points, read_point
from tracker.totals.scopes import Scope, load_clock, load_scope

RECENT_ROWS = 100
"""Points read back from a day: about two weeks of a unit that reports daily."""

_TABLE = table_of(UnitDayRow)
_RECENT = (
    select(_TABLE)
    .where(_TABLE.c.place_id == bindparam("place"), _TABLE.c.day < bindparam("before"))
    .order_by(_TABLE.c.day.desc())
    .limit(RECENT_ROWS)
)
_LATER = (
    select(_TABLE)
    .where(_TABLE.c.place_id == bindparam("place"), _TABLE.c.day >= bindparam("since"))
    .order_by(_TABLE.c.day)
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Around:
    """A unit's surroundings on one day.

    `recent` holds points before the day by series key, newest first, at least the last one of each series asked for;
    `later` the points of the day and after it. `scope` is None for a place that can never be a reporting unit.
    """

    place_id: int
    day: date
    clock: OperationClock
    scope: Scope | None
    recent: Mapping[str, tuple[Point, ...]]
    later: PointsByDay

    def last(self, keys: Collection[str]) -> dict[str, Point]:
        """The last point before the day of each series that has one."""
        return {key: self.recent[key][0] for key in keys if key in self.recent}


def load_around(session: Session, place_id: int, day: date, keys: Collection[str]) -> Around:
    """Surroundings of a place and day, certain to hold the last point of `keys`; five or six statements."""
    clock = load_clock(session)
    scope = load_scope(session, place_id)
    recent: dict[str, list[Point]] = defaultdict(list)
    later: PointsByDay = defaultdict(dict)
    if scope is not None:
        rows = session.execute(_RECENT, {"place": place_id, "before": day}).all()
        for row in rows:
            recent[row.indicator].append(read_point(row))
        missing = set(keys) - recent.keys()
        if len(rows) == RECENT_ROWS and missing:
            older = load_last_points(session, place_id, day, missing)
            recent.update((key, [point]) for key, point in older.items())
        for row in session.execute(_LATER, {"place": place_id, "since": day}):
            later[row.day][row.indicator] = read_point(row)
    return Around(
        place_id=place_id,
        day=day,
        clock=clock,
        scope=scope,
        recent={key: tuple(points) for key, points in recent.items()},
        later=dict(later),
    )
