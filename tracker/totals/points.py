"""Units' points in the store: rows to and from the fold's dataclasses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import fields
from datetime import date
from functools import cache, lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import (
    Date,
    and_,
    bindparam,
    delete,
    func,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from tracker.domain.amounts import Amount, Spread
from tracker.domain.counts import Form
from tracker.domain.folds import Point
from tracker.domain.review import ReviewState
from tracker.domain.selection import Observation
from tracker.store.base import AnyRow, AnySelect, table_of
from tracker.store.insertion import insert_rows
from tracker.store.listed import ask_ids, dialect_of, list_ids, write_ids
from tracker.store.totals import UnitDayRow
from tracker.totals.reach import is_within, split_reach
from tracker.totals.upserts import replace_rows
from tracker.totals.waiting import mark_doubts

PointsByDay = dict[date, dict[str, Point]]

_TABLE = table_of(UnitDayRow)
_MEASURES = tuple(field.name for field in fields(Amount))
_FORMS = {form.value: form for form in Form}
_REVIEWS = {state.value: state for state in ReviewState}


_OF_UNIT = (
    select(_TABLE)
    .where(
        _TABLE.c.place_id == bindparam("place"),
        _TABLE.c.indicator.in_(bindparam("keys", expanding=True)),
    )
    .order_by(_TABLE.c.day)
)
"""Made once, like others here: putting a statement together takes longer than running it."""


def load_points(session: Session, place_id: int, keys: Collection[str]) -> PointsByDay:
    """All points of a unit by day and series key, in day order."""
    points: PointsByDay = defaultdict(dict)
    asked = {"place": place_id, "keys": list(keys)}
    for row in session.connection().execute(_OF_UNIT, asked).all():
        points[row.day][row.indicator] = read_point(row)
    return points


@lru_cache(64)
def _select_amounts(days: int) -> AnySelect:
    amount = [_TABLE.c[name] for name in _MEASURES]
    return (
        select(_TABLE.c.indicator, _TABLE.c.day, _TABLE.c.counted, _TABLE.c.outside, *amount)
        .where(_TABLE.c.place_id == bindparam("place"), is_within(_TABLE, days))
        .order_by(_TABLE.c.indicator, _TABLE.c.day)
    )


def load_amounts(
    session: Session, place_id: int, reach: Mapping[str, date]
) -> dict[str, list[Point]]:
    """Points of a unit by series key up to a day of each, in day order, as far as they add up.

    They say how far a series had come and whether it counted, and nothing of what was observed: a
    third of the work of whole points.
    """
    query = _select_amounts(len(set(reach.values())))
    asked = split_reach(reach) | {"place": place_id}
    found: dict[str, list[Point]] = defaultdict(list)
    for key, day, counted, outside, *measures in session.connection().execute(query, asked).all():
        found[key].append(
            Point(
                day=day,
                amount=_share_amount(*measures),
                observation=None,
                counted=bool(counted),
                outside=outside,
            )
        )
    return found


def load_points_of_each(
    session: Session, place_ids: Collection[int], keys: Collection[str]
) -> dict[int, PointsByDay]:
    """All points of many units by place id; one statement."""
    asked = list_ids(session, place_ids)
    query = select(_TABLE).where(
        _TABLE.c.place_id.in_(select(asked.c.id)), _TABLE.c.indicator.in_(keys)
    )
    points: dict[int, PointsByDay] = {place: defaultdict(dict) for place in place_ids}
    for row in session.execute(query.order_by(_TABLE.c.place_id, _TABLE.c.day)):
        points[row.place_id][row.day][row.indicator] = read_point(row)
    return points


def load_points_around(
    session: Session, place_ids: Collection[int], first: date, last: date, keys: Collection[str]
) -> dict[int, PointsByDay]:
    """Points of many units on some days, with the last of each series before them; one statement.

    These are all that values on the days rest on, however long the units' histories.
    """
    query = _select_around(dialect_of(session))
    asked = {"ids": write_ids(place_ids), "keys": list(keys), "first": first, "last": last}
    points: dict[int, PointsByDay] = {place: defaultdict(dict) for place in place_ids}
    for row in session.connection().execute(query, asked).all():
        points[row.place_id][row.day][row.indicator] = read_point(row)
    return points


@cache
def _select_around(dialect: str) -> AnySelect:
    asked = select(ask_ids(dialect).c.id)
    first, last = (bindparam(name, type_=Date()) for name in ("first", "last"))
    known = _TABLE.c.indicator.in_(bindparam("keys", expanding=True))
    chosen = (_TABLE.c.place_id.in_(asked), known)
    series = (_TABLE.c.place_id, _TABLE.c.indicator)
    before = (
        select(*series, func.max(_TABLE.c.day).label("day"))
        .where(*chosen, _TABLE.c.day < first)
        .group_by(*series)
        .subquery()
    )
    at = and_(*(_TABLE.c[name] == before.c[name] for name in ("place_id", "indicator", "day")))
    found = union_all(
        select(_TABLE).where(*chosen, _TABLE.c.day.between(first, last)),
        select(_TABLE).join(before, at),
    ).subquery()
    return select(found).order_by(found.c.place_id, found.c.day)


_OF_DAY = select(_TABLE).where(
    _TABLE.c.place_id == bindparam("place"), _TABLE.c.day == bindparam("day", type_=Date())
)


def load_day_points(session: Session, place_id: int, day: date) -> dict[str, Point]:
    """The points of a unit on one day by series key; none for a place that is no unit."""
    rows = session.connection().execute(_OF_DAY, {"place": place_id, "day": day})
    return {row.indicator: read_point(row) for row in rows}


def write_points(
    session: Session, place_id: int, old: PointsByDay, new: Mapping[date, Mapping[str, Point]]
) -> None:
    """Make the stored points of a unit those of `new` where they were those of `old`.

    Reports that wait for review learn what doubt now lies in them.
    """
    changed: list[dict[str, Any]] = []
    for day, points in new.items():
        before = old.get(day, {})
        changed += [
            make_row(place_id, key, point)
            for key, point in points.items()
            if before.get(key) != point
        ]
    if changed:
        replace_rows(session, _TABLE, changed)
    for day, points in old.items():
        gone = points.keys() - new.get(day, {}).keys()
        if gone:
            session.execute(
                delete(_TABLE).where(
                    _TABLE.c.place_id == place_id, _TABLE.c.day == day, _TABLE.c.indicator.in_(gone)
                )
            )
    mark_doubts(session, place_id, old, new)


def insert_points(
    session: Session, place_id: int, points: Mapping[date, Mapping[str, Point]]
) -> int:
    """Store the points of a unit that has none yet; returns how many there are."""
    rows = [make_row(place_id, key, p) for found in points.values() for key, p in found.items()]
    # In the order of the primary key the engines append instead of searching.
    rows.sort(key=itemgetter("indicator", "day"))
    insert_rows(session, _TABLE, rows)
    return len(rows)


def make_row(place_id: int, key: str, point: Point) -> dict[str, Any]:
    """The row of a point."""
    observation, amount = point.observation, point.amount
    other = observation.other if observation else None
    return {
        "place_id": place_id,
        "indicator": str(key),
        "day": point.day,
        "report_id": observation.report_id if observation else None,
        "form": observation.form.value if observation else None,
        "stated": observation.value if observation else None,
        "same_low": observation.same.low if observation else None,
        "same_high": observation.same.high if observation else None,
        "other_low": other.low if other else None,
        "other_high": other.high if other else None,
        "review": observation.review.value if observation else None,
        "corrected": observation.corrected if observation else False,
        "alternatives": observation.alternatives if observation else 0,
        "contested": observation.contested if observation else False,
        "apart": observation.apart if observation else None,
        "value": amount.value,
        "low": amount.low,
        "high": amount.high,
        "open_highs": amount.open_highs,
        "without_value": amount.without_value,
        "unreviewed": amount.unreviewed,
        "disputed": amount.disputed,
        "counted": point.counted,
        "lump_days": point.lump_days,
        "fallen": point.fallen,
        "gap": point.gap,
        "outside": point.outside,
        "base": point.base,
    }


def read_point(row: AnyRow) -> Point:
    """The point of a row."""
    return Point(
        day=row.day,
        amount=_share_amount(
            row.value,
            row.low,
            row.high,
            row.open_highs,
            row.without_value,
            row.unreviewed,
            row.disputed,
        ),
        observation=_read_observation(row) if row.report_id is not None else None,
        counted=bool(row.counted),
        lump_days=row.lump_days,
        fallen=row.fallen,
        gap=row.gap,
        outside=row.outside,
        base=row.base,
    )


def _read_observation(row: AnyRow) -> Observation:
    other = None
    if row.other_low is not None:
        other = _share_spread(row.other_low, row.other_high)
    return Observation(
        day=row.day,
        report_id=row.report_id,
        form=_FORMS[row.form],
        value=row.stated,
        same=_share_spread(row.same_low, row.same_high),
        other=other,
        review=_REVIEWS[row.review],
        corrected=bool(row.corrected),
        alternatives=row.alternatives,
        contested=bool(row.contested),
        apart=row.apart,
    )


@lru_cache(16_384)
def _share_amount(*measures: int) -> Amount:
    """An amount; the same ones come again in thousands of points."""
    return Amount(**dict(zip(_MEASURES, measures, strict=True)))


@lru_cache(16_384)
def _share_spread(low: int, high: int | None) -> Spread:
    return Spread(low=low, high=high)
