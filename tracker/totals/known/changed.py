"""What acts since a moment changed in totals where each series still has its points."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from tracker.domain.amounts import Amount, Spread, spread_of
from tracker.domain.changes import Change, Changes, change_at
from tracker.domain.counts import Form
from tracker.domain.indicators import TALLIES, Indicator
from tracker.domain.qualifiers import Qualifier
from tracker.domain.review import ReviewState
from tracker.domain.selection import amount_of
from tracker.domain.windows import COVERAGE
from tracker.store.base import AnyRow, table_of
from tracker.store.listed import list_days, list_ids
from tracker.store.totals import UnitDayRow
from tracker.totals.candidates import read_count
from tracker.totals.known.neighbours import Pair
from tracker.totals.known.standing import StoodCount

_TABLE = table_of(UnitDayRow)

Place = int

Then = Callable[[Pair], Iterable[StoodCount]]
"""What was said on a day of a unit by the time of the moment."""

Changed = dict[Pair, list[tuple[AnyRow, StoodCount]]]
"""Each number of a day as it is stored, and as it was."""

Stated = AbstractSet[tuple[Place, str]]
"""Running totals of units, by place and series key, that do not only add what is new."""


@dataclass(kw_only=True, slots=True)
class _Steps:
    """By how much people changed on days of a unit: what reconciliation gaps follow from."""

    levels: dict[date, tuple[int, date | None]] = field(default_factory=dict)
    flows: dict[date, int] = field(default_factory=lambda: defaultdict(int))


def find_changed(
    session: Session, pairs: Collection[Pair], then: Then, stated: Stated, until: date
) -> Changed:
    """What is stored of those of the days that `add_changed` can put right, and what was said then.

    A single report must be all there is about each day, and count without an end of its unit's
    windows. Days are left out on which series came or went, a number is missing, or a running total
    is one of those `stated`.
    """
    found: Changed = {}
    for pair, rows in _load_rows(session, pairs, until).items() if pairs else ():
        counts = {count.indicator: count for count in then(pair)}
        if _can_be_put_right(rows, counts, stated):
            found[pair] = [(row, counts[row.indicator]) for row in rows]
    return found


def add_changed(session: Session, changes: Mapping[Place, Changes], changed: Changed) -> None:
    """Put right what the numbers of these days add, one by one.

    A level is put right on its day and on the next one of its series, new ones on their day.
    """
    steps: dict[Place, _Steps] = defaultdict(_Steps)
    for (place_id, _), pairs in changed.items():
        for row, count in pairs:
            _put_right(changes[place_id], row, count, steps[place_id])
    _put_gaps_right(session, changes, steps)


def find_stated(session: Session, place_ids: Collection[Place]) -> Stated:
    """Running totals of units that do not only add what is new, by what is stored."""
    places = list_ids(session, sorted(place_ids))
    query = (
        select(_TABLE.c.place_id, _TABLE.c.indicator)
        .where(
            _TABLE.c.place_id.in_(select(places.c.id)),
            _TABLE.c.indicator.in_(TALLIES),
            or_(
                _TABLE.c.form != Form.NEW.value,
                _TABLE.c.other_low.is_not(None),
                _TABLE.c.without_value != 0,
            ),
        )
        .distinct()
    )
    return {(row.place_id, row.indicator) for row in session.connection().execute(query)}


def _load_rows(session: Session, pairs: Iterable[Pair], until: date) -> dict[Pair, list[AnyRow]]:
    """The observations of days that are stored, each with the next day of its series."""
    asked = list_days(session, pairs)
    other = aliased(_TABLE, name="other")
    following = (
        select(func.min(other.c.day))
        .where(
            other.c.place_id == _TABLE.c.place_id,
            other.c.indicator == _TABLE.c.indicator,
            other.c.day > _TABLE.c.day,
            other.c.day <= until,
        )
        .scalar_subquery()
    )
    query = (
        select(
            _TABLE.c.place_id,
            _TABLE.c.day,
            _TABLE.c.indicator,
            _TABLE.c.form,
            _TABLE.c.stated,
            _TABLE.c.same_low,
            _TABLE.c.same_high,
            _TABLE.c.review,
            _TABLE.c.corrected,
            following.label("following"),
        )
        .select_from(asked)
        .join(_TABLE, and_(_TABLE.c.place_id == asked.c.place_id, _TABLE.c.day == asked.c.day))
        .where(_TABLE.c.indicator != COVERAGE)
    )
    found: dict[Pair, list[AnyRow]] = defaultdict(list)
    for row in session.connection().execute(query).all():
        found[row.place_id, row.day].append(row)
    return found


def _can_be_put_right(
    rows: Sequence[AnyRow], then: Mapping[str, StoodCount], stated: Stated
) -> bool:
    return len(rows) == len(then) and all(
        row.stated is not None
        and (found := then.get(row.indicator)) is not None
        and found.value is not None
        and found.form == row.form
        and (row.place_id, row.indicator) not in stated
        for row in rows
    )


def _put_right(changes: Changes, row: AnyRow, then: StoodCount, steps: _Steps) -> None:
    key, day = row.indicator, row.day
    now = _measure(row.stated, row.same_low, row.same_high, row.review)
    was = _measure(then.value, *_find_bounds(then), then.review)
    if now != was:
        _add(change_at(changes, key, day), was, now)
        if row.following is not None and key not in TALLIES:
            _add(change_at(changes, key, row.following), now, was)
    corrected = (then.head_seq > 1) - bool(row.corrected)
    if corrected:
        change_at(changes, key, day).corrected += corrected
    step = was[0] - now[0]
    if step:
        _note_step(steps, key, day, step, row.following)


def _find_bounds(count: StoodCount) -> tuple[int, int | None]:
    if count.qualifier == Qualifier.EXACT and count.value is not None:
        return count.value, count.value
    spread = spread_of(read_count(count))
    return spread.low, spread.high


_Measured = tuple[int, int, int, int, int, int]


@lru_cache(4096)
def _measure(value: int | None, low: int, high: int | None, review: str) -> _Measured:
    """Value, low, high, open highs, unreviewed and disputed part of an observation."""
    amount: Amount = amount_of(value, Spread(low=low, high=high), ReviewState(review))
    return (
        amount.value,
        amount.low,
        amount.high,
        amount.open_highs,
        amount.unreviewed,
        amount.disputed,
    )


def _add(change: Change, more: _Measured, less: _Measured) -> None:
    change.value += more[0] - less[0]
    change.low += more[1] - less[1]
    change.high += more[2] - less[2]
    change.open_highs += more[3] - less[3]
    change.unreviewed += more[4] - less[4]
    change.disputed += more[5] - less[5]


def _note_step(steps: _Steps, key: str, day: date, step: int, following: date | None) -> None:
    if key == Indicator.PRESENT:
        steps.levels[day] = step, following
    elif key == Indicator.ARRIVALS:
        steps.flows[day] -= step
    elif key == Indicator.DEPARTURES:
        steps.flows[day] += step


def _put_gaps_right(
    session: Session,
    changes: Mapping[Place, Changes],
    steps: Mapping[Place, _Steps],
) -> None:
    """A gap follows from the level of the day, the one before, and the flows of the day."""
    by_pair: dict[Pair, int] = defaultdict(int)
    for place_id, found in steps.items():
        for day, step in found.flows.items():
            by_pair[place_id, day] += step
        for day, (step, following) in found.levels.items():
            by_pair[place_id, day] += step
            if following is not None:
                by_pair[place_id, following] -= step
    wanted = [pair for pair, step in by_pair.items() if step]
    for place_id, day in _list_gaps(session, wanted) if wanted else ():
        change_at(changes[place_id], Indicator.PRESENT, day).gap += by_pair[place_id, day]


def _list_gaps(session: Session, pairs: Sequence[Pair]) -> Iterator[Any]:
    """Those of the days that have a gap."""
    asked = list_days(session, pairs)
    query = select(_TABLE.c.place_id, _TABLE.c.day).join(
        asked,
        and_(
            asked.c.place_id == _TABLE.c.place_id,
            asked.c.day == _TABLE.c.day,
            _TABLE.c.indicator == Indicator.PRESENT,
            _TABLE.c.gap.is_not(None),
        ),
    )
    return iter(session.connection().execute(query))
