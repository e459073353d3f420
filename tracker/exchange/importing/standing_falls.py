"""Totals so far of a file that fall against what stands already, before it or after it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice, pairwise

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from tracker.domain.counts import Form
from tracker.domain.indicators import Indicator
from tracker.domain.review import ReviewState
from tracker.exchange.importing.notices import MOST_LINES, PlanWarning, WarningKind, count_things
from tracker.exchange.importing.planning import Plan
from tracker.registry.places import load_places
from tracker.registry.wording import say_day
from tracker.store.base import AnySelect
from tracker.store.reports import CountRow, ReportRow, RevisionRow

_PLACES_AT_ONCE = 200
_OUT = (ReviewState.RETURNED.value, ReviewState.REJECTED.value)
"""What reviewers take out of all that stands."""

Series = tuple[int, int, Indicator]
"""Place, source and indicator."""


@dataclass(frozen=True, slots=True, order=True)
class _Total:
    """A total so far of a day; `stands` without the import, which else `changes` it."""

    day: date
    value: int
    stands: bool
    changes: bool


def tell_standing_falls(session: Session, plan: Plan) -> Iterator[PlanWarning]:
    """Where a total of a file is lower than an earlier one that stands, or a later one than it."""
    falls = list(_find_falls(session, plan))
    if not falls:
        return
    names = {
        p.id: p.full_name for p in load_places(session, {place for (place, _, _), _, _ in falls})
    }
    one = len(falls) == 1
    yield PlanWarning(
        kind=WarningKind.FALLS,
        heading=f"{count_things(len(falls), 'total')} so far {'falls' if one else 'fall'} against "
        "what stands already",
        words="Kept, marked where it is lower, and put before reviewers:",
        lines=[_say(names[s[0]], s[2], one, other) for s, one, other in falls[:MOST_LINES]],
    )


def _say(place: str, indicator: Indicator, before: _Total, after: _Total) -> str:
    """`Tim: the total of killed falls from 10 (20 Aug 2024, stands already) to 8 (…)`."""
    label = indicator.definition.label.casefold()
    said = [
        f"{one.value:,} ({say_day(one.day)}{', stands already' if one.stands else ''})"
        for one in (before, after)
    ]
    return f"{place}: the total of {label} falls from {said[0]} to {said[1]}"


def _find_falls(session: Session, plan: Plan) -> Iterator[tuple[Series, _Total, _Total]]:
    own = _list_own(plan)
    changed = {s: t for s, t in own.items() if s[0] > 0 and any(one.changes for one in t)}
    by_place: dict[int, list[Series]] = defaultdict(list)
    for series in changed:
        by_place[series[0]].append(series)
    rest = iter(by_place)
    while places := list(islice(rest, _PLACES_AT_ONCE)):
        every = [series for place_id in places for series in by_place[place_id]]
        days = [one.day for series in every for one in changed[series]]
        standing = _load(session, places, min(days), max(days))
        for series in every:
            told = {one.day for one in changed[series]}
            others = [one for one in standing.get(series, ()) if one.day not in told]
            for before, after in pairwise(sorted((*changed[series], *others))):
                # Of two that the file has it is told apart, and two that stand are known.
                is_new = before.changes or after.changes
                if after.value < before.value and before.stands != after.stands and is_new:
                    yield series, before, after


def _list_own(plan: Plan) -> dict[Series, list[_Total]]:
    found: dict[Series, list[_Total]] = defaultdict(list)
    for planned in plan.planned:
        changes, stated = planned.outcome.changes, planned.stated
        for count in planned.counts if changes else stated.counts:
            if count.form is Form.TOTAL and count.value is not None:
                series = (stated.place_id, stated.source_id, count.indicator)
                found[series].append(_Total(stated.day, count.value, False, changes))  # noqa: FBT003
    return found


def _load(
    session: Session, places: Sequence[int], first: date, last: date
) -> dict[Series, list[_Total]]:
    """The totals of some days, with the last before and the first after them."""
    found: dict[Series, dict[date, int]] = defaultdict(dict)
    for query in (
        _select(places).where(ReportRow.day.between(first, last)),
        _select_nearest(places, first, before=True),
        _select_nearest(places, last, before=False),
    ):
        for place_id, source_id, indicator, day, value, _ in session.execute(query):
            found[place_id, source_id, Indicator(indicator)][day] = value
    return {
        series: [_Total(day, value, True, False) for day, value in values.items()]  # noqa: FBT003
        for series, values in found.items()
    }


def _select(places: Sequence[int]) -> AnySelect:
    return (
        select(
            ReportRow.place_id,
            ReportRow.source_id,
            CountRow.indicator,
            ReportRow.day,
            CountRow.value,
            ReportRow.id,
        )
        .join(
            RevisionRow,
            and_(RevisionRow.report_id == ReportRow.id, RevisionRow.seq == ReportRow.head_seq),
        )
        .join(CountRow, CountRow.revision_id == RevisionRow.id)
        .where(
            ReportRow.place_id.in_(places),
            ~ReportRow.withdrawn,
            ReportRow.review.not_in(_OUT),
            CountRow.form == Form.TOTAL,
            CountRow.value.is_not(None),
        )
        .order_by(ReportRow.id)
    )


def _select_nearest(places: Sequence[int], day: date, *, before: bool) -> AnySelect:
    """Of each series the last total before a day, or the first after it."""
    beyond = ReportRow.day < day if before else ReportRow.day > day
    inner = _select(places).where(beyond).order_by(None).subquery()
    nearest = func.max(inner.c.day) if before else func.min(inner.c.day)
    by = (inner.c.place_id, inner.c.source_id, inner.c.indicator)
    chosen = select(*by, nearest.label("day")).group_by(*by).subquery()
    return _select(places).join(
        chosen,
        and_(
            ReportRow.place_id == chosen.c.place_id,
            ReportRow.source_id == chosen.c.source_id,
            CountRow.indicator == chosen.c.indicator,
            ReportRow.day == chosen.c.day,
        ),
    )
