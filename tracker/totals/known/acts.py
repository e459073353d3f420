"""Which units and days were touched by acts recorded after a moment.

An act was known at a moment when its `recorded_at` is not later. Ids are no measure: the clock is
read before a writer waits for its turn, so that acts may be stored in another order than recorded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import and_, func, select, union_all
from sqlalchemy.orm import Session

from tracker.store.base import AnySelect
from tracker.store.listed import list_ids
from tracker.store.reports import DecisionRow, ReportRow, RevisionRow
from tracker.store.rulings import RulingRow

Touched = dict[int, set[date]]
"""Days by place id."""


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
    return [tuple(row) for row in session.connection().execute(query)]


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
