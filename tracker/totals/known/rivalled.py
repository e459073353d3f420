"""What acts since a moment changed on days about which a unit has several reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import Session, aliased

from tracker.domain.counts import Form
from tracker.domain.indicators import TALLIES
from tracker.domain.qualifiers import Qualifier
from tracker.domain.selection import rank_plainly
from tracker.domain.windows import COVERAGE
from tracker.store.base import AnySelect, table_of
from tracker.store.listed import list_days, list_ids
from tracker.store.reports import CountRow
from tracker.store.totals import UnitDayRow
from tracker.totals.known.changed import AT_ONCE, Changed, Number, Stated
from tracker.totals.known.measures import Measures, measure
from tracker.totals.known.neighbours import Pair
from tracker.totals.known.standing import Heads, load_heads, load_reports_about
from tracker.totals.rulings import Ruled, load_rulings

_TABLE = table_of(UnitDayRow)

Said = tuple[tuple[int, ...], int, str, bool, str]
"""An exact number of one candidate: its rank, value, review, whether it was corrected, and form.

Plain, and in tuples only, so that many are cheap: also for the collector of garbage.
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rivals:
    """What stood about days of units at a moment, by series key, where all of it is plain.

    Plain are exact numbers of one form. `stated` are running totals, by place and series key, that
    did not only add what was new.
    """

    said: Mapping[Pair, Mapping[str, tuple[Said, ...]]]
    stated: Stated


NO_RIVALS = Rivals(said={}, stated=frozenset())


Report = tuple[int, int, date, int, str]
"""Id, place, day, source and grade."""


def load_rivals(session: Session, pairs: Collection[Pair], moment: datetime) -> Rivals:
    """What stood about days at a moment; a constant number of statements."""
    reports = {at: tuple(row) for at, row in load_reports_about(session, pairs).items()}
    heads = load_heads(session, reports, moment)
    ruled = load_rulings(session, {place for place, _ in pairs}, moment)
    by_revision = {revision: report for report, (revision, _) in heads.by_report.items()}
    gathered = _Gathering(reports, heads, ruled)
    for row in _load_counts(session, by_revision):
        gathered.add(by_revision[row[0]], row)
    return gathered.finish(pairs)


def _load_counts(session: Session, revisions: Collection[int]) -> Iterator[Any]:
    asked = list_ids(session, revisions)
    columns = (CountRow.revision_id, CountRow.indicator, CountRow.form)
    query = select(*columns, CountRow.value, CountRow.qualifier).join(
        asked, asked.c.id == CountRow.revision_id
    )
    for some in session.connection().execute(query).partitions(AT_ONCE):
        yield from some


class _Gathering:
    """Gathers counts by day and series key; days with anything that is not plain are left out."""

    def __init__(self, reports: Mapping[int, Report], heads: Heads, ruled: Ruled) -> None:
        self._reports, self._heads, self._ruled = reports, heads, ruled
        self._said: dict[Pair, dict[str, tuple[Said, ...]]] = defaultdict(dict)
        self._stated: set[tuple[int, str]] = set()
        self._left_out: set[Pair] = set()

    def add(self, report_id: int, row: Sequence[Any]) -> None:
        """Add one count of a report that stood."""
        revision, key, form, value, qualifier = row
        _, place, day, source, grade = self._reports[report_id]
        if form == Form.TOTAL or value is None:
            self._stated.add((place, key))
        if self._ruled and (place, key, source) in self._ruled:
            return
        of_day = self._said[place, day]
        others = of_day.get(key, ())
        if value is None or qualifier != Qualifier.EXACT or (others and others[0][-1] != form):
            self._left_out.add((place, day))
            return
        standing = self._heads.by_report[report_id][1]
        preferred = self._find_preference(report_id, key)
        rank = rank_plainly(preferred, standing.review, grade, revision)
        of_day[key] = *others, (rank, value, standing.review.value, standing.seq > 1, form)

    def _find_preference(self, report_id: int, key: str) -> int | None:
        preferences = self._heads.preferences
        if not preferences:
            return None
        found = (preferences.get((report_id, about)) for about in (key, None))
        return max((at for at in found if at is not None), default=None)

    def finish(self, pairs: Collection[Pair]) -> Rivals:
        """What was gathered of these days."""
        plain = [pair for pair in pairs if pair not in self._left_out]
        return Rivals(
            said={pair: self._said.get(pair, {}) for pair in plain},
            stated=self._stated,
        )


def find_rivalled(
    session: Session, rivals: Rivals, stated: Stated, share: int, until: date
) -> Changed:
    """What is stored of those of the days that `add_changed` can put right, and what counted then.

    The days' units must count without an end of their windows. As for `find_changed`, days are left
    out on which series came or went, a number is missing, or a running total is one of those
    `stated`. `share` is that from which sources disagree. One statement.
    """
    if not rivals.said:
        return {}
    found: Changed = defaultdict(list)
    left_out: set[Pair] = set()
    for place, day, key, form, other_low, *numbers in _load_numbers(session, rivals.said, until):
        pair = place, day
        said = rivals.said[pair].get(key)
        is_alike = said and other_low is None and form == said[0][-1]
        if not said or not is_alike or numbers[1] is None or (place, key) in stated:
            left_out.add(pair)
        else:
            found[pair].append(_make_number(key, said, numbers, share))
    return {
        pair: numbers
        for pair, numbers in found.items()
        if pair not in left_out and len(numbers) == len(rivals.said[pair])
    }


def _make_number(key: str, said: Sequence[Said], numbers: Sequence[Any], share: int) -> Number:
    following, value, low, high, review, corrected, contested, apart = numbers
    was, was_corrected, disagreed = choose(said, share)
    return (
        key,
        following,
        measure(value, low, high, review),
        was,
        was_corrected - bool(corrected),
        disagreed - (bool(contested) and (apart is None or apart > share)),
    )


def choose(said: Sequence[Said], share: int) -> tuple[Measures, bool, bool]:
    """What counted of exact numbers, whether it was corrected, and whether sources disagreed.

    What `tracker.domain.selection.select` gives of them.
    """
    if len(said) == 1:
        _, value, review, corrected, _ = said[0]
        return measure(value, value, value, review), corrected, False
    _, value, review, corrected, _ = max(said)
    values = [other[1] for other in said]
    low, high = min(values), max(values)
    disagreed = high > low and -(-100 * (high - low) // high) > share
    return measure(value, low, high, review), corrected, disagreed


def _load_numbers(session: Session, pairs: Collection[Pair], until: date) -> Iterator[Any]:
    rows = session.connection().execute(_select_numbers(session, pairs, until))
    for some in rows.partitions(AT_ONCE):
        yield from some


def _select_numbers(session: Session, pairs: Collection[Pair], until: date) -> AnySelect:
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
    return (
        select(
            _TABLE.c.place_id,
            _TABLE.c.day,
            _TABLE.c.indicator,
            _TABLE.c.form,
            _TABLE.c.other_low,
            # Nothing that follows depends on what a tally says is new.
            case((_TABLE.c.indicator.not_in(TALLIES), following)),
            _TABLE.c.stated,
            _TABLE.c.same_low,
            _TABLE.c.same_high,
            _TABLE.c.review,
            _TABLE.c.corrected,
            _TABLE.c.contested,
            _TABLE.c.apart,
        )
        .select_from(asked)
        .join(_TABLE, and_(_TABLE.c.place_id == asked.c.place_id, _TABLE.c.day == asked.c.day))
        .where(_TABLE.c.indicator != COVERAGE)
    )
