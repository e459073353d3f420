"""The acts on a report that stands: correct it, withdraw it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from tracker.domain.counts import Count
from tracker.domain.errors import InvalidField, InvalidReport, ReasonMissing
from tracker.domain.falls import Move
from tracker.domain.moves import apply_move
from tracker.domain.reports import CorrectionDraft, Receipt, RevisionKind, WithdrawalDraft
from tracker.domain.review import ReviewState, review_after_correction
from tracker.recording.appending import NewRevision, append_revision
from tracker.recording.checking import Explanation, check_sent
from tracker.recording.context import load_entry_context
from tracker.recording.elsewhere import add_counted_elsewhere
from tracker.recording.heads import (
    finish_act,
    list_indicators,
    load_head,
    set_head,
)
from tracker.recording.submissions import (
    Body,
    describe_counts,
    describe_falls,
    find_repeated,
    hash_body,
)


def correct_report(session: Session, draft: CorrectionDraft, *, now: datetime) -> Receipt:
    """Append a correction: the counts of the report anew, with the reason.

    Raises as record_report does, and OutdatedRevision when the report changed since
    `draft.based_on`.
    """
    body = describe_correction(draft)
    repeated = find_repeated(session, draft.submission_id, body, person_id=draft.person_id, now=now)
    if repeated is not None:
        return repeated
    report = load_head(session, draft.report_id, draft.based_on)
    if not draft.reason.strip():
        raise ReasonMissing("correction")
    context = load_entry_context(
        session,
        report.place_id,
        report.day,
        now=now,
        source_id=report.source_id,
        ignore_report=report.id,
    )
    # Whether the report itself came late was asked, and kept, when it was made.
    context = replace(context, is_late=False)
    counts = _move_people(draft)
    context = add_counted_elsewhere(session, context, report.place_id, report.day, counts)
    said = Explanation(
        falls=draft.falls, reason=draft.reason, moved=draft.move.source if draft.move else None
    )
    checked = check_sent(report.day, counts, context, draft.confirmed, said, channel=draft.channel)
    changed = {count.indicator for count in counts} | list_indicators(session, report)
    revision = NewRevision(
        report_id=report.id,
        seq=report.head_seq + 1,
        kind=RevisionKind.CORRECTION,
        channel=draft.channel,
        submission_id=draft.submission_id,
        body_hash=hash_body(body),
        person_id=draft.person_id,
        recorded_at=now,
        counts=counts,
        reason=draft.reason.strip(),
        note=draft.note,
        confirmed=checked.warnings,
        falls=checked.falls + ((draft.move.fall,) if draft.move else ()),
    )
    stored = append_revision(session, revision)
    review = review_after_correction(ReviewState(report.review))
    set_head(session, report.id, head_seq=revision.seq, review=review.value)
    return finish_act(session, report, revision, stored, changed)


def describe_correction(draft: CorrectionDraft) -> Body:
    """The content of a correction, by which a repeated submission is known."""
    return {
        "report": draft.report_id,
        "based_on": draft.based_on,
        "counts": describe_counts(draft.counts),
        "note": draft.note,
        "reason": draft.reason.strip(),
        "person": draft.person_id,
        **describe_falls(draft.falls),
        **_describe_move(draft.move),
    }


def describe_withdrawal(draft: WithdrawalDraft) -> Body:
    """As for corrections."""
    return {
        "report": draft.report_id,
        "based_on": draft.based_on,
        "withdrawal": True,
        "reason": draft.reason.strip(),
        "person": draft.person_id,
    }


def _move_people(draft: CorrectionDraft) -> tuple[Count, ...]:
    try:
        return apply_move(draft.counts, draft.move)
    except InvalidField as problem:
        raise InvalidReport((problem,)) from None


def _describe_move(move: Move | None) -> Body:
    return {"move": [move.people, move.source, move.target]} if move else {}


def withdraw_report(session: Session, draft: WithdrawalDraft, *, now: datetime) -> Receipt:
    """Append a withdrawal with the reason; the report no longer counts, its history stays."""
    body = describe_withdrawal(draft)
    repeated = find_repeated(session, draft.submission_id, body, person_id=draft.person_id, now=now)
    if repeated is not None:
        return repeated
    report = load_head(session, draft.report_id, draft.based_on)
    if not draft.reason.strip():
        raise ReasonMissing("withdrawal")
    changed = list_indicators(session, report)
    revision = NewRevision(
        report_id=report.id,
        seq=report.head_seq + 1,
        kind=RevisionKind.WITHDRAWAL,
        channel=draft.channel,
        submission_id=draft.submission_id,
        body_hash=hash_body(body),
        person_id=draft.person_id,
        recorded_at=now,
        reason=draft.reason.strip(),
    )
    stored = append_revision(session, revision)
    set_head(session, report.id, head_seq=revision.seq, withdrawn=True)
    return finish_act(session, report, revision, stored, changed)
