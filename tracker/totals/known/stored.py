"""Stored points of many units at once, from or around a day of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Subquery, and_, func, select, true
from sqlalchemy.orm import Session, aliased

from tracker.domain.folds import Point
from tracker.store.base import AnySelect, table_of
from tracker.store.listed import list_days, list_keys
from tracker.store.totals import UnitDayRow
from tracker.totals.points import PointsByDay, read_point
from tracker.totals.scopes import SERIES_KEYS

_TABLE = table_of(UnitDayRow)

LastPoints = dict[int, dict[str, Point]]
"""Points by place id and series key."""


def load_points_since(
    session: Session, since: Mapping[int, date], until: date
) -> dict[int, PointsByDay]:
    """All points by place id, from the day given for each place up to `until`, in day order."""
    found: dict[int, PointsByDay] = defaultdict(lambda: defaultdict(dict))
    found.update(walk_points_since(session, since, until))
    return found


def walk_points_since(
    session: Session, since: Mapping[int, date], until: date
) -> Iterator[tuple[int, PointsByDay]]:
    """The same place by place, so that no more than those of one are held."""
    asked = list_days(session, since.items())
    query = (
        select(_TABLE)
        .join(asked, and_(asked.c.place_id == _TABLE.c.place_id, asked.c.day <= _TABLE.c.day))
        .where(_TABLE.c.day <= until)
        .order_by(_TABLE.c.place_id, _TABLE.c.day)
    )
    rows = session.connection().execute(query)
    for place_id, of_place in groupby(rows, attrgetter("place_id")):
        points: PointsByDay = defaultdict(dict)
        for row in of_place:
            points[row.day][row.indicator] = read_point(row)
        yield place_id, points


def load_last_points(
    session: Session,
    days: Mapping[int, date],
    keys: Collection[str] = SERIES_KEYS,
    *,
    only_reported: bool = False,
) -> LastPoints:
    """The last point of each series up to the day given for each place.

    A derived level is nothing that anybody reported.
    """
    other = aliased(_TABLE, name="other")
    nearest = select(func.max(other.c.day))
    if only_reported:
        nearest = nearest.where(other.c.report_id.is_not(None))
    asked = list_days(session, days.items())
    return _load_nearest(session, nearest.where(other.c.day <= asked.c.day), other, asked, keys)


def load_next_points(session: Session, days: Mapping[int, date]) -> LastPoints:
    """The first point of each series after the day given for each place."""
    other = aliased(_TABLE, name="other")
    asked = list_days(session, days.items())
    nearest = select(func.min(other.c.day)).where(other.c.day > asked.c.day)
    return _load_nearest(session, nearest, other, asked, SERIES_KEYS)


def _load_nearest(
    session: Session, nearest: AnySelect, other: Any, asked: Subquery, keys: Collection[str]
) -> LastPoints:
    """One index look-up for each place and series."""
    wanted = list_keys(keys)
    day = (
        nearest.where(other.c.place_id == asked.c.place_id, other.c.indicator == wanted.c.key)
        .correlate(asked, wanted)
        .scalar_subquery()
    )
    query = (
        select(_TABLE)
        .select_from(asked)
        .join(wanted, true())
        .join(
            _TABLE,
            and_(
                _TABLE.c.place_id == asked.c.place_id,
                _TABLE.c.indicator == wanted.c.key,
                _TABLE.c.day == day,
            ),
        )
    )
    found: LastPoints = defaultdict(dict)
    for row in session.connection().execute(query).all():
        found[row.place_id][row.indicator] = read_point(row)
    return found
