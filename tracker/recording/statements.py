"""What a source stated, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, case, distinct, func, or_, select
from sqlalchemy.orm import Session

from tracker.domain.review import DecisionKind, ReviewState
from tracker.recording.history import ReportHistory, load_reports
from tracker.store.reports import DecisionRow, ReportRow


class Fate(StrEnum):
    """What became of a report; one may have met several. The others say what stands now."""

    VERIFIED = "verified"
    DISPUTED = "disputed"
    RETURNED = "returned"
    REJECTED = "rejected"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, kw_only=True, slots=True)
class Statements:
    """How many reports a source made up to which day, and what became of them.

    `corrected` and `withdrawn` reports were so by their authors; the others count the reports about
    which reviewers ever decided so, `preferred` those that one preferred to its rivals.
    """

    total: int
    last_day: date | None
    corrected: int
    withdrawn: int
    verified: int
    preferred: int
    disputed: int
    returned: int
    rejected: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """Which of a source's reports to list: about days from `first` to `last`, with one fate."""

    first: date | None = None
    last: date | None = None
    fate: Fate | None = None


# A withdrawal is a revision of its own, so two revisions of a withdrawn report are no correction.
_CORRECTED = ReportRow.head_seq > case((ReportRow.withdrawn, 2), else_=1)


def count_statements(session: Session, source_id: int) -> Statements:
    """What became of a source's reports; two statements."""
    made = session.execute(
        select(
            func.count(ReportRow.id).label("total"),
            func.max(ReportRow.day).label("last_day"),
            func.count(case((_CORRECTED, 1))).label("corrected"),
            func.count(case((ReportRow.withdrawn, 1))).label("withdrawn"),
        ).where(ReportRow.source_id == source_id)
    ).one()
    decided = (
        select(DecisionRow.kind, func.count(distinct(DecisionRow.report_id)).label("number"))
        .join(ReportRow, ReportRow.id == DecisionRow.report_id)
        .where(ReportRow.source_id == source_id)
        .group_by(DecisionRow.kind)
    )
    kinds = {row.kind: row.number for row in session.execute(decided)}
    return Statements(
        total=made.total,
        last_day=made.last_day,
        corrected=made.corrected,
        withdrawn=made.withdrawn,
        **{kind.value: kinds.get(kind.value, 0) for kind in DecisionKind},
    )


def count_by_source(session: Session) -> dict[int, tuple[int, date]]:
    """How many reports each source made, and the last day of them; one statement."""
    query = select(ReportRow.source_id, func.count(), func.max(ReportRow.day))
    rows = session.execute(query.group_by(ReportRow.source_id))
    return {source_id: (number, last) for source_id, number, last in rows}


def count_wanted(session: Session, source_id: int, wanted: Wanted) -> int:
    """How many of a source's reports are wanted."""
    query = select(func.count(ReportRow.id)).where(_is_wanted(source_id, wanted))
    return session.scalar(query) or 0


def list_statements(
    session: Session, source_id: int, wanted: Wanted, *, offset: int, limit: int
) -> tuple[ReportHistory, ...]:
    """The wanted reports of a source, newest day first; a constant number of statements."""
    query = (
        select(ReportRow.id)
        .where(_is_wanted(source_id, wanted))
        .order_by(ReportRow.day.desc(), ReportRow.id.desc())
        .offset(offset)
        .limit(limit)
    )
    return load_reports(session, session.scalars(query).all())


def _is_wanted(source_id: int, wanted: Wanted) -> ColumnElement[bool]:
    asked = [ReportRow.source_id == source_id]
    if wanted.first is not None:
        asked.append(ReportRow.day >= wanted.first)
    if wanted.last is not None:
        asked.append(ReportRow.day <= wanted.last)
    if wanted.fate is not None:
        asked.append(_has_met(wanted.fate))
    return and_(*asked)


def _has_met(fate: Fate) -> ColumnElement[bool]:
    match fate:
        case Fate.CORRECTED:
            return _CORRECTED
        case Fate.WITHDRAWN:
            return ReportRow.withdrawn.is_(True)
        case Fate.VERIFIED:
            states = (ReviewState.VERIFIED, ReviewState.CHANGED)
            return or_(*(ReportRow.review == state.value for state in states))
        case _:
            return ReportRow.review == fate.value
