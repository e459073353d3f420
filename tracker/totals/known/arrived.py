"""What reports that were not there at a moment, alone on their days, add to totals since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, aliased

from tracker.domain.amounts import NOTHING
from tracker.domain.changes import Changes, change_at
from tracker.domain.folds import Point
from tracker.domain.indicators import TALLIES, Indicator
from tracker.domain.review import ReviewState
from tracker.domain.windows import COVERAGE
from tracker.store.base import AnySelect, table_of
from tracker.store.listed import list_days
from tracker.store.totals import UnitDayRow
from tracker.totals.known.changed import AT_ONCE, Changed, Stated
from tracker.totals.known.gaps import Gaps
from tracker.totals.known.measures import (
    NO_MEASURES,
    WITHOUT_VALUE,
    Measures,
    add_measures,
    measure,
)
from tracker.totals.known.neighbours import Pair
from tracker.totals.known.since import Reviewed

_TABLE = table_of(UnitDayRow)


Number = tuple[str, Measures, bool, bool, date | None, date | None, tuple[Any, ...]]
"""Series key, measures, whether it was corrected and has a gap, the next day of the series, the day
before, and what is stored of that: report, value, low, high, review. Plain, as many are cheap."""

Arrived = dict[Pair, list[Number]]
"""All that is stored of days of which nothing was known."""

NewEnds = dict[int, dict[str, Point | None]]
"""By unit and series key the last known point where it is not the last that is stored.

