"""What reviewers decide about a report, and the state that follows."""

from __future__ import annotations

from enum import StrEnum


class DecisionKind(StrEnum):
    """The acts of a reviewer. Each is appended; none is ever changed."""

    VERIFIED = "verified"
    DISPUTED = "disputed"
    RETURNED = "returned"
    REJECTED = "rejected"
    PREFERRED = "preferred"

    @property
    def is_preference(self) -> bool:
        """Whether the act is about what counts, not about what is true."""
        return self is DecisionKind.PREFERRED

    @property
    def needs_reason(self) -> bool:
        """Whether the act says nothing to its author without a reason."""
        return self not in (DecisionKind.VERIFIED, DecisionKind.DISPUTED)


class ReviewState(StrEnum):
    """Where a report stands in review. `changed` is changed since verified."""

    UNREVIEWED = "unreviewed"
    VERIFIED = "verified"
    CHANGED = "changed"
    DISPUTED = "disputed"
    RETURNED = "returned"
    REJECTED = "rejected"

    @property
    def counts(self) -> bool:
        """Whether a report in this state is a candidate for totals."""
        return self not in (ReviewState.RETURNED, ReviewState.REJECTED)


def review_after_decision(state: ReviewState, decision: DecisionKind) -> ReviewState:
    """The state after a decision; a preference leaves it as it was."""
    if decision is DecisionKind.PREFERRED:
        return state
    return ReviewState(decision.value)


def review_after_correction(state: ReviewState) -> ReviewState:
    """The state after a correction: what was verified is no longer, everything else starts anew."""
    if state in (ReviewState.VERIFIED, ReviewState.CHANGED):
        return ReviewState.CHANGED
    return ReviewState.UNREVIEWED
