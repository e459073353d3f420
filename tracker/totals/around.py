"""What stands around a unit's day: where it counts, and its points before and after."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from tracker.domain.counts import Form
from tracker.domain.days import OperationClock
from tracker.domain.folds import Point
from tracker.store.base import table_of
from tracker.store.prepared import Prepared, Scan
from tracker.store.totals import UnitDayRow
from tracker.totals.points import read_point
from tracker.totals.scopes import Scope, load_clock, load_scope
from tracker.totals.stretches import Stretch, find_last_points

RECENT_ROWS = 96
"""Points read back from a day, of all series together: eight days of a unit that reports every
series daily, and more of one that reports fewer."""

_TABLE = table_of(UnitDayRow)
_RECENT = Prepared(
    select(_TABLE)
    .where(_TABLE.c.place_id == bindparam("place"), _TABLE.c.day < bindparam("before"))
    .order_by(_TABLE.c.day.desc())
    .limit(RECENT_ROWS)
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Around:
    """A unit's surroundings on one day.

    `last` holds the last point before the day, at least of the series asked for; `past` what was
    stated of the days before, newest first, of a total so far what it added to the one before;
    `near` the first points from the day on, and the way to those after. `scope` is None for a place
    that can never be a reporting unit.
    """

    place_id: int
    day: date
    clock: OperationClock
    scope: Scope | None
    last: Mapping[str, Point]
    past: Mapping[str, Sequence[int]]
    near: Stretch


def load_around(session: Session, place_id: int, day: date, keys: Collection[str]) -> Around:
    """Surroundings of a place and day, certain to hold the last points of `keys`."""
    clock = load_clock(session)
    scope = load_scope(session, place_id)
    near = Stretch(session, place_id, day)
    around = Around(
        place_id=place_id, day=day, clock=clock, scope=scope, last={}, past={}, near=near
    )
    if scope is None:
        return around
    recent = _RECENT.scan(session, place=place_id, before=day)
    last = _find_last(recent)
    if len(recent) == RECENT_ROWS:
        last |= find_last_points(session, place_id, set(keys) - last.keys(), day)
    return replace(around, last=last, past=_list_past(recent))


def _find_last(found: Scan) -> dict[str, Point]:
    """The newest point of each series in rows that begin with the newest day."""
    last: dict[str, Point] = {}
    for number, key in enumerate(found.pick("indicator")):
        if key not in last:
            last[key] = read_point(found.row(number))
    return last


class _Past(NamedTuple):
    """What the history needs of a point."""

    key: str
    form: str | None
    stated: int | None
    value: int
    without_value: int
    lump_days: int
    fallen: int


def _list_past(found: Scan) -> dict[str, list[int]]:
    """What each series said of single days, from rows that begin with the newest day."""
    past: dict[str, list[int]] = defaultdict(list)
    before: dict[str, _Past] = {}
    columns = ("indicator", *_Past._fields[1:])
    for row in map(_Past._make, reversed(found.pick(*columns))):
        stated = row.stated
        if row.form == Form.TOTAL:
            stated = _find_rise(row, before.get(row.key))
        if stated is not None:
            past[row.key].append(stated)
        before[row.key] = row
    return {key: values[::-1] for key, values in past.items()}


def _find_rise(row: _Past, before: _Past | None) -> int | None:
    """What a total so far added on its day; None where that is not known or no day's number."""
    if before is None or row.stated is None or before.without_value:
        return None
    return None if row.lump_days or row.fallen else row.value - before.value
