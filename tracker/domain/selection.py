"""Which report counts: exactly one of the candidates, and the spread of them all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.domain.amounts import Amount, Spread, spread_of
from tracker.domain.counts import Count, Form
from tracker.domain.review import ReviewState


class Grade(StrEnum):
    """Reliability of a source, from A (completely reliable) to E; F cannot be judged."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"


_REVIEW_RANK = {
    ReviewState.VERIFIED: 2,
    ReviewState.UNREVIEWED: 1,
    ReviewState.CHANGED: 1,
    ReviewState.DISPUTED: 0,
}
_GRADE_RANK = {grade: -rank for rank, grade in enumerate(Grade)}


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """One standing report's count for a unit, day and indicator.

    `preference` is the id of the latest decision that preferred this report here, None without one;
    `recorded` is the id of the revision that made the count, growing with the time of recording.
    """

    report_id: int
    recorded: int
    grade: Grade
    review: ReviewState
    preference: int | None
    corrected: bool
    count: Count


@dataclass(frozen=True, kw_only=True, slots=True)
class Observation:
    """The selected count of a unit, day and indicator, with the spread of all candidates.

    `same` is the spread of the candidates in the preferred one's form, `other` that of candidates
    in the other form of a tally (new against total so far), None where there is none.
    `alternatives` counts the candidates not preferred; `contested` says whether any of them states
    something else.
    """

    day: date
    report_id: int
    form: Form
    value: int | None
    same: Spread
    other: Spread | None = None
    review: ReviewState = ReviewState.UNREVIEWED
    corrected: bool = False
    alternatives: int = 0
    contested: bool = False

    @property
    def amount(self) -> Amount:
        """The observation as an amount, with the spread of the candidates in its form."""
        return amount_of(self.value, self.same, self.review)


def amount_of(value: int | None, spread: Spread, review: ReviewState) -> Amount:
    """An amount from a value (None where there is none), a spread and a state of review."""
    known = value or 0
    open_high = spread.high is None
    settled = review in (ReviewState.VERIFIED, ReviewState.DISPUTED)
    return Amount(
        value=known,
        low=spread.low,
        high=spread.high or 0,
        open_highs=int(open_high),
        without_value=int(value is None),
        unreviewed=0 if settled else known,
        disputed=known if review is ReviewState.DISPUTED else 0,
    )


def rank(candidate: Candidate) -> tuple[int, int, int, int]:
    """Sort key, best last: explicit preference, review, source grade, later recorded."""
    return (
        -1 if candidate.preference is None else candidate.preference,
        _REVIEW_RANK[candidate.review],
        _GRADE_RANK[candidate.grade],
        candidate.recorded,
    )


def order_candidates(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Candidates from the preferred one down."""
    return sorted(candidates, key=rank, reverse=True)


def select(day: date, candidates: Iterable[Candidate]) -> Observation | None:
    """The observation that counts, None without candidates; sources are never added together."""
    ordered = order_candidates(candidates)
    if not ordered:
        return None
    best = ordered[0]
    return Observation(
        day=day,
        report_id=best.report_id,
        form=best.count.form,
        value=best.count.value,
        same=_spread_in_form(ordered, best.count.form) or spread_of(best.count),
        other=_spread_in_other_form(ordered, best.count.form),
        review=best.review,
        corrected=best.corrected,
        alternatives=len(ordered) - 1,
        contested=any(_differs(best.count, other.count) for other in ordered[1:]),
    )


def _spread_in_form(candidates: Sequence[Candidate], form: Form) -> Spread | None:
    spreads = [spread_of(c.count) for c in candidates if c.count.form is form]
    return _join(spreads)


def _spread_in_other_form(candidates: Sequence[Candidate], form: Form) -> Spread | None:
    spreads = [spread_of(c.count) for c in candidates if c.count.form is not form]
    return _join(spreads)


def _join(spreads: Sequence[Spread]) -> Spread | None:
    if not spreads:
        return None
    joined = spreads[0]
    for spread in spreads[1:]:
        joined = joined.widen(spread)
    return joined


def _differs(one: Count, other: Count) -> bool:
    return (one.form, one.value, one.bounds) != (other.form, other.value, other.bounds)
