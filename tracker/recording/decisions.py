"""The acts of a reviewer on a report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from tracker.domain.errors import (
    CountsNowhere,
    DecisionConflict,
    InvalidField,
    ReasonMissing,
    Refusal,
)
from tracker.domain.published import ActKind, PublishedAct
from tracker.domain.reports import DecisionDraft
from tracker.domain.review import ReviewState, review_after_decision
from tracker.recording.heads import list_indicators, load_head, set_head, take_in
from tracker.recording.reviewers import check_reviewer
from tracker.recording.sealing import seal_decision
from tracker.store.reports import DecisionRow, ReportRow
from tracker.totals.waiting import requeue


@dataclass(frozen=True, kw_only=True, slots=True)
class LeftOut:
    """A report that could not be decided on among many, and why."""

    report_id: int
    message: str


def decide(session: Session, draft: DecisionDraft, *, now: datetime) -> int:
    """Append a decision about the revision that the reviewer saw; returns the decision's id.

    Returning, rejecting and preferring need a reason. Raises OwnReport when the reviewer wrote any
    part of the report, NotFound when it lies outside the areas that they review, OutdatedRevision
    when it changed meanwhile, CountsNowhere when it is preferred though returned or rejected.
    """
    report = load_head(session, draft.report_id, draft.seq)
    check_reviewer(session, draft.person_id, report)
    reason = _clean_reason(draft)
    if reason is None and draft.kind.needs_reason:
        raise ReasonMissing("decision")
    review = ReviewState(report.review)
    if draft.kind.is_preference and not review.counts:
        raise CountsNowhere(report.id, review)
    _check_indicator(session, draft, report)
    values = {
        "report_id": report.id,
        "seq": draft.seq,
        "kind": draft.kind.value,
        "indicator": draft.indicator.value if draft.indicator else None,
        "reason": reason,
        "person_id": draft.person_id,
        "recorded_at": now,
        "submission_id": draft.submission_id,
    }
    decision_id: int = session.execute(
        insert(DecisionRow).values(values).returning(DecisionRow.id)
    ).scalar_one()
    set_head(session, report.id, review=review_after_decision(review, draft.kind).value)
    act = PublishedAct(
        kind=ActKind.DECISION,
        place_id=report.place_id,
        recorded_at=now,
        person_id=draft.person_id,
        reason=reason,
        report_id=report.id,
        decision_id=decision_id,
    )
    indicators = list_indicators(session, report)
    effects = take_in(session, report.place_id, report.day, indicators, act)
    seal_decision(session, {"id": decision_id, **values}, effects)
    requeue(session, [report.place_id], (report.day, report.day))
    return decision_id


def decide_each(
    session: Session, drafts: Iterable[DecisionDraft], *, now: datetime
) -> tuple[LeftOut, ...]:
    """Decide on many reports; those that cannot be decided on are left out, and answered.

    A refusal comes before anything is written about its report, so the others stand.
    """
    left_out = []
    for draft in drafts:
        try:
            decide(session, draft, now=now)
        except Refusal as refusal:
            left_out.append(LeftOut(report_id=draft.report_id, message=refusal.message))
    return tuple(left_out)


def find_decision(session: Session, draft: DecisionDraft) -> int | None:
    """The decision that the same submission became before; None when it is new.

    Raises DecisionConflict when its id stands for another decision.
    """
    if draft.submission_id is None:
        return None
    query = select(DecisionRow).where(DecisionRow.submission_id == draft.submission_id)
    made = session.execute(query).scalar_one_or_none()
    if made is None:
        return None
    said = (made.report_id, made.seq, made.kind, made.person_id, made.reason, made.indicator)
    asked = (draft.report_id, draft.seq, draft.kind, draft.person_id, _clean_reason(draft))
    if said != (*asked, draft.indicator):
        raise DecisionConflict(str(draft.submission_id), made.report_id, made.seq)
    return made.id


def _clean_reason(draft: DecisionDraft) -> str | None:
    return (draft.reason or "").strip() or None


def _check_indicator(session: Session, draft: DecisionDraft, report: ReportRow) -> None:
    if draft.indicator is not None and draft.indicator not in list_indicators(session, report):
        raise InvalidField("indicator", "Select a number that this report states")
