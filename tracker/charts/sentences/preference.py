"""Why one of several numbers counts, in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.charts.wording import phrase_day
from tracker.domain.review import ReviewState
from tracker.domain.selection import Candidate, Rung, find_rung

STATE_WORDS = {
    ReviewState.UNREVIEWED: "unreviewed",
    ReviewState.VERIFIED: "verified",
    ReviewState.CHANGED: "changed since verified",
    ReviewState.DISPUTED: "disputed",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Preference:
    """Who preferred a report, on which day of the operation, and why.

    `is_outdated`: its author changed the number afterwards; `said` is then what it was when it was
    preferred, None where the report did not have it yet.
    """

    person_name: str
    day: date
    reason: str
    is_outdated: bool = False
    said: str | None = None


def explain_preference(ordered: Sequence[Candidate], preference: Preference | None) -> str:
    """The rule that decided, from candidates in their order, the one that counts first.

    `preference` is the decision that preferred the first, None where nobody did. For a verified
    report and two others: "Preferred: verified; the others are unreviewed."
    """
    if not ordered:
        return "No number stands."
    best, others = ordered[0], ordered[1:]
    if not others:
        return "It is the only number that stands."
    match find_rung(best, others[0]):
        case Rung.PREFERENCE:
            return _say_person(preference)
        case Rung.REVIEW:
            return f"Preferred: {STATE_WORDS[best.review]}; {_say_states(others)}."
        case Rung.GRADE:
            return f"Preferred: better source grade ({best.grade} before {others[0].grade})."
    return "Preferred: recorded later."


def _say_person(preference: Preference | None) -> str:
    if preference is None:
        return "Preferred by a reviewer."
    reason = preference.reason.rstrip(".")
    by = f"Preferred by {preference.person_name} on {phrase_day(preference.day)}"
    if preference.is_outdated:
        said = f" from {preference.said}" if preference.said else ""
        by += f", before it was corrected{said}"
    return f"{by}: {reason}."


def _say_states(others: Sequence[Candidate]) -> str:
    states = list(dict.fromkeys(STATE_WORDS[other.review] for other in others))
    said = " or ".join(states)
    return f"the other is {said}" if len(others) == 1 else f"the others are {said}"
