"""Read the points of units' own series on a range of days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.store.base import table_of
from tracker.store.listed import list_ids
from tracker.store.totals import UnitDayRow
from tracker.totals.known.past import Past
from tracker.totals.points import PointsByDay, read_point
from tracker.totals.scopes import SERIES_KEYS

_TABLE = table_of(UnitDayRow)


def read_points(
    session: Session,
    place_ids: Sequence[int],
    first: date,
    last: date,
    keys: Collection[str] = SERIES_KEYS,
    *,
    past: Past | None = None,
) -> dict[int, PointsByDay]:
    """Points from `first` to `last` by place id, of those places that are or were units.

    With `past` as they were known then.
    """
    if past is not None:
        return {place: _cut(past.load_points(place, keys), first, last) for place in place_ids}
    asked = list_ids(session, place_ids)
    query = (
        select(_TABLE)
        .join(asked, asked.c.id == _TABLE.c.place_id)
        .where(_TABLE.c.day.between(first, last), _TABLE.c.indicator.in_(keys))
        .order_by(_TABLE.c.place_id, _TABLE.c.day)
    )
    found: dict[int, PointsByDay] = {place: defaultdict(dict) for place in place_ids}
    for row in session.execute(query):
        found[row.place_id][row.day][row.indicator] = read_point(row)
    return found


def _cut(points: PointsByDay, first: date, last: date) -> PointsByDay:
    return {day: found for day, found in points.items() if first <= day <= last}
