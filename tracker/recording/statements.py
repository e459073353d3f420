"""What a source stated, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, case, distinct, func, or_, select
from sqlalchemy.orm import Session

from tracker.domain.reports import Standing
from tracker.domain.review import DecisionKind, ReviewState
from tracker.domain.windows import COVERAGE
from tracker.recording.history import ReportHistory, load_reports
from tracker.recording.known import Standings, was_known
from tracker.store.reports import DecisionRow, ReportRow
from tracker.store.totals import UnitDayRow


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
    which reviewers ever decided so, `preferred` those that one preferred to its rivals. `counted`
    are those of which a number stands in totals now, by whatever rule; None of an earlier moment.
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
    counted: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """Which of a source's reports to list: about days from `first` to `last`, with one fate."""

    first: date | None = None
    last: date | None = None
    fate: Fate | None = None


def count_by_source(
    session: Session, *, known_at: datetime | None = None
) -> dict[int, tuple[int, date]]:
    """How many reports each source made, and the last day of them; one statement.

    With `known_at` those recorded until then.
    """
    query = select(ReportRow.source_id, func.count(), func.max(ReportRow.day))
    rows = session.execute(query.where(was_known(known_at)).group_by(ReportRow.source_id))
    return {source_id: (number, last) for source_id, number, last in rows}


class SourceStatements:
    """What a source stated until a moment (None: now), and what had become of it then."""

    def __init__(self, session: Session, source_id: int, known_at: datetime | None = None) -> None:
        self._session = session
        self._known_at = known_at
        by_source = ReportRow.source_id == source_id
        self._stated = and_(by_source, was_known(known_at))
        self._standings = Standings(session, by_source, known_at)

    def count(self) -> Statements:
        """What became of its reports; three statements."""
        made = self._session.execute(
            select(
                func.count(ReportRow.id).label("total"),
                func.max(ReportRow.day).label("last_day"),
                func.count(case((self._has_met(Fate.CORRECTED), 1))).label("corrected"),
                func.count(case((self._has_met(Fate.WITHDRAWN), 1))).label("withdrawn"),
            ).where(self._stated)
        ).one()
        decided = (
            select(DecisionRow.kind, func.count(distinct(DecisionRow.report_id)).label("number"))
            .join(ReportRow, ReportRow.id == DecisionRow.report_id)
            .where(self._stated)
            .group_by(DecisionRow.kind)
        )
        if self._known_at is not None:
            decided = decided.where(DecisionRow.recorded_at <= self._known_at)
        kinds = {row.kind: row.number for row in self._session.execute(decided)}
        return Statements(
            total=made.total,
            last_day=made.last_day,
            corrected=made.corrected,
            withdrawn=made.withdrawn,
            **{kind.value: kinds.get(kind.value, 0) for kind in DecisionKind},
            counted=self._count_counted() if self._known_at is None else None,
        )

    def _count_counted(self) -> int:
        counting = select(UnitDayRow.report_id).where(
            UnitDayRow.place_id == ReportRow.place_id,
            UnitDayRow.day == ReportRow.day,
            UnitDayRow.report_id == ReportRow.id,
            UnitDayRow.indicator != COVERAGE,
        )
        query = select(func.count(ReportRow.id)).where(self._stated, counting.exists())
        return self._session.scalar(query) or 0

    def count_wanted(self, wanted: Wanted) -> int:
        """How many of its reports are wanted."""
        query = select(func.count(ReportRow.id)).where(*self._list_conditions(wanted))
        return self._session.scalar(query) or 0

    def list_wanted(self, wanted: Wanted, *, offset: int, limit: int) -> tuple[ReportHistory, ...]:
        """The wanted reports, newest day first; a constant number of statements."""
        query = (
            select(ReportRow.id)
            .where(*self._list_conditions(wanted))
            .order_by(ReportRow.day.desc(), ReportRow.id.desc())
            .offset(offset)
            .limit(limit)
        )
        report_ids = self._session.scalars(query).all()
        return load_reports(self._session, report_ids, known_at=self._known_at)

    def _list_conditions(self, wanted: Wanted) -> list[ColumnElement[bool]]:
        conditions: list[ColumnElement[bool]] = [self._stated]
        if wanted.first is not None:
            conditions.append(ReportRow.day >= wanted.first)
        if wanted.last is not None:
            conditions.append(ReportRow.day <= wanted.last)
        if wanted.fate is not None:
            conditions.append(self._has_met(wanted.fate))
        return conditions

    def _has_met(self, fate: Fate) -> ColumnElement[bool]:
        return self._standings.hold(_is_noted(fate), lambda standing: _has_met(standing, fate))


_VERIFIED = (ReviewState.VERIFIED, ReviewState.CHANGED)


# A withdrawal is a revision of its own, so two revisions of a withdrawn report are no correction.
def _is_noted(fate: Fate) -> ColumnElement[bool]:
    """That a fate follows from what is stored of a report."""
    match fate:
        case Fate.CORRECTED:
            return ReportRow.head_seq > case((ReportRow.withdrawn, 2), else_=1)
        case Fate.WITHDRAWN:
            return ReportRow.withdrawn.is_(True)
        case Fate.VERIFIED:
            return or_(*(ReportRow.review == state.value for state in _VERIFIED))
        case _:
            return ReportRow.review == fate.value


def _has_met(standing: Standing, fate: Fate) -> bool:
    """The same of what stood at a moment."""
    match fate:
        case Fate.CORRECTED:
            return standing.seq > (2 if standing.withdrawn else 1)
        case Fate.WITHDRAWN:
            return standing.withdrawn
        case Fate.VERIFIED:
            return standing.review in _VERIFIED
        case _:
            return standing.review.value == fate.value
