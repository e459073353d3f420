"""Lists of reports and of decisions, newest first, a page at a time."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from tracker.domain.indicators import Indicator
from tracker.domain.reports import Decision
from tracker.domain.review import DecisionKind
from tracker.recording.history import ReportHistory, load_reports
from tracker.recording.known import was_known
from tracker.store.accounts import User
from tracker.store.listed import list_ids
from tracker.store.reports import DecisionRow, ReportRow
from tracker.totals.beneath import select_beneath


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportFilter:
    """Which reports are asked for. None: all.

    `beneath` is a place with all that lies in it; `seen` are the only places that count, without
    those that are `hidden`.
    """

    beneath: int | None = None
    seen: Collection[int] | None = None
    hidden: Collection[int] = ()
    source: int | None = None
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Decided:
    """A decision with the report that it is about."""

    report_id: int
    place_id: int
    day: date
    decision: Decision


def list_reports(
    session: Session,
    wanted: ReportFilter,
    *,
    limit: int,
    before: int | None = None,
    known_at: datetime | None = None,
) -> tuple[ReportHistory, ...]:
    """Reports below the id `before`, newest first, withdrawn ones too; seven statements.

    With `known_at` as they stood at that moment, without those recorded later.
    """
    query = (
        select(ReportRow.id)
        .where(*_conditions(session, wanted), was_known(known_at), *_below(ReportRow.id, before))
        .order_by(ReportRow.id.desc())
        .limit(limit)
    )
    return load_reports(session, session.scalars(query).all(), known_at=known_at)


def list_decisions(
    session: Session, wanted: ReportFilter, *, limit: int, before: int | None = None
) -> tuple[Decided, ...]:
    """Decisions on such reports below the id `before`, newest first; one statement.

    What each changed in totals is left out.
    """
    query = (
        select(DecisionRow, User.display_name, ReportRow.place_id, ReportRow.day)
        .join(ReportRow, ReportRow.id == DecisionRow.report_id)
        .join(User, User.id == DecisionRow.person_id)
        .where(*_conditions(session, wanted), *_below(DecisionRow.id, before))
        .order_by(DecisionRow.id.desc())
        .limit(limit)
    )
    return tuple(
        Decided(
            report_id=row.report_id,
            place_id=place_id,
            day=day,
            decision=Decision(
                decision_id=row.id,
                seq=row.seq,
                kind=DecisionKind(row.kind),
                reason=row.reason,
                indicator=Indicator(row.indicator) if row.indicator else None,
                person_id=row.person_id,
                person_name=name,
                recorded_at=row.recorded_at,
            ),
        )
        for row, name, place_id, day in session.execute(query)
    )


def _below(column: InstrumentedAttribute[int], before: int | None) -> list[ColumnElement[bool]]:
    return [] if before is None else [column < before]


def _conditions(session: Session, wanted: ReportFilter) -> list[ColumnElement[bool]]:
    place = ReportRow.place_id
    found: list[ColumnElement[bool]] = []
    if wanted.beneath is not None:
        found.append(place.in_(select_beneath([wanted.beneath])))
    if wanted.seen is not None:
        found.append(place.in_(select(list_ids(session, wanted.seen).c.id)))
    if wanted.hidden:
        found.append(place.not_in(select(list_ids(session, wanted.hidden).c.id)))
    if wanted.source is not None:
        found.append(ReportRow.source_id == wanted.source)
    if wanted.first is not None:
        found.append(ReportRow.day >= wanted.first)
    if wanted.last is not None:
        found.append(ReportRow.day <= wanted.last)
    return found
