"""Walk through all reports of some days, a few at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from tracker.recording.history import ReportHistory, load_reports
from tracker.recording.known import was_known
from tracker.store.listed import list_ids
from tracker.store.reports import ReportRow

AT_ONCE = 200


def walk_reports(
    session: Session,
    place_ids: Collection[int],
    first: date,
    last: date,
    *,
    known_at: datetime | None = None,
) -> Iterator[ReportHistory]:
    """Reports about places from `first` to `last`, by day and id, withdrawn ones too.

    With `known_at` as they stood at that moment. Memory does not grow with their number.
    """
    asked = list_ids(session, place_ids)
    key = tuple_(ReportRow.day, ReportRow.id)
    query = (
        select(ReportRow.day, ReportRow.id)
        .where(ReportRow.place_id.in_(select(asked.c.id)), ReportRow.day.between(first, last))
        .where(was_known(known_at))
        .order_by(ReportRow.day, ReportRow.id)
        .limit(AT_ONCE)
    )
    page = session.execute(query).all()
    while page:
        yield from load_reports(session, [row.id for row in page], known_at=known_at)
        session.expunge_all()
        page = session.execute(query.where(key > (page[-1].day, page[-1].id))).all()
