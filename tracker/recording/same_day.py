"""A report with all others about the same place and day."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from tracker.domain.errors import NotFound
from tracker.recording.history import ReportHistory, load_reports
from tracker.store.reports import ReportRow


def load_same_day(
    session: Session, report_id: int
) -> tuple[ReportHistory, Sequence[ReportHistory]]:
    """The report, and the others in the order in which they were made; raises NotFound."""
    asked = aliased(ReportRow)
    query = (
        select(ReportRow.id)
        .join(asked, (asked.place_id == ReportRow.place_id) & (asked.day == ReportRow.day))
        .where(asked.id == report_id)
        .order_by(ReportRow.id)
    )
    reports = load_reports(session, session.execute(query).scalars().all())
    if not reports:
        raise NotFound("report", report_id)
    own = next(report for report in reports if report.report_id == report_id)
    return own, [report for report in reports if report is not own]
