"""Which report counts: exactly one of the candidates, and the spread of them all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.domain.amounts import Amount, Spread
from tracker.domain.counts import Count, Form
from tracker.domain.qualifiers import Qualifier
from tracker.domain.review import ReviewState
from tracker.domain.spreads import join_spreads, spread_around, spread_beside


class Grade(StrEnum):
    """Reliability of a source, from A (completely reliable) to E; F cannot be judged."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"

    @property
    def words(self) -> str:
        """What the grade means."""
        return GRADE_WORDS[self]


GRADE_WORDS = {
    Grade.A: "completely reliable",
    Grade.B: "usually reliable",
    Grade.C: "fairly reliable",
    Grade.D: "not usually reliable",
    Grade.E: "unreliable",
    Grade.F: "cannot be judged",
}

_REVIEW_RANK: dict[str, int] = {
    ReviewState.VERIFIED: 2,
    ReviewState.UNREVIEWED: 1,
    ReviewState.CHANGED: 1,
    ReviewState.DISPUTED: 0,
}
_GRADE_RANK: dict[str, int] = {grade: -rank for rank, grade in enumerate(Grade)}


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

    `same` is the spread of the candidates in the preferred one's form, which holds the preferred
    one's own bounds; `other` that of candidates in the other form of a tally (new against total so
    far), None where there is none that names a number.
    `alternatives` counts the candidates not preferred; `contested` says whether any of them states
    something else. `apart` is then by how many per cent of the higher number the candidates are
    apart, rounded up: 0 where what they say can all be true, None where it cannot be compared
    because some give new ones and others a total so far.
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
    apart: int | None = None

    def disagrees(self, share: int) -> bool:
        """Whether the candidates are more than `share` per cent apart, or cannot be compared."""
        return self.contested and (self.apart is None or self.apart > share)

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
    return rank_plainly(candidate.preference, candidate.review, candidate.grade, candidate.recorded)


def rank_plainly(
    preference: int | None, review: str, grade: str, recorded: int
) -> tuple[int, int, int, int]:
    """The rank of a candidate that is told by its parts, as they are stored."""
    first = -1 if preference is None else preference
    return first, _REVIEW_RANK[review], _GRADE_RANK[grade], recorded


class Rung(StrEnum):
    """What made one candidate count and not another, in the order in which it is asked."""

    PREFERENCE = "preference"
    REVIEW = "review"
    GRADE = "grade"
    RECORDED = "recorded"


def find_rung(best: Candidate, other: Candidate) -> Rung:
    """What puts `best` before `other`: the first part of their ranks that differs."""
    pairs = zip(Rung, rank(best), rank(other), strict=True)
    return next((rung for rung, one, two in pairs if one != two), Rung.RECORDED)


def order_candidates(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Candidates from the preferred one down."""
    return sorted(candidates, key=rank, reverse=True)


def select(day: date, candidates: Iterable[Candidate]) -> Observation | None:
    """The observation that counts, None without candidates; sources are never added together."""
    ordered = order_candidates(candidates)
    if not ordered:
        return None
    best = ordered[0]
    form = best.count.form
    alike = [other.count for other in ordered[1:] if other.count.form is form]
    unlike = [other.count for other in ordered[1:] if other.count.form is not form]
    contested = any(differs(best.count, other.count) for other in ordered[1:])
    return Observation(
        day=day,
        report_id=best.report_id,
        form=form,
        value=best.count.value,
        same=spread_around(best.count, alike),
        other=join_spreads(spread_beside(best.count, other) for other in unlike),
        review=best.review,
        corrected=best.corrected,
        alternatives=len(ordered) - 1,
        contested=contested,
        apart=measure_apart([one.count for one in ordered]) if contested else None,
    )


def measure_apart(counts: Sequence[Count]) -> int | None:
    """By how many per cent of the higher number counts are apart, rounded up.

    What one count has at the least is held against what another has at the most, so "more than
    300" and 350 are not apart. None where forms differ.

    >>> measure_apart([Count(indicator=Indicator.KILLED, form=Form.NEW, value=v) for v in (9, 8)])
    12
    """
    if len({count.form for count in counts}) > 1:
        return None
    reaches = [_reach(count) for count in counts]
    highest_low = max(low for low, _ in reaches)
    lowest_high = min((high for _, high in reaches if high is not None), default=highest_low)
    if lowest_high >= highest_low:
        return 0
    return -(-100 * (highest_low - lowest_high) // highest_low)


def _reach(count: Count) -> tuple[int, int | None]:
    """From where to where a count goes, at least 0; "about 300" is 300 where no bound is given."""
    bounds = count.bounds
    best = count.value if count.qualifier is Qualifier.ABOUT else None
    low = bounds.low if bounds.low is not None else best or 0
    high = bounds.high if bounds.high is not None else best
    return low, None if high is None else max(0, high)


def differs(one: Count, other: Count) -> bool:
    """Whether two counts of one indicator say something else."""
    return (one.form, one.value, one.bounds) != (other.form, other.value, other.bounds)
