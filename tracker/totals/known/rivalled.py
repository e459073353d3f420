"""What acts since a moment changed on days about which a unit has several reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from sqlalchemy import BigInteger, and_, case, cast, func, literal, select
from sqlalchemy.orm import Session

from tracker.domain.qualifiers import Qualifier
from tracker.domain.reports import Standing
from tracker.domain.selection import rank_plainly
from tracker.domain.windows import COVERAGE
from tracker.store.base import AnyRow, AnySelect, table_of
from tracker.store.listed import (
    list_candidates,
    list_days,
    list_revision_keys,
    list_series_of_sources,
)
from tracker.store.reports import CountRow
from tracker.store.totals import UnitDayRow
from tracker.totals.candidates import Preferences
from tracker.totals.known.changed import AT_ONCE, Changed, Number, Stated
from tracker.totals.known.measures import measure
from tracker.totals.known.neighbours import Pair, select_following
from tracker.totals.known.standing import load_heads, load_reports_about
from tracker.totals.rulings import Ruled, load_rulings

_TABLE = table_of(UnitDayRow)
_COUNT = table_of(CountRow)

_ROOM = 2**32
"""More than any count: a place in the order of ranks times this, plus a count, sorts by rank."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """A report that stood about a day, with its revision and what decides whether it counts."""

    report: AnyRow
    revision: int
    standing: Standing

    def rank(self, preference: int | None) -> tuple[int, int, int, int]:
        """Sort key, best last, where a decision prefers it, or none does."""
        return rank_plainly(preference, self.standing.review, self.report.grade, self.revision)


_Ranked = tuple[tuple[int, int, int, int], Candidate, str | None]


class Rivals:
    """What stood about days of units at a moment, and which of it counts before which."""

    def __init__(
        self, candidates: Sequence[Candidate], preferences: Preferences, ruled: Ruled
    ) -> None:
        self.candidates = candidates
        self.ruled = ruled
        ranked: list[_Ranked] = [
            (one.rank(preferences.get((one.report.id, None))), one, None) for one in candidates
        ]
        if preferences:
            ranked += _rank_for_keys(candidates, preferences)
        ranked.sort(key=lambda entry: entry[0])
        self.ordered = [one for _, one, _ in ranked]
        self._orders = {(one.revision, key): at for at, (_, one, key) in enumerate(ranked)}

    @property
    def places(self) -> dict[int, int]:
        """The places of the revisions."""
        return {one.revision: one.report.place_id for one in self.candidates}

    @cached_property
    def pairs(self) -> set[Pair]:
        """The days about which anything stood."""
        return {(one.report.place_id, one.report.day) for one in self.candidates}

    def list_candidates(self) -> Iterator[tuple[int, date, int, int, int]]:
        """Place, day, source, revision and place in the order of ranks of each."""
        for one in self.candidates:
            report = one.report
            order = self._orders[one.revision, None]
            yield report.place_id, report.day, report.source_id, one.revision, order

    def list_preferred(self) -> list[tuple[int, str, int]]:
        """Revision, series key and order of those that a decision about the series prefers."""
        found = self._orders.items()
        return [(revision, key, at) for (revision, key), at in found if key is not None]


def _rank_for_keys(candidates: Iterable[Candidate], preferences: Preferences) -> Iterator[_Ranked]:
    """Ranks of those that decisions about one series prefer, for it; the later decision tells."""
    by_report = {one.report.id: one for one in candidates}
    for (report, key), decision in preferences.items():
        if key is not None and report in by_report:
            one = by_report[report]
            yield one.rank(max(decision, preferences.get((report, None), 0))), one, key


NO_RIVALS = Rivals((), {}, frozenset())


def load_rivals(session: Session, pairs: Collection[Pair], moment: datetime) -> Rivals:
    """What stood about days at a moment; a constant number of statements."""
    reports = load_reports_about(session, pairs)
    heads = load_heads(session, reports, moment)
    candidates = [
        Candidate(report=reports[report], revision=revision, standing=standing)
        for report, (revision, standing) in heads.by_report.items()
    ]
    ruled = load_rulings(session, {place for place, _ in pairs}, moment)
    return Rivals(candidates, heads.preferences, ruled)


def find_rivalled(
    session: Session, rivals: Rivals, stated: Stated, share: int, until: date
) -> Changed:
    """What is stored of those of the days that `add_changed` can put right, and what counted then.

    Numbers must be exact and of one form, and the days' units must count without an end of their
    windows. As for `find_changed`, days are left out on which series came or went, a number is
    missing, or a running total is one of those `stated`. `share` is that from which sources
    disagree. Two statements.
    """
    if not rivals.candidates:
        return {}
    found: Changed = defaultdict(list)
    left_out: set[Pair] = set()
    for place, day, key, fits, *numbers in _load_numbers(session, rivals, until):
        pair = place, day
        if fits and (place, key) not in stated:
            found[pair].append(_make_number(key, rivals, numbers, share))
        else:
            left_out.add(pair)
    stored = _count_stored(session, rivals)
    return {
        pair: numbers
        for pair, numbers in found.items()
        if pair not in left_out and len(numbers) == stored[pair]
    }


def _make_number(key: str, rivals: Rivals, numbers: Sequence[Any], share: int) -> Number:
    best, least, most, following, value, low, high, review, corrected, contested, apart = numbers
    order, chosen = divmod(best, _ROOM)
    standing = rivals.ordered[order].standing
    return (
        key,
        following,
        measure(value, low, high, review),
        measure(chosen, least, most, standing.review),
        (standing.seq > 1) - bool(corrected),
        disagree(least, most, share) - (bool(contested) and (apart is None or apart > share)),
    )


def disagree(low: int, high: int, share: int) -> bool:
    """Whether exact numbers from low to high are further apart than a share of the higher."""
    return high > low and -(-100 * (high - low) // high) > share


def _load_numbers(session: Session, rivals: Rivals, until: date) -> Iterator[Any]:
    rows = session.connection().execute(_select_numbers(session, rivals, until))
    for some in rows.partitions(AT_ONCE):
        yield from some


def _select_numbers(session: Session, rivals: Rivals, until: date) -> AnySelect:
    """What was said of numbers, beside those that are stored."""
    said = _select_said(session, rivals).subquery("said")
    same = (said.c.place_id == _TABLE.c.place_id) & (said.c.day == _TABLE.c.day)
    return select(
        said.c.place_id,
        said.c.day,
        said.c.indicator,
        and_(
            said.c.plain,
            said.c.form == _TABLE.c.form,
            _TABLE.c.other_low.is_(None),
            _TABLE.c.stated.is_not(None),
        ),
        said.c.best,
        said.c.least,
        said.c.most,
        select_following(until),
        _TABLE.c.stated,
        _TABLE.c.same_low,
        _TABLE.c.same_high,
        _TABLE.c.review,
        _TABLE.c.corrected,
        _TABLE.c.contested,
        _TABLE.c.apart,
    ).outerjoin_from(said, _TABLE, same & (said.c.indicator == _TABLE.c.indicator))


def _count_stored(session: Session, rivals: Rivals) -> dict[Pair, int]:
    """How many numbers are stored of each day."""
    asked = list_days(session, rivals.pairs)
    query = (
        select(_TABLE.c.place_id, _TABLE.c.day, func.count())
        .join(asked, and_(_TABLE.c.place_id == asked.c.place_id, _TABLE.c.day == asked.c.day))
        .where(_TABLE.c.indicator != COVERAGE)
        .group_by(_TABLE.c.place_id, _TABLE.c.day)
    )
    rows = session.connection().execute(query)
    return {(place, day): number for place, day, number in rows}


def _select_said(session: Session, rivals: Rivals) -> AnySelect:
    """What was said of each number: `best` holds which counts, and where it stands in the order.

    `plain` is whether all is exact and of one form.
    """
    asked = list_candidates(session, rivals.list_candidates())
    joined = asked.join(_COUNT, _COUNT.c.revision_id == asked.c.revision_id)
    order: Any = asked.c.order
    if preferred := rivals.list_preferred():
        by_key = list_revision_keys(session, preferred)
        same = and_(
            by_key.c.revision_id == _COUNT.c.revision_id, by_key.c.key == _COUNT.c.indicator
        )
        joined = joined.outerjoin(by_key, same)
        order = func.coalesce(by_key.c.order, order)
    exact = and_(_COUNT.c.value.is_not(None), _COUNT.c.qualifier == Qualifier.EXACT.value)
    all_exact = func.min(case((exact, 1), else_=0)) == 1
    query = select(
        asked.c.place_id,
        asked.c.day,
        _COUNT.c.indicator,
        func.max(cast(order, BigInteger) * literal(_ROOM, BigInteger) + _COUNT.c.value).label(
            "best"
        ),
        func.min(_COUNT.c.value).label("least"),
        func.max(_COUNT.c.value).label("most"),
        func.min(_COUNT.c.form).label("form"),
        and_(all_exact, func.min(_COUNT.c.form) == func.max(_COUNT.c.form)).label("plain"),
    ).group_by(asked.c.place_id, asked.c.day, _COUNT.c.indicator)
    if not rivals.ruled:
        return query.select_from(joined)
    ruled = list_series_of_sources(session, rivals.ruled)
    is_ruled = and_(
        ruled.c.place_id == asked.c.place_id,
        ruled.c.key == _COUNT.c.indicator,
        ruled.c.source_id == asked.c.source_id,
    )
    return query.select_from(joined.outerjoin(ruled, is_ruled)).where(ruled.c.place_id.is_(None))
