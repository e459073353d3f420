"""Which numbers of a unit count because a reviewer preferred them."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain.indicators import Indicator
from tracker.domain.review import DecisionKind
from tracker.recording.history import load_reports
from tracker.recording.rulings import load_different
from tracker.recording.sides import find_preference
from tracker.store.reports import DecisionRow, ReportRow


def list_preferred(
    session: Session,
    place_id: int,
    first: date,
    last: date,
    *,
    known_at: datetime | None = None,
) -> dict[date, frozenset[Indicator]]:
    """Indicators by day, of those days that have any; a constant number of statements.

    A report that is out (withdrawn, returned, rejected, or ruled a different thing) counts for
    nothing, however it was preferred. With `known_at` as it was known then.
    """
    query = (
        select(ReportRow.id)
        .join(DecisionRow, DecisionRow.report_id == ReportRow.id)
        .where(ReportRow.place_id == place_id, ReportRow.day.between(first, last))
        .where(DecisionRow.kind == DecisionKind.PREFERRED.value)
        .distinct()
    )
    report_ids = session.execute(query).scalars().all()
    if not report_ids:
        return {}
    different = load_different(session, [place_id], known_at)
    found: dict[date, set[Indicator]] = defaultdict(set)
    for report in load_reports(session, report_ids, known_at=known_at):
        if not report.standing.counts:
            continue
        for count in report.revisions[-1].counts:
            is_different = (place_id, count.indicator, report.source_id) in different
            if find_preference(report.decisions, count.indicator) and not is_different:
                found[report.day].add(count.indicator)
    return {day: frozenset(indicators) for day, indicators in found.items()}
