"""Which units and days were touched by acts recorded after a moment.

An act was known at a moment when its `recorded_at` is not later. Ids are no measure: the clock is
read before a writer waits for its turn, so that acts may be stored in another order than recorded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Subquery, and_, exists, func, literal, select, union_all
from sqlalchemy.orm import Session

from tracker.domain.reports import Channel
from tracker.store.base import AnySelect, table_of
from tracker.store.gathered import gather, read_gathered
from tracker.store.imports import ImportReportRow, ImportUndoRow
from tracker.store.listed import list_ids
from tracker.store.reports import DecisionRow, ReportRow, RevisionRow
from tracker.store.rulings import RulingRow
from tracker.totals.candidates import STANDS

_REPORT = table_of(ReportRow)

Touched = dict[int, set[date]]
"""Days by place id."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TouchedReports:
    """Reports about a place that acts recorded after a moment were about, and that stand alike now.

    `only_reviewed` says that all of the acts were decisions of reviewers, and that there was none
    before the moment. `days` are those of the reports, to be read with `read_day`.
    """

    place_id: int
    review: str
    stands: bool
    only_reviewed: bool
    report_ids: Sequence[int]
    days: Sequence[date | str]


def list_touched_reports(
    session: Session, place_ids: Sequence[int], moment: datetime, until: date
) -> list[TouchedReports]:
    """Reports about days up to `until` that something was recorded about after the moment."""
    about = _select_about(moment)
    before = (
        select(DecisionRow.report_id).where(DecisionRow.recorded_at <= moment).distinct().subquery()
    )
    is_first = before.c.report_id.is_(None)
    places = list_ids(session, place_ids)
    query = (
        select(
            ReportRow.place_id,
            ReportRow.review,
            STANDS.label("stands"),
            about.c.only,
            is_first.label("is_first"),
            gather(session, _REPORT.c.id, _REPORT.c.id),
            gather(session, _REPORT.c.day, _REPORT.c.id),
        )
        .join(about, about.c.report_id == ReportRow.id)
        .outerjoin(before, before.c.report_id == ReportRow.id)
        .where(ReportRow.day <= until, ReportRow.place_id.in_(select(places.c.id)))
        .group_by(ReportRow.place_id, ReportRow.review, ReportRow.withdrawn, about.c.only, is_first)
    )
    return [
        TouchedReports(
            place_id=place_id,
            review=review,
            stands=bool(stands),
            only_reviewed=only == 1 and bool(first),
            report_ids=read_gathered(ids),
            days=read_gathered(days),
        )
        for place_id, review, stands, only, first, ids, days in session.connection().execute(query)
    ]


def _select_about(moment: datetime) -> Subquery:
    """Reports with acts after the moment; `only` is 1 where all of them were decisions."""
    acts = union_all(
        select(RevisionRow.report_id, literal(0).label("decided")).where(
            RevisionRow.recorded_at > moment
        ),
        select(DecisionRow.report_id, literal(1)).where(DecisionRow.recorded_at > moment),
        select(_select_ruled(moment, None).subquery().c.id, literal(0)),
    ).subquery()
    return (
        select(acts.c.report_id, func.min(acts.c.decided).label("only"))
        .group_by(acts.c.report_id)
        .subquery()
    )


def find_touched(
    session: Session, place_ids: Sequence[int], moment: datetime, until: date
) -> Touched:
    """Days up to `until` about which something was recorded after the moment."""
    touched: Touched = defaultdict(set)
    for place_id, day, _ in list_touched(session, place_ids, moment, None, until):
        touched[place_id].add(day)
    return touched


def list_touched(
    session: Session,
    place_ids: Sequence[int],
    earlier: datetime,
    later: datetime | None,
    until: date,
    *,
    singly: bool = False,
) -> list[tuple[int, date, datetime]]:
    """Places and days up to `until` with acts after a moment, with the last one's moment.

    Those with the newest acts come first. Acts after the moment `later` are left out, and where
    they are asked for `singly`, what imports and their undoing did.
    """
    revised = _select_between(RevisionRow, earlier, later)
    acts = union_all(
        revised.where(~is_of_import()) if singly else revised,
        _select_between(DecisionRow, earlier, later),
        _select_ruled(earlier, later),
    ).subquery()
    places = list_ids(session, place_ids)
    newest = func.max(acts.c.recorded_at)
    query = (
        select(ReportRow.place_id, ReportRow.day, newest)
        .join(acts, acts.c.report_id == ReportRow.id)
        .where(ReportRow.day <= until, ReportRow.place_id.in_(select(places.c.id)))
        .group_by(ReportRow.place_id, ReportRow.day)
        .order_by(newest.desc(), ReportRow.place_id, ReportRow.day)
    )
    return [tuple(row) for row in session.connection().execute(query).all()]


def is_of_import() -> ColumnElement[bool]:
    """Whether a revision is what an import recorded, or what undoing one changed."""
    imported = exists().where(ImportReportRow.revision_id == RevisionRow.id)
    moments = select(ImportUndoRow.recorded_at)
    is_bulk = RevisionRow.channel == Channel.BULK.value
    return imported | (is_bulk & RevisionRow.recorded_at.in_(moments))


def _select_between(
    table: type[RevisionRow | DecisionRow], earlier: datetime, later: datetime | None
) -> AnySelect:
    query = select(table.report_id, table.recorded_at).where(table.recorded_at > earlier)
    return query if later is None else query.where(table.recorded_at <= later)


def _select_ruled(earlier: datetime, later: datetime | None) -> AnySelect:
    """Reports that a ruling is about: all of the source in the place."""
    query = (
        select(ReportRow.id, RulingRow.recorded_at)
        .join(
            RulingRow,
            and_(
                RulingRow.place_id == ReportRow.place_id,
                RulingRow.source_id == ReportRow.source_id,
            ),
        )
        .where(RulingRow.recorded_at > earlier)
    )
    return query if later is None else query.where(RulingRow.recorded_at <= later)
