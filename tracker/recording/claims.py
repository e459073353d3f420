"""Find claims: reports about places that are no reporting unit on the day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.recording.history import ReportHistory, load_reports
from tracker.store.reports import ReportRow
from tracker.totals.scopes import load_scopes


def list_claims(
    session: Session, place_ids: Sequence[int], first: date, last: date, limit: int | None = None
) -> tuple[ReportHistory, ...]:
    """Claims about the places from `first` to `last`, newest day first, withdrawn ones too.

    At most `limit` of them; a constant number of statements.
    """
    query = (
        select(ReportRow.id, ReportRow.place_id, ReportRow.day)
        .where(ReportRow.place_id.in_(place_ids), ReportRow.day.between(first, last))
        .order_by(ReportRow.day.desc(), ReportRow.id.desc())
    )
    scopes = load_scopes(session, place_ids)
    report_ids = [
        row.id
        for row in session.execute(query)
        if row.place_id not in scopes or not scopes[row.place_id].timeline.is_active(row.day)
    ]
    return load_reports(session, report_ids[:limit])
