"""Sums of an area's changes: kept over all days, read for the days before one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from tracker.domain.changes import STATE_MEASURES, SUMMED, Change, Changes
from tracker.store.base import table_of
from tracker.store.totals import AreaChangeRow, AreaSumRow
from tracker.totals.upserts import add_rows

_CHANGES = table_of(AreaChangeRow)
_SUMS = table_of(AreaSumRow)
_read_summed = attrgetter(*SUMMED)

SumsOfSeries = dict[tuple[int, str], Change]
"""Changes added up, by area and series key; only the measures of SUMMED are set."""


def sum_changes(changes: Changes) -> dict[str, Change]:
    """Changes added up over their days, by series key."""
    sums: dict[str, Change] = defaultdict(Change)
    for (key, _), change in changes.items():
        sums[str(key)].add(change)
    return sums


def list_summed(change: Change) -> tuple[int, ...]:
    """The measures of SUMMED, in their order."""
    measures: tuple[int, ...] = _read_summed(change)
    return measures


def add_to_sums(session: Session, areas: Sequence[int], changes: Changes) -> None:
    """Keep the sums of areas true when changes are added to them.

    What only moves people from one day to another leaves a sum as it is and writes nothing.
    """
    sums = [(key, list_summed(change)) for key, change in sorted(sum_changes(changes).items())]
    rows = [[area, key, *values] for area in sorted(areas) for key, values in sums if any(values)]
    if rows:
        add_rows(session, _SUMS, rows)


def load_sums(session: Session, areas: Collection[int], keys: Collection[str]) -> SumsOfSeries:
    """The sums as they are kept; series without any are absent."""
    query = select(_SUMS).where(_SUMS.c.place_id.in_(areas), _SUMS.c.indicator.in_(keys))
    return {
        (row[0], row[1]): Change(**dict(zip(SUMMED, row[2:], strict=True)))
        for row in session.execute(query)
    }


@dataclass(frozen=True, kw_only=True, slots=True)
class Before:
    """Which days are added up: the state over those before `day`, lapses before `lapses_day`.

    `lapses_day` is not after `day`.
    """

    day: date
    lapses_day: date


def sum_before(
    session: Session, areas: Sequence[int], keys: Collection[str], before: Before, start: date
) -> SumsOfSeries:
    """Changes before a day, added up from the start of the operation or back from the sum of all.

    Whichever is nearer: near either end it costs the days between, however long the history. Three
    statements at most; `areas` must not be empty.
    """
    last = session.execute(
        select(_CHANGES.c.day)
        .where(_CHANGES.c.place_id == areas[0], _CHANGES.c.reporting > 0)
        .order_by(_CHANGES.c.day.desc())
        .limit(1)
    ).scalar()
    if last is None or before.day - start <= last - before.day:
        return sum_from_start(session, areas, keys, before)
    return sum_from_end(session, areas, keys, before)


def sum_from_start(
    session: Session, areas: Sequence[int], keys: Collection[str], before: Before
) -> SumsOfSeries:
    """Add up the days before."""
    day = _CHANGES.c.day
    gone = func.sum(case((day < before.lapses_day, _CHANGES.c.lapses), else_=0))
    states = [func.sum(_CHANGES.c[name]) for name in STATE_MEASURES]
    return _load(session, areas, keys, [*states, gone], day < before.day)


def sum_from_end(
    session: Session, areas: Sequence[int], keys: Collection[str], before: Before
) -> SumsOfSeries:
    """Take the days after away from the sum of all."""
    day = _CHANGES.c.day
    states = [
        func.sum(case((day >= before.day, _CHANGES.c[name]), else_=0)) for name in STATE_MEASURES
    ]
    rest = [*states, func.sum(_CHANGES.c.lapses)]
    after = _load(session, areas, keys, rest, day >= before.lapses_day)
    sums = load_sums(session, areas, keys)
    for at, change in after.items():
        sums.setdefault(at, Change()).add(change, -1)
    return sums


def _load(
    session: Session,
    areas: Sequence[int],
    keys: Collection[str],
    measures: Sequence[ColumnElement[int]],
    days: ColumnElement[bool],
) -> SumsOfSeries:
    place, key = _CHANGES.c.place_id, _CHANGES.c.indicator
    query = (
        select(place, key, *measures)
        .where(place.in_(areas), key.in_(keys), days)
        .group_by(place, key)
    )
    return {
        (row[0], row[1]): Change(**dict(zip(SUMMED, map(int, row[2:]), strict=True)))
        for row in session.execute(query)
    }
