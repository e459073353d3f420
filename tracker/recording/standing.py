"""The levels that stand in a unit, in the words in which they were said."""

from __future__ import annotations

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from tracker.domain.counts import Count
from tracker.domain.indicators import LEVELS
from tracker.recording.context import still_holds
from tracker.recording.kept_counts import load_counts
from tracker.store.reports import ReportRow, RevisionRow
from tracker.totals.around import Around


def load_standing_levels(session: Session, around: Around) -> tuple[Count, ...]:
    """The last count of each level before the day, with qualifier, bounds, words and parts.

    A level that was reckoned from flows is left out: nobody counted it.
    """
    reports = {
        indicator: point.observation.report_id
        for indicator in LEVELS
        if (point := around.last.get(indicator)) is not None
        and point.observation is not None
        and around.scope is not None
        and still_holds(indicator, point, around.day, around.scope)
    }
    heads = session.execute(
        select(RevisionRow.id, RevisionRow.report_id)
        .join(
            ReportRow,
            and_(ReportRow.id == RevisionRow.report_id, ReportRow.head_seq == RevisionRow.seq),
        )
        .where(ReportRow.id.in_(set(reports.values())))
    ).all()
    counts = load_counts(session, [head.id for head in heads])
    said = {(head.report_id, count.indicator): count for head in heads for count in counts[head.id]}
    return tuple(said[report_id, indicator] for indicator, report_id in reports.items())
