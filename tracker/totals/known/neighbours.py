"""Stored points on days of many units, and those beside them in each series."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import Session, aliased

from tracker.domain.folds import Point
from tracker.domain.indicators import TALLIES
from tracker.store.base import AnySelect, table_of
from tracker.store.listed import list_days, list_series_days
from tracker.store.totals import UnitDayRow
from tracker.totals.points import read_point

_TABLE = table_of(UnitDayRow)
_OTHER = aliased(_TABLE, name="other")

Pair = tuple[int, date]
"""A unit's place id and a day."""

PointsByPair = dict[Pair, dict[str, Point]]
"""Points by unit and day, then by series key."""


def select_following(until: date) -> ColumnElement[date | None]:
    """Beside a stored point the next day of its series up to a day; none beside a tally's.

    Nothing that follows depends on what a tally says is new.
    """
    following = (
        select(func.min(_OTHER.c.day))
        .where(
            _OTHER.c.place_id == _TABLE.c.place_id,
            _OTHER.c.indicator == _TABLE.c.indicator,
            _OTHER.c.day > _TABLE.c.day,
            _OTHER.c.day <= until,
        )
        .scalar_subquery()
    )
    return case((_TABLE.c.indicator.not_in(TALLIES), following))


def load_points_on(session: Session, pairs: Iterable[Pair]) -> PointsByPair:
    """All points on the days."""
    asked = list_days(session, pairs)
    query = select(_TABLE).join(
        asked, and_(asked.c.place_id == _TABLE.c.place_id, asked.c.day == _TABLE.c.day)
    )
    found: PointsByPair = defaultdict(dict)
    for row in session.connection().execute(query).all():
        found[row.place_id, row.day][row.indicator] = read_point(row)
    return found


def load_points_before(session: Session, series: Collection[tuple[int, date, str]]) -> PointsByPair:
    """The last point of series before days, by the unit and the day asked for."""
    return _load_beside(session, series, select(func.max(_OTHER.c.day)), before=True)


def load_points_after(
    session: Session, series: Collection[tuple[int, date, str]], until: date
) -> PointsByPair:
    """The first point of series after days and up to `until`."""
    nearest = select(func.min(_OTHER.c.day)).where(_OTHER.c.day <= until)
    return _load_beside(session, series, nearest, before=False)


def _load_beside(
    session: Session,
    series: Collection[tuple[int, date, str]],
    nearest: AnySelect,
    *,
    before: bool,
) -> PointsByPair:
    """One index look-up for each."""
    asked = list_series_days(session, series)
    day = (
        nearest.where(
            _OTHER.c.place_id == asked.c.place_id,
            _OTHER.c.indicator == asked.c.key,
            _OTHER.c.day < asked.c.day if before else _OTHER.c.day > asked.c.day,
        )
        .correlate(asked)
        .scalar_subquery()
    )
    query = (
        select(asked.c.day.label("asked"), _TABLE)
        .select_from(asked)
        .join(
            _TABLE,
            and_(
                _TABLE.c.place_id == asked.c.place_id,
                _TABLE.c.indicator == asked.c.key,
                _TABLE.c.day == day,
            ),
        )
    )
    found: PointsByPair = defaultdict(dict)
    for row in session.connection().execute(query).all():
        found[row.place_id, row.asked][row.indicator] = read_point(row)
    return found
