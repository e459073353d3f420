"""Sums of an area's changes: kept over all days, read for the days before one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from sqlalchemy import ColumnElement, Date, bindparam, case, func, select
from sqlalchemy.orm import Session

from tracker.domain.changes import STATE_MEASURES, SUMMED, Change, Changes
from tracker.store.base import AnySelect, table_of
from tracker.store.prepared import Prepared
from tracker.store.totals import AreaChangeRow, AreaSumRow
from tracker.totals.upserts import add_rows

_CHANGES = table_of(AreaChangeRow)
_SUMS = table_of(AreaSumRow)
_read_summed = attrgetter(*SUMMED)
_DAY, _LAPSES_DAY = bindparam("day", type_=Date), bindparam("lapses_day", type_=Date)


def _select(measures: Sequence[ColumnElement[int]], days: ColumnElement[bool]) -> AnySelect:
    """Measures by area and series; made once, since making it takes longer than running it."""
    place, key = _CHANGES.c.place_id, _CHANGES.c.indicator
    chosen = (
        place.in_(bindparam("areas", expanding=True)),
        key.in_(bindparam("keys", expanding=True)),
    )
    query: AnySelect = select(place, key, *measures).where(*chosen, days).group_by(place, key)
    return query


def _sum_where(condition: ColumnElement[bool], name: str) -> ColumnElement[int]:
    return func.sum(case((condition, _CHANGES.c[name]), else_=0))


_UP_TO = _select(
    [
        *(func.sum(_CHANGES.c[name]) for name in STATE_MEASURES),
        _sum_where(_CHANGES.c.day < _LAPSES_DAY, "lapses"),
    ],
    _CHANGES.c.day < _DAY,
)
_FROM = _select(
    [
        *(_sum_where(_CHANGES.c.day >= _DAY, name) for name in STATE_MEASURES),
        func.sum(_CHANGES.c.lapses),
    ],
    _CHANGES.c.day >= _LAPSES_DAY,
)

_KEPT = select(_SUMS).where(
    _SUMS.c.place_id.in_(bindparam("areas", expanding=True)),
    _SUMS.c.indicator.in_(bindparam("keys", expanding=True)),
)
_LAST_DAY = Prepared(
    select(_CHANGES.c.day)
    .where(_CHANGES.c.place_id == bindparam("area"), _CHANGES.c.reporting > 0)
    .order_by(_CHANGES.c.day.desc())
    .limit(1)
)

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
    add_each_to_sums(session, dict.fromkeys(areas, changes))


def add_each_to_sums(session: Session, by_area: Mapping[int, Changes]) -> None:
    """As add_to_sums, each area with changes of its own."""
    sums = {id(changes): _list_sums(changes) for changes in by_area.values()}
    rows = [
        [area, key, *values] for area in sorted(by_area) for key, values in sums[id(by_area[area])]
    ]
    if rows:
        add_rows(session, _SUMS, rows)


def _list_sums(changes: Changes) -> list[tuple[str, tuple[int, ...]]]:
    sums = [(key, list_summed(change)) for key, change in sorted(sum_changes(changes).items())]
    return [(key, values) for key, values in sums if any(values)]


def load_sums(session: Session, areas: Collection[int], keys: Collection[str]) -> SumsOfSeries:
    """The sums as they are kept; series without any are absent."""
    asked = {"areas": list(areas), "keys": [str(key) for key in keys]}
    return {
        (row[0], row[1]): Change(**dict(zip(SUMMED, row[2:], strict=True)))
        for row in session.connection().execute(_KEPT, asked)
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
    last = _LAST_DAY.first(session, area=areas[0])
    if last is None or before.day - start <= last.day - before.day:
        return sum_from_start(session, areas, keys, before)
    return sum_from_end(session, areas, keys, before)


def sum_from_start(
    session: Session, areas: Sequence[int], keys: Collection[str], before: Before
) -> SumsOfSeries:
    """Add up the days before."""
    return _load(session, _UP_TO, areas, keys, before)


def sum_from_end(
    session: Session, areas: Sequence[int], keys: Collection[str], before: Before
) -> SumsOfSeries:
    """Take the days after away from the sum of all."""
    sums = load_sums(session, areas, keys)
    for at, change in _load(session, _FROM, areas, keys, before).items():
        sums.setdefault(at, Change()).add(change, -1)
    return sums


def _load(
    session: Session,
    query: AnySelect,
    areas: Sequence[int],
    keys: Collection[str],
    before: Before,
) -> SumsOfSeries:
    given = {
        "areas": list(areas),
        "keys": [str(key) for key in keys],
        "day": before.day,
        "lapses_day": before.lapses_day,
    }
    return {
        (row[0], row[1]): Change(**dict(zip(SUMMED, map(int, row[2:]), strict=True)))
        for row in session.execute(query, given)
    }
