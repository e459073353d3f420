"""The words of reviewing: reasons to look, decisions, and what is said once they are made."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.domain.review import DecisionKind
from tracker.domain.urgency import Reason

REASON_LABELS = {
    Reason.WARNED: "Sent despite a warning",
    Reason.RIVAL: "Sources disagree",
    Reason.GAP: "People unaccounted for",
    Reason.FALL: "A total fell",
    Reason.LATE: "Late, changed a published day",
    Reason.NEWCOMER: "First reports of a person",
}

REASON_MARKS = {
    Reason.WARNED: ("stale", "warned"),
    Reason.RIVAL: ("rival", "rival sources"),
    Reason.GAP: ("stale", "people unaccounted for"),
    Reason.FALL: ("stale", "total fell"),
    Reason.LATE: ("late", "late, changed a published day"),
    Reason.NEWCOMER: ("observed", "new person"),
}
"""Shape and words of the marks."""

ACTS = {
    DecisionKind.VERIFIED: "Verify",
    DecisionKind.DISPUTED: "Dispute",
    DecisionKind.RETURNED: "Return",
    DecisionKind.REJECTED: "Reject",
    DecisionKind.PREFERRED: "Prefer",
}

DONE = {
    DecisionKind.VERIFIED: "verified",
    DecisionKind.DISPUTED: "marked as disputed",
    DecisionKind.RETURNED: "returned to its author",
    DecisionKind.REJECTED: "rejected",
    DecisionKind.PREFERRED: "preferred; it waits on, to be verified",
}

DONE_TO_MANY = DONE | {
    DecisionKind.RETURNED: "returned to their authors",
    DecisionKind.PREFERRED: "preferred; they wait on, to be verified",
}


def say_done(kind: DecisionKind, report_id: int, changes: Sequence[str] = ()) -> str:
    """What was decided on one report, and what it changed, in words."""
    done = f"Report {report_id} is {DONE[kind]}."
    return f"{done} {'; '.join(changes)}." if changes else done


def say_done_to_many(kind: DecisionKind, number: int) -> str:
    """What was decided on many reports."""
    if number == 1:
        return f"One report is {DONE[kind]}."
    return f"{number} reports are {DONE_TO_MANY[kind]}."
