"""Reports as the API answers them: what was said, by whom, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tracker.domain.counts import Count
from tracker.domain.reports import Channel, Decision, Receipt, Revision, RevisionKind
from tracker.domain.review import DecisionKind, ReviewState
from tracker.domain.selection import Grade
from tracker.recording.history import ReportHistory
from tracker.web.api.problems import describe_warnings
from tracker.web.api.records import ListOf, Record, given, known_or_null, pick
from tracker.web.api.schemas import Choice, Day, Moment
from tracker.web.api.shapes import (
    BOUNDS,
    EFFECT,
    INDICATOR,
    MANY,
    PART,
    PLACE,
    REPORT_ID,
    SEQ,
    SOURCE_NAME,
    STATED,
    STATED_FALL,
    WARNING,
    WORDS,
    YES,
)

COUNTS = ListOf(item=STATED, most=MANY)
REVISION = Record(
    name="Revision",
    items={
        "seq": given(SEQ, "Its number within the report, from 1."),
        "kind": given(Choice(of=RevisionKind, noun="a kind"), "What it did."),
        "recorded_at": given(Moment(), "When it was recorded."),
        "by": given(WORDS, "Who sent it."),
        "channel": given(Choice(of=Channel, noun="a channel"), "How it came in."),
        "reason": known_or_null(WORDS, "Why."),
        "note": known_or_null(WORDS, "What was said beside the numbers."),
        "counts": given(COUNTS, "What it stated; of a withdrawal nothing."),
        "confirmed": given(ListOf(item=WARNING, most=MANY), "Warnings that were confirmed."),
        "falls": given(ListOf(item=STATED_FALL, most=MANY), "Why running totals fell."),
    },
)
DECISION = Record(
    name="Decision",
    items={
        "id": given(REPORT_ID, "The decision's id."),
        "report": given(REPORT_ID, "The report that it is about."),
        "seq": given(SEQ, "The revision that it is about."),
        "kind": given(Choice(of=DecisionKind, noun="a kind"), "What was decided."),
        "indicator": known_or_null(INDICATOR, "The one number that is preferred; null: all."),
        "reason": known_or_null(WORDS, "Why."),
        "by": given(WORDS, "Who decided."),
        "recorded_at": given(Moment(), "When it was recorded."),
    },
)
REPORT = Record(
    name="Report",
    items={
        "id": given(REPORT_ID, "The report's id, for life."),
        "place": given(PLACE, "The area or unit that it is about."),
        "day": given(Day(), "The day that it is about."),
        "source": given(SOURCE_NAME, "Who says so."),
        "grade": given(Choice(of=Grade, noun="a grade"), "The source's grade when it was made."),
        "is_late": given(YES, "Whether it came after the day's deadline."),
        "seq": given(SEQ, "The revision that stands: what a correction is based on."),
        "withdrawn": given(YES, "Whether it was taken back."),
        "review": given(Choice(of=ReviewState, noun="a state"), "Where it stands in review."),
        "counts_in_totals": given(YES, "Whether it is a candidate for totals."),
        "counts": given(COUNTS, "What it says, or said before it was withdrawn."),
        "revisions": given(ListOf(item=REVISION, most=MANY), "All of it, oldest first."),
        "decisions": given(ListOf(item=DECISION, most=MANY), "Of reviewers, oldest first."),
    },
)
RECEIPT = Record(
    name="Receipt",
    items={
        "report": given(REPORT_ID, "The report's id."),
        "seq": given(SEQ, "The revision that was recorded."),
        "kind": given(Choice(of=RevisionKind, noun="a kind"), "What it did."),
        "repeated": given(YES, "Whether it had been accepted before."),
        "effects": given(
            ListOf(item=EFFECT, most=MANY), "What it changed in the unit's own numbers."
        ),
    },
)


def describe_report(report: ReportHistory) -> dict[str, Any]:
    """A report as it is answered."""
    standing = report.standing
    return {
        "id": report.report_id,
        "place": {"id": report.place_id, "name": report.place_name},
        "day": report.day,
        "source": {"id": report.source_id, "name": report.source_name},
        "grade": report.grade,
        "is_late": report.is_late,
        "seq": standing.seq,
        "withdrawn": standing.withdrawn,
        "review": standing.review,
        "counts_in_totals": standing.counts,
        "counts": describe_counts(report.counts),
        "revisions": [_describe_revision(revision) for revision in report.revisions],
        "decisions": [
            describe_decision(report.report_id, decision) for decision in report.decisions
        ],
    }


def _describe_revision(revision: Revision) -> dict[str, Any]:
    return pick(
        REVISION,
        revision,
        by=revision.person_name,
        counts=describe_counts(revision.counts),
        confirmed=describe_warnings(revision.confirmed),
        falls=[pick(STATED_FALL, fall) for fall in revision.falls],
    )


def describe_decision(report_id: int, decision: Decision) -> dict[str, Any]:
    """A decision as it is answered."""
    return pick(
        DECISION,
        decision,
        id=decision.decision_id,
        report=report_id,
        by=decision.person_name,
    )


def describe_counts(counts: Iterable[Count]) -> list[dict[str, Any]]:
    """Counts as they are answered."""
    return [
        pick(
            STATED,
            count,
            bounds=pick(BOUNDS, count.bounds),
            parts=[pick(PART, part) for part in count.parts],
        )
        for count in counts
    ]


def describe_receipt(receipt: Receipt) -> dict[str, Any]:
    """A receipt as it is answered."""
    return pick(
        RECEIPT,
        receipt,
        report=receipt.report_id,
        effects=[pick(EFFECT, effect) for effect in receipt.effects],
    )
