"""The acts of a reviewer on a report."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.orm import Session

from tracker.domain.errors import ReasonMissing
from tracker.domain.published import ActKind, PublishedAct
from tracker.domain.reports import DecisionDraft
from tracker.domain.review import DecisionKind, ReviewState, review_after_decision
from tracker.recording.heads import list_indicators, load_head, set_head, take_in
from tracker.recording.sealing import seal_decision
from tracker.store.reports import DecisionRow

_WITHOUT_REASON = frozenset({DecisionKind.VERIFIED, DecisionKind.DISPUTED})


def decide(session: Session, draft: DecisionDraft, *, now: datetime) -> int:
    """Append a decision about the revision that the reviewer saw; returns the decision's id.

    Returning, rejecting and preferring need a reason.
    """
    report = load_head(session, draft.report_id, draft.seq)
    reason = (draft.reason or "").strip() or None
    if reason is None and draft.kind not in _WITHOUT_REASON:
        raise ReasonMissing("decision")
    values = {
        "report_id": report.id,
        "seq": draft.seq,
        "kind": draft.kind.value,
        "indicator": draft.indicator.value if draft.indicator else None,
        "reason": reason,
        "person_id": draft.person_id,
        "recorded_at": now,
    }
    decision_id: int = session.execute(
        insert(DecisionRow).values(values).returning(DecisionRow.id)
    ).scalar_one()
    review = review_after_decision(ReviewState(report.review), draft.kind)
    set_head(session, report.id, review=review.value)
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
    return decision_id
