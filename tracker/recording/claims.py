"""Find claims: what was said beside the totals, of no reporting unit or as a different thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, exists, false, func, not_, or_, select, true
from sqlalchemy.orm import Session

from tracker.domain.counts import Count
from tracker.domain.indicators import Indicator
from tracker.domain.rulings import Ruling
from tracker.domain.windows import Window
from tracker.recording.history import ReportHistory, load_reports
from tracker.recording.rulings import Different, load_different
from tracker.store.reports import CountRow, ReportRow, RevisionRow
from tracker.totals.scopes import Scope, load_scopes


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """A report, or those of its counts that are outside the totals.

    `rulings` are those that put the counts out; a report about no reporting unit needs none.
    """

    report: ReportHistory
    counts: tuple[Count, ...]
    rulings: tuple[Ruling, ...] = ()


def list_claims(
    session: Session,
    place_ids: Sequence[int],
    first: date,
    last: date,
    limit: int | None = None,
    *,
    known_at: datetime | None = None,
) -> tuple[Claim, ...]:
    """Claims about the places from `first` to `last`, newest day first, withdrawn ones too.

    At most `limit` of them; a constant number of statements. With `known_at` as they stood then.
    """
    scopes, different = (
        load_scopes(session, place_ids),
        load_different(session, place_ids, known_at),
    )
    query = (
        select(ReportRow.id)
        .where(
            _is_claim(place_ids, scopes, different),
            ReportRow.day.between(first, last),
            _was_known(known_at),
        )
        .order_by(ReportRow.day.desc(), ReportRow.id.desc())
        .limit(limit)
    )
    reports = load_reports(session, session.scalars(query).all(), known_at=known_at)
    return tuple(_make_claims(reports, scopes, different))


def find_last_claim(
    session: Session, place_ids: Sequence[int], until: date, *, known_at: datetime | None = None
) -> date | None:
    """The last day up to `until` with a claim about the places."""
    scopes, different = (
        load_scopes(session, place_ids),
        load_different(session, place_ids, known_at),
    )
    last = select(func.max(ReportRow.day)).where(
        _is_claim(place_ids, scopes, different),
        ReportRow.day <= until,
        _was_known(known_at),
    )
    return session.scalar(last)


def _was_known(known_at: datetime | None) -> ColumnElement[bool]:
    """That a report had been recorded at a moment (None: now)."""
    if known_at is None:
        return true()
    return exists().where(
        RevisionRow.report_id == ReportRow.id,
        RevisionRow.seq == 1,
        RevisionRow.recorded_at <= known_at,
    )


def _make_claims(
    reports: Iterable[ReportHistory], scopes: dict[int, Scope], different: Different
) -> Iterator[Claim]:
    for report in reports:
        scope = scopes.get(report.place_id)
        if scope is None or not scope.timeline.is_active(report.day):
            yield Claim(report=report, counts=report.counts)
            continue
        ruled = {
            count: different[key]
            for count in report.counts
            if (key := (report.place_id, count.indicator, report.source_id)) in different
        }
        if ruled:
            yield Claim(report=report, counts=tuple(ruled), rulings=tuple(ruled.values()))


def _is_claim(
    place_ids: Sequence[int], scopes: dict[int, Scope], different: Different
) -> ColumnElement[bool]:
    """That a report is about a place that was no unit on its day, or says a different thing."""
    about = [
        and_(
            ReportRow.place_id == place_id,
            not_(or_(false(), *(_lies_in(window) for window in scopes[place_id].timeline.active))),
        )
        if place_id in scopes
        else ReportRow.place_id == place_id
        for place_id in place_ids
    ]
    return or_(false(), *about, *(_states(*series) for series in different))


def _lies_in(window: Window) -> ColumnElement[bool]:
    since = ReportRow.day >= window.first
    return since if window.until is None else and_(since, ReportRow.day < window.until)


def _states(place_id: int, indicator: Indicator, source_id: int) -> ColumnElement[bool]:
    """That any revision of a report states a series."""
    said = (
        exists()
        .where(RevisionRow.report_id == ReportRow.id, CountRow.revision_id == RevisionRow.id)
        .where(CountRow.indicator == indicator.value)
    )
    return and_(ReportRow.place_id == place_id, ReportRow.source_id == source_id, said)
