"""Reports that were decided on, the newest decision first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from tracker.domain.review import DecisionKind
from tracker.recording.queue import QueueFilter
from tracker.recording.reviewers import is_in_scope
from tracker.store.accounts import User
from tracker.store.base import AnySelect
from tracker.store.reports import DecisionRow, ReportRow, RevisionRow
from tracker.totals.beneath import select_beneath


@dataclass(frozen=True, kw_only=True, slots=True)
class Decided:
    """The newest decision of its kind about a report; `decision_id` is where a page goes on."""

    decision_id: int
    report_id: int
    kind: DecisionKind
    reason: str | None
    person_name: str
    recorded_at: datetime


def list_in_state(
    session: Session,
    wanted: QueueFilter,
    kind: DecisionKind,
    limit: int,
    before: int | None = None,
) -> tuple[Decided, ...]:
    """Reports that stand as a decision of this kind left them."""
    later = aliased(DecisionRow)
    again = select(later.id).where(
        later.report_id == DecisionRow.report_id,
        later.kind == DecisionRow.kind,
        later.id > DecisionRow.id,
    )
    query = _select(wanted).where(
        DecisionRow.kind == kind.value,
        ReportRow.review == kind.value,
        ~ReportRow.withdrawn,
        ~again.exists(),
    )
    return _read(session, query, limit, before)


def list_decided_by(
    session: Session, wanted: QueueFilter, limit: int, before: int | None = None
) -> tuple[Decided, ...]:
    """What the reviewer decided, the newest decision about each report."""
    later = aliased(DecisionRow)
    newest = select(func.max(later.id)).where(
        later.report_id == DecisionRow.report_id, later.person_id == wanted.reviewer
    )
    query = _select(wanted).where(
        DecisionRow.person_id == wanted.reviewer, DecisionRow.id == newest.scalar_subquery()
    )
    return _read(session, query, limit, before)


def _select(wanted: QueueFilter) -> AnySelect:
    query: AnySelect = (
        select(
            DecisionRow.id,
            DecisionRow.report_id,
            DecisionRow.kind,
            DecisionRow.reason,
            User.display_name,
            DecisionRow.recorded_at,
        )
        .join(ReportRow, ReportRow.id == DecisionRow.report_id)
        .join(User, User.id == DecisionRow.person_id)
        .where(is_in_scope(wanted.reviewer, ReportRow.place_id))
        .order_by(DecisionRow.id.desc())
    )
    if wanted.area is not None:
        query = query.where(ReportRow.place_id.in_(select_beneath([wanted.area])))
    if wanted.source is not None:
        query = query.where(ReportRow.source_id == wanted.source)
    if wanted.person is not None:
        own = select(RevisionRow.id).where(
            RevisionRow.report_id == ReportRow.id, RevisionRow.person_id == wanted.person
        )
        query = query.where(own.exists())
    if wanted.first is not None:
        query = query.where(ReportRow.day >= wanted.first)
    if wanted.last is not None:
        query = query.where(ReportRow.day <= wanted.last)
    return query


def _read(
    session: Session, query: AnySelect, limit: int, before: int | None
) -> tuple[Decided, ...]:
    if before is not None:
        query = query.where(DecisionRow.id < before)
    return tuple(
        Decided(
            decision_id=row.id,
            report_id=row.report_id,
            kind=DecisionKind(row.kind),
            reason=row.reason,
            person_name=row.display_name,
            recorded_at=row.recorded_at,
        )
        for row in session.execute(query.limit(limit))
    )
