"""Which units and days were touched by acts recorded after a moment.

An act was known at a moment when its `recorded_at` is not later. Ids are no measure: the clock is
read before a writer waits for its turn, so that acts may be stored in another order than recorded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import and_, select, union
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
    after = union(
        select(RevisionRow.report_id).where(RevisionRow.recorded_at > moment),
        select(DecisionRow.report_id).where(DecisionRow.recorded_at > moment),
        _select_ruled().where(RulingRow.recorded_at > moment),
    ).subquery()
    places = list_ids(session, place_ids)
    query = (
        select(ReportRow.place_id, ReportRow.day)
        .join(after, after.c.report_id == ReportRow.id)
        .where(ReportRow.day <= until, ReportRow.place_id.in_(select(places.c.id)))
        .distinct()
    )
    touched: Touched = defaultdict(set)
    for place_id, day in session.connection().execute(query):
        touched[place_id].add(day)
    return touched


def _select_ruled() -> AnySelect:
    """Reports that a ruling is about: all of the source in the place."""
    return select(ReportRow.id).join(
        RulingRow,
        and_(RulingRow.place_id == ReportRow.place_id, RulingRow.source_id == ReportRow.source_id),
    )
