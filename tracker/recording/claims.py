"""Find claims: what was said beside the totals, of no reporting unit or as a different thing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, exists, false, func, not_, or_, select, true
from sqlalchemy.orm import Session, aliased

from tracker.domain.counts import Count, Form
from tracker.domain.indicators import Indicator
from tracker.domain.reports import RevisionKind
from tracker.domain.rulings import Ruling
from tracker.domain.windows import Window
from tracker.recording.history import ReportHistory, load_reports
from tracker.recording.known import Standings, was_known
from tracker.recording.rulings import Different, load_different
from tracker.store.reports import CountRow, ReportRow, RevisionRow
from tracker.totals.candidates import STANDS
from tracker.totals.known.past import Past
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
    past: Past | None = None,
) -> tuple[Claim, ...]:
    """Claims about the places from `first` to `last`, newest day first, withdrawn ones too.

    At most `limit` of them; a constant number of statements. With `past` as they stood then.
    """
    known_at = _moment_of(past)
    scopes = _load_scopes(session, place_ids, past)
    different = load_different(session, place_ids, known_at)
    query = (
        select(ReportRow.id)
        .where(
            _is_claim(place_ids, scopes, different, known_at),
            ReportRow.day.between(first, last),
            was_known(known_at),
        )
        .order_by(ReportRow.day.desc(), ReportRow.id.desc())
        .limit(limit)
    )
    reports = load_reports(session, session.scalars(query).all(), known_at=known_at)
    return tuple(_make_claims(reports, scopes, different))


def find_last_claim(
    session: Session, place_ids: Sequence[int], until: date, *, past: Past | None = None
) -> date | None:
    """The last day up to `until` with a claim about the places. With `past` as was known then."""
    known_at = _moment_of(past)
    scopes = _load_scopes(session, place_ids, past)
    different = load_different(session, place_ids, known_at)
    last = select(func.max(ReportRow.day)).where(
        _is_claim(place_ids, scopes, different, known_at),
        ReportRow.day <= until,
        was_known(known_at),
    )
    return session.scalar(last)


def list_latest_claims(
    session: Session,
    place_ids: Sequence[int],
    day: date,
    indicators: Collection[Indicator],
    limit: int,
    *,
    past: Past | None = None,
) -> tuple[tuple[ReportHistory, Count], ...]:
    """What each source stated last, up to a day, about places that were no units, newest first.

    One count of each indicator that stands; a number of new ones is of its own day only. At most
    `limit` of them; a constant number of statements. With `past` as they stood then.
    """
    known_at = _moment_of(past)
    scopes = _load_scopes(session, place_ids, past)
    about = and_(_is_about_no_unit(place_ids, scopes), ReportRow.day <= day)
    standings = Standings(session, about, known_at)
    rank = func.row_number().over(
        partition_by=(ReportRow.place_id, ReportRow.source_id, CountRow.indicator),
        order_by=(ReportRow.day.desc(), ReportRow.id.desc()),
    )
    said = (
        select(ReportRow.id, ReportRow.day, CountRow.indicator, rank.label("rank"))
        .join(RevisionRow, RevisionRow.report_id == ReportRow.id)
        .join(CountRow, CountRow.revision_id == RevisionRow.id)
        .where(
            about,
            standings.hold(STANDS, lambda standing: standing.counts),
            _is_head(known_at),
            CountRow.indicator.in_([indicator.value for indicator in indicators]),
            or_(CountRow.form != Form.NEW.value, ReportRow.day == day),
        )
        .subquery()
    )
    query = select(said.c.id, said.c.indicator).where(said.c.rank == 1)
    ordered = query.order_by(said.c.day.desc(), said.c.id.desc(), said.c.indicator).limit(limit)
    chosen = {(report_id, key) for report_id, key in session.execute(ordered)}
    report_ids = sorted({report_id for report_id, _ in chosen}, reverse=True)
    reports = load_reports(session, report_ids, known_at=known_at)
    return tuple(
        (report, count)
        for report in sorted(reports, key=lambda report: report.day, reverse=True)
        for count in report.counts
        if (report.report_id, count.indicator) in chosen
    )


def _moment_of(past: Past | None) -> datetime | None:
    return past.moment if past else None


def _load_scopes(session: Session, place_ids: Sequence[int], past: Past | None) -> dict[int, Scope]:
    return past.registers.load_scopes(place_ids) if past else load_scopes(session, place_ids)


def _is_head(known_at: datetime | None) -> ColumnElement[bool]:
    """That a revision was the latest of its report at a moment (None: now)."""
    if known_at is None:
        return RevisionRow.seq == ReportRow.head_seq
    known = aliased(RevisionRow)
    latest = select(func.max(known.seq)).where(
        known.report_id == ReportRow.id, known.recorded_at <= known_at
    )
    return RevisionRow.seq == latest.correlate(ReportRow).scalar_subquery()


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
        yield Claim(report=report, counts=tuple(ruled), rulings=tuple(ruled.values()))


def _is_claim(
    place_ids: Sequence[int],
    scopes: dict[int, Scope],
    different: Different,
    known_at: datetime | None,
) -> ColumnElement[bool]:
    """That a report is about a place that was no unit on its day, or says a different thing."""
    about = _is_about_no_unit(place_ids, scopes)
    return or_(about, *(_states(*series, known_at) for series in different))


def _is_about_no_unit(place_ids: Sequence[int], scopes: dict[int, Scope]) -> ColumnElement[bool]:
    about = [
        and_(
            ReportRow.place_id == place_id,
            not_(or_(false(), *(_lies_in(window) for window in scopes[place_id].timeline.active))),
        )
        if place_id in scopes
        else ReportRow.place_id == place_id
        for place_id in place_ids
    ]
    return or_(false(), *about)


def _lies_in(window: Window) -> ColumnElement[bool]:
    since = ReportRow.day >= window.first
    return since if window.until is None else and_(since, ReportRow.day < window.until)


def _states(
    place_id: int, indicator: Indicator, source_id: int, known_at: datetime | None
) -> ColumnElement[bool]:
    """That what a report said last (a withdrawn one: before that) is of a series."""
    version = aliased(RevisionRow)
    last = select(func.max(version.seq)).where(
        version.report_id == ReportRow.id,
        version.kind != RevisionKind.WITHDRAWAL.value,
        true() if known_at is None else version.recorded_at <= known_at,
    )
    said = (
        exists()
        .where(RevisionRow.report_id == ReportRow.id, CountRow.revision_id == RevisionRow.id)
        .where(CountRow.indicator == indicator.value)
        .where(RevisionRow.seq == last.correlate(ReportRow).scalar_subquery())
    )
    return and_(ReportRow.place_id == place_id, ReportRow.source_id == source_id, said)
