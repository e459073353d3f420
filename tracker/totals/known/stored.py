"""Stored points of many units at once, from or around a day of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Subquery, and_, bindparam, func, select, true
from sqlalchemy.orm import Session, aliased

from tracker.domain.folds import Point
from tracker.store.base import AnySelect, table_of
from tracker.store.listed import ask_days, dialect_of, list_keys, write_days
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
    asked = {"days": write_days(since.items()), "until": until}
    rows = session.connection().execute(_select_since(dialect_of(session)), asked)
    for place_id, of_place in groupby(rows, attrgetter("place_id")):
        points: PointsByDay = defaultdict(dict)
        for row in of_place:
            points[row.day][row.indicator] = read_point(row)
        yield place_id, points


@lru_cache
def _select_since(dialect: str) -> AnySelect:
    asked = ask_days(dialect)
    return (
        select(_TABLE)
        .join(asked, and_(asked.c.place_id == _TABLE.c.place_id, asked.c.day <= _TABLE.c.day))
        .where(_TABLE.c.day <= bindparam("until"))
        .order_by(_TABLE.c.place_id, _TABLE.c.day)
    )


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
    query = _select_last(dialect_of(session), tuple(keys), only_reported=only_reported)
    return _load_nearest(session, query, days)


@lru_cache
def _select_last(dialect: str, keys: tuple[str, ...], *, only_reported: bool) -> AnySelect:
    other = aliased(_TABLE, name="other")
    nearest = select(func.max(other.c.day))
    if only_reported:
        nearest = nearest.where(other.c.report_id.is_not(None))
    asked = ask_days(dialect)
    return _select_nearest(nearest.where(other.c.day <= asked.c.day), other, asked, keys)


def load_next_points(session: Session, days: Mapping[int, date]) -> LastPoints:
    """The first point of each series after the day given for each place."""
    return _load_nearest(session, _select_next(dialect_of(session)), days)


@lru_cache
def _select_next(dialect: str) -> AnySelect:
    other = aliased(_TABLE, name="other")
    asked = ask_days(dialect)
    nearest = select(func.min(other.c.day)).where(other.c.day > asked.c.day)
    return _select_nearest(nearest, other, asked, SERIES_KEYS)


def _select_nearest(
    nearest: AnySelect, other: Any, asked: Subquery, keys: Collection[str]
) -> AnySelect:
    """One index look-up for each place and series."""
    wanted = list_keys(keys)
    day = (
        nearest.where(other.c.place_id == asked.c.place_id, other.c.indicator == wanted.c.key)
        .correlate(asked, wanted)
        .scalar_subquery()
    )
    return (
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


def _load_nearest(session: Session, query: AnySelect, days: Mapping[int, date]) -> LastPoints:
    found: LastPoints = defaultdict(dict)
    rows = session.connection().execute(query, {"days": write_days(days.items())})
    for row in rows.all():
        found[row.place_id][row.indicator] = read_point(row)
    return found
