"""Read which reports units' own series rest on, day by day."""

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
from tracker.totals.points import PointsByDay
from tracker.totals.scopes import SERIES_KEYS

_TABLE = table_of(UnitDayRow)

Counted = dict[date, dict[str, int]]
"""The report that counts, by day and series key."""


def read_counted(
    session: Session,
    place_ids: Sequence[int],
    first: date,
    last: date,
    keys: Collection[str] = SERIES_KEYS,
    *,
    past: Past | None = None,
) -> dict[int, Counted]:
    """Reports that count from `first` to `last` by place id, of places that are or were units.

    With `past` as they were known then.
    """
    if past is not None:
        return {place: _cut(past.load_points(place, keys), first, last) for place in place_ids}
    asked = list_ids(session, place_ids)
    query = select(_TABLE.c.place_id, _TABLE.c.day, _TABLE.c.indicator, _TABLE.c.report_id).where(
        _TABLE.c.place_id.in_(select(asked.c.id)),
        _TABLE.c.day.between(first, last),
        _TABLE.c.indicator.in_(keys),
        _TABLE.c.report_id.is_not(None),
    )
    found: dict[int, Counted] = {place: defaultdict(dict) for place in place_ids}
    for place_id, day, key, report_id in session.connection().execute(query):
        found[place_id][day][key] = report_id
    return found


def _cut(points: PointsByDay, first: date, last: date) -> Counted:
    return {
        day: {key: p.observation.report_id for key, p in found.items() if p.observation}
        for day, found in points.items()
        if first <= day <= last
    }
