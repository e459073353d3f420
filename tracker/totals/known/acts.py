"""Which units and days were touched by acts recorded after a moment.

An act was known at a moment when its `recorded_at` is not later. Ids are no measure: the clock is
read before a writer waits for its turn, so that acts may be stored in another order than recorded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, func, literal, select, union_all
from sqlalchemy.orm import Session

from tracker.store.base import AnySelect
from tracker.store.listed import list_ids
from tracker.store.reports import DecisionRow, ReportRow, RevisionRow
from tracker.store.rulings import RulingRow
from tracker.totals.candidates import STANDS

Touched = dict[int, set[date]]
"""Days by place id."""


@dataclass(frozen=True, slots=True)
class TouchedReport:
    """A report that acts recorded after a moment were about, and how it stands now.

    `only_decided` says that all of them were decisions of reviewers, `decided_before` that there
    were such decisions before the moment, too.
    """

    report_id: int
    place_id: int
    day: date
    stands: bool
    review: str
    only_decided: bool
    decided_before: bool


def list_touched_reports(
    session: Session, place_ids: Sequence[int], moment: datetime, until: date
) -> list[TouchedReport]:
    """Reports about days up to `until` that something was recorded about after the moment."""
    acts = union_all(
        select(RevisionRow.report_id, literal(0).label("decided")).where(
            RevisionRow.recorded_at > moment
        ),
        select(DecisionRow.report_id, literal(1)).where(DecisionRow.recorded_at > moment),
        select(_select_ruled(moment, None).subquery().c.id, literal(0)),
    ).subquery()
    about = (
        select(acts.c.report_id, func.min(acts.c.decided).label("only"))
        .group_by(acts.c.report_id)
        .subquery()
    )
    before = select(DecisionRow.id).where(
        DecisionRow.report_id == ReportRow.id, DecisionRow.recorded_at <= moment
    )
    places = list_ids(session, place_ids)
    query = (
        select(
            ReportRow.id,
            ReportRow.place_id,
            ReportRow.day,
            STANDS.label("stands"),
            ReportRow.review,
            about.c.only,
            before.exists().label("before"),
        )
        .join(about, about.c.report_id == ReportRow.id)
        .where(ReportRow.day <= until, ReportRow.place_id.in_(select(places.c.id)))
    )
    return [TouchedReport(*row) for row in session.connection().execute(query).all()]


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
) -> list[tuple[int, date, datetime]]:
    """Places and days up to `until` with acts after a moment, with the last one's moment.

    Those with the newest acts come first. Acts after the moment `later` are left out.
    """
    acts = union_all(
        _select_between(RevisionRow, earlier, later),
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