Nothing of it is right but its day.
"""


def find_arrived(session: Session, pairs: Collection[Pair], stated: Stated, until: date) -> Arrived:
    """What is stored of those of the days that `Leaving` can take away.

    Nothing was known of the days. As for `find_changed`, days are left out with a number missing or
    with a running total that is `stated`. One statement.
    """
    if not pairs:
        return {}
    found: Arrived = defaultdict(list)
    left_out: set[Pair] = set()
    rows = session.connection().execute(_select_numbers(session, pairs, until))
    for some in rows.partitions(AT_ONCE):
        for place, day, key, value, low, high, review, *beside in some:
            if value is None or (place, key) in stated:
                left_out.add((place, day))
            else:
                own = measure(value, low, high, review)
                found[place, day].append((key, own, *beside[:4], tuple(beside[4:])))
    return {pair: numbers for pair, numbers in found.items() if pair not in left_out}


def _select_numbers(session: Session, pairs: Collection[Pair], until: date) -> AnySelect:
    asked = list_days(session, pairs)
    before, near = aliased(_TABLE, name="before"), aliased(_TABLE, name="near")
    same_series = near.c.place_id == _TABLE.c.place_id, near.c.indicator == _TABLE.c.indicator
    last = select(func.max(near.c.day)).where(*same_series, near.c.day < _TABLE.c.day)
    following = select(func.min(near.c.day)).where(
        *same_series, near.c.day > _TABLE.c.day, near.c.day <= until
    )
    return (
        select(
            _TABLE.c.place_id,
            _TABLE.c.day,
            _TABLE.c.indicator,
            _TABLE.c.stated,
            _TABLE.c.same_low,
            _TABLE.c.same_high,
            _TABLE.c.review,
            _TABLE.c.corrected,
            _TABLE.c.gap.is_not(None),
            following.correlate(_TABLE).scalar_subquery(),
            before.c.day,
            before.c.report_id,
            before.c.stated,
            before.c.same_low,
            before.c.same_high,
            before.c.review,
        )
        .select_from(asked)
        .join(_TABLE, and_(_TABLE.c.place_id == asked.c.place_id, _TABLE.c.day == asked.c.day))
        .outerjoin(
            before,
            and_(
                before.c.place_id == _TABLE.c.place_id,
                before.c.indicator == _TABLE.c.indicator,
                before.c.day == last.correlate(_TABLE).scalar_subquery(),
            ),
        )
    )


class Leaving:
    """Takes numbers out of the changes of their units, by place id.

    What followed them follows what was known before them: `changed` and `reviewed` say what that
    was where it was something else than what is stored.
    """

    def __init__(
        self,
        changes: Mapping[int, Changes],
        changed: Changed,
        reviewed: Mapping[int, Reviewed],
        stale_after: int,
    ) -> None:
        self.ends: NewEnds = defaultdict(dict)
        self._changes = changes
        self._changed = changed
        self._reviewed = reviewed
        self._stale_after = stale_after

    def take_out(self, arrived: Arrived, gaps: Gaps) -> None:
        """Take out what is stored of days."""
        series: dict[tuple[int, str], list[tuple[date, Number]]] = defaultdict(list)
        for place, day in sorted(arrived):
            for number in arrived[place, day]:
                series[place, number[0]].append((day, number))
        for (place, key), numbers in series.items():
            for run in _list_runs(numbers):
                self._take_out_run(place, key, run, gaps)

    def _take_out_run(self, place: int, key: str, run: _Run, gaps: Gaps) -> None:
        """Take out numbers that follow each other in their series."""
        changes = self._changes[place]
        _, (_, _, _, _, _, before, stored) = run[0]
        base = self._find_base(place, key, before, stored) if before else None
        for day, number in run:
            _take_out(changes, day, number, base)
            if number[5] is not None:
                self._link(changes, key, number[5], day, -1)
        last, following = run[-1][0], run[-1][1][4]
        if following is None:
            self.ends[place][key] = _make_end(before) if before else None
        else:
            self._link(changes, key, last, following, -1)
            if before is not None:
                self._link(changes, key, before, following, 1)
        if key == Indicator.PRESENT:
            _note_gaps(gaps, place, run, base)

    def _find_base(self, place: int, key: str, before: date, stored: tuple[Any, ...]) -> Measures:
        """What was known of the point before."""
        for other, _, _, was, _, _ in self._changed.get((place, before), ()):
            if other == key:
                return was
        report_id, value, low, high, review = stored
        if place in self._reviewed and report_id in self._reviewed[place].settled:
            review = ReviewState.UNREVIEWED.value
        return measure(value, low, high, review)

    def _link(self, changes: Changes, key: str, day: date, next_day: date, sign: int) -> None:
        """That nothing is said after a day before the next one."""
        if (next_day - day).days > self._stale_after + 1:
            change_at(changes, key, day).lapses += sign
            change_at(changes, key, next_day).resumed += sign


_Run = Sequence[tuple[date, Number]]


def _list_runs(numbers: _Run) -> list[_Run]:
    runs: list[list[tuple[date, Number]]] = []
    last: date | None = None
    for day, number in numbers:
        if last is not None and number[5] == last:
            runs[-1].append((day, number))
        else:
            runs.append([(day, number)])
        last = day
    return [*runs]


def _take_out(changes: Changes, day: date, number: Number, base: Measures | None) -> None:
    """Take out one number; `base` is what was known before it, None where nothing was."""
    key, own, corrected, _, following, *_ = number
    change = change_at(changes, key, day)
    left = NO_MEASURES if base is None or key in TALLIES else base
    add_measures(change, left, own)
    if following is not None and key not in TALLIES:
        add_measures(change_at(changes, key, following), own, left)
    if base is None:
        change.known -= 1
        if following is not None:
            change_at(changes, key, following).known += 1
    change.reporting -= 1
    if key != COVERAGE:
        change.corrected -= bool(corrected)


def _note_gaps(gaps: Gaps, place: int, run: _Run, base: Measures | None) -> None:
    """There was no level to compare on the days; what followed was compared with the base."""
    for day, (_, _, _, has_gap, *_) in run:
        if has_gap:
            gaps.note_gone(place, day)
    _, (_, own, _, _, following, *_) = run[-1]
    if base is None or base[WITHOUT_VALUE]:
        gaps.note_gone(place, following)
    else:
        gaps.note_before(place, following, base[0] - own[0])


def _make_end(day: date) -> Point:
    return Point(day=day, amount=NOTHING, observation=None)
