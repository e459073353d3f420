"""What units add to totals, added up by the database: many points take too long one by one."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, literal, or_, select, text
from sqlalchemy.orm import Session

from tracker.domain.changes import DAY_MEASURES, STATE_MEASURES, Change, Changes, change_at
from tracker.domain.days import Limits
from tracker.store.base import AnySelect, table_of
from tracker.store.listed import list_groups, list_ids
from tracker.store.totals import UnitDayRow
from tracker.totals.known.since import find_start
from tracker.totals.scopes import Scope

_POINT = table_of(UnitDayRow)
_AMOUNTS = STATE_MEASURES[:7]
"""The measures of an amount, which points have as well."""

_STATE = (*_AMOUNTS, "known", "derived")
"""What a point adds until the next one of its series takes it away."""

_ADDED = (*_STATE, *(name for name in DAY_MEASURES if name != "lapses"))
"""What the points of a day add on it; whether they lapse depends on what follows."""


def find_simple(session: Session, scopes: Mapping[int, Scope]) -> AbstractSet[int]:
    """Units that count from before their first point on without an end, by place id.

    All points of such a unit add all that they hold, each to what the one before it added. One
    statement.
    """
    starts = {place: start for place, scope in scopes.items() if (start := find_start(scope))}
    if not starts:
        return set()
    places = list_ids(session, sorted(starts))
    query = (
        select(_POINT.c.place_id, func.min(_POINT.c.day))
        .where(_POINT.c.place_id.in_(select(places.c.id)))
        .group_by(_POINT.c.place_id)
    )
    first = dict(map(tuple, session.connection().execute(query)))
    return {place for place, start in starts.items() if first.get(place, start) >= start}


def take_out_simple(
    session: Session, changes: Mapping[int, Changes], limits: Limits, until: date
) -> None:
    """Take out of changes, by place id, what the points of simple units add up to `until`.

    That these units are expected is not among it. One statement, of which the rows grow with the
    days, and with the areas that the changes are of.
    """
    if not changes:
        return
    groups = {id(found): found for found in changes.values()}
    numbers = {key: number for number, key in enumerate(groups)}
    asked = [(place, numbers[id(found)]) for place, found in changes.items()]
    by_number = list(groups.values())
    rows = session.connection().execute(_select_added(session, asked, limits, until))
    for number, key, day, following, *sums in rows:
        added = dict(zip(_ADDED, map(int, sums), strict=True))
        late = following is None or (following - day).days > limits.stale_after + 1
        lapses = added["known"] if late else 0
        change_at(by_number[number], key, day).add(Change(**added, lapses=lapses), -1)
        if following is not None and following <= until:
            state = {name: -added[name] for name in _STATE}
            taken = Change(**state, resumed=lapses)
            change_at(by_number[number], key, following).add(taken, -1)


def _select_added(
    session: Session, asked: list[tuple[int, int]], limits: Limits, until: date
) -> AnySelect:
    """By group, series, day and next day of a series what the points add, as `_ADDED` says.

    As one grouping by what follows, since looking up what came before each point takes longer.
    """
    groups = list_groups(session, asked)
    other = _POINT.alias("other")
    same_series = other.c.place_id == _POINT.c.place_id, other.c.indicator == _POINT.c.indicator
    following = (
        select(func.min(other.c.day))
        .where(*same_series, other.c.day > _POINT.c.day)
        .correlate(_POINT)
        .scalar_subquery()
        .label("following")
    )
    before = (
        select(other.c.value)
        .where(*same_series, other.c.day < _POINT.c.day)
        .order_by(other.c.day.desc())
        .limit(1)
        .correlate(_POINT)
        .scalar_subquery()
    )
    added = _list_added(before, limits)
    at = groups.c.group_number, _POINT.c.indicator, _POINT.c.day, following
    return (
        select(*at, *(func.sum(added[name]) for name in _ADDED))
        .select_from(groups)
        .join(_POINT, _POINT.c.place_id == groups.c.place_id)
        .where(_POINT.c.day <= until)
        .group_by(groups.c.group_number, _POINT.c.indicator, _POINT.c.day, text("following"))
    )


def _list_added(before: ColumnElement[Any], limits: Limits) -> dict[str, ColumnElement[int]]:
    """What one point adds on its day, by measure (see `tracker.domain.changes`).

    `before` is the value of the point before it.
    """
    at = _POINT.c
    is_observed = at.report_id.is_not(None)
    apart = or_(at.apart.is_(None), at.apart > limits.disagreement_share)
    return {
        **{name: at[name] for name in _AMOUNTS},
        "known": literal(1),
        "derived": _flag(at.report_id.is_(None)),
        "reporting": _flag(is_observed),
        "worded": _flag(and_(is_observed, at.stated.is_(None))),
        "corrected": _flag(and_(is_observed, at.corrected)),
        "contested": _flag(and_(is_observed, at.contested, apart)),
        "fallen": at.fallen,
        "lumped": case((at.lump_days > 0, at.value - func.coalesce(before, 0)), else_=0),
        "lumps": _flag(at.lump_days > 0),
        "gap": func.coalesce(at.gap, 0),
        "gaps": _flag(at.gap.is_not(None)),
    }


def _flag(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return case((condition, 1), else_=0)
