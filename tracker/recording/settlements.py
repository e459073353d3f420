"""The acts that settle a submission in conflict: accept it on its own, or discard it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from tracker.domain.audit import Act
from tracker.domain.checks.falls import list_fallen
from tracker.domain.errors import NeedsConfirmation, NotFound, ReasonMissing
from tracker.domain.falls import Fall, FallKind
from tracker.domain.reports import CorrectionDraft, Receipt, ReportDraft, WithdrawalDraft
from tracker.recording.conflicts import Conflict, Sent, SentKind, load_conflict
from tracker.recording.corrections import correct_report, withdraw_report
from tracker.recording.reports import confirm_unchanged, record_report
from tracker.recording.sealing import seal_row
from tracker.recording.settled import make_settled_id
from tracker.store.reports import ReportRow
from tracker.store.review import SettlementRow


@dataclass(frozen=True, kw_only=True, slots=True)
class SettlementDraft:
    """What a reviewer makes of a submission in conflict, with the reason."""

    conflict_id: int
    person_id: int
    reason: str


def accept_conflict(session: Session, draft: SettlementDraft, *, now: datetime) -> Receipt:
    """Record what was sent as an act of its own, in its sender's name.

    A new report becomes another report, a correction or a withdrawal is based on what stands now.
    Its soft warnings are kept as confirmed: the reviewer saw both contents. Raises NotFound when
    somebody settled it already, and what recording raises.
    """
    conflict = _load(session, draft)
    receipt = _RECORD[conflict.sent.kind](session, conflict, draft.reason, now)
    _keep(session, draft, now, kind="accepted", report_id=receipt.report_id)
    return receipt


def discard_conflict(session: Session, draft: SettlementDraft, *, now: datetime) -> None:
    """Leave what was sent aside for good."""
    _load(session, draft)
    _keep(session, draft, now, kind="discarded", report_id=None)


def _load(session: Session, draft: SettlementDraft) -> Conflict:
    conflict = load_conflict(session, draft.person_id, draft.conflict_id)
    if not draft.reason.strip():
        raise ReasonMissing("decision")
    return conflict


def _keep(session: Session, draft: SettlementDraft, now: datetime, **result: object) -> None:
    row = {
        "conflict_id": draft.conflict_id,
        "reason": draft.reason.strip(),
        "person_id": draft.person_id,
        "recorded_at": now,
        **result,
    }
    settlement_id = session.execute(
        insert(SettlementRow).values(row).returning(SettlementRow.id)
    ).scalar_one()
    seal_row(session, Act.SETTLEMENT, "conflict_settlement", {"id": settlement_id, **row})


def _record_report(session: Session, conflict: Conflict, reason: str, now: datetime) -> Receipt:
    sent = conflict.sent
    draft = ReportDraft(
        submission_id=make_settled_id(conflict.conflict_id),
        place_id=sent.place_id,
        day=sent.day,
        source_id=sent.source_id,
        person_id=conflict.sender_id,
        counts=sent.counts,
        note=sent.note or reason,
        falls=sent.falls,
    )
    try:
        return record_report(session, draft, now=now)
    except NeedsConfirmation as asked:
        return record_report(session, replace(draft, **_confirm(asked, sent)), now=now)


def _confirm_unchanged(
    session: Session, conflict: Conflict, _reason: str, now: datetime
) -> Receipt:
    sent = conflict.sent
    return confirm_unchanged(
        session,
        submission_id=make_settled_id(conflict.conflict_id),
        place_id=sent.place_id,
        day=sent.day,
        source_id=sent.source_id,
        person_id=conflict.sender_id,
        now=now,
    )


def _correct(session: Session, conflict: Conflict, reason: str, now: datetime) -> Receipt:
    sent = conflict.sent
    draft = CorrectionDraft(
        submission_id=make_settled_id(conflict.conflict_id),
        report_id=conflict.sent.report_id,
        based_on=_find_head(session, conflict.sent.report_id),
        person_id=conflict.sender_id,
        counts=sent.counts,
        reason=sent.reason or reason,
        note=sent.note,
        falls=sent.falls,
        move=sent.move,
    )
    try:
        return correct_report(session, draft, now=now)
    except NeedsConfirmation as asked:
        return correct_report(session, replace(draft, **_confirm(asked, sent)), now=now)


def _withdraw(session: Session, conflict: Conflict, reason: str, now: datetime) -> Receipt:
    draft = WithdrawalDraft(
        submission_id=make_settled_id(conflict.conflict_id),
        report_id=conflict.sent.report_id,
        based_on=_find_head(session, conflict.sent.report_id),
        person_id=conflict.sender_id,
        reason=conflict.sent.reason or reason,
    )
    return withdraw_report(session, draft, now=now)


def _find_head(session: Session, report_id: int) -> int:
    query = select(ReportRow.head_seq).where(ReportRow.id == report_id)
    head = session.execute(query).scalar_one_or_none()
    if head is None:
        raise NotFound("report", report_id)
    return head


def _confirm(asked: NeedsConfirmation, sent: Sent) -> dict[str, Any]:
    """What the reviewer adds to a draft: that it is right, and that its totals know better."""
    told = {fall.indicator for fall in sent.falls}
    untold = (indicator for indicator in list_fallen(asked.warnings) if indicator not in told)
    corrected = (Fall(indicator=indicator, kind=FallKind.CORRECTION) for indicator in untold)
    return {
        "confirmed": frozenset(warning.key for warning in asked.warnings),
        "falls": (*sent.falls, *corrected),
    }


_RECORD: dict[SentKind, Callable[[Session, Conflict, str, datetime], Receipt]] = {
    SentKind.REPORT: _record_report,
    SentKind.UNCHANGED: _confirm_unchanged,
    SentKind.CORRECTION: _correct,
    SentKind.WITHDRAWAL: _withdraw,
}
