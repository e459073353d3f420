"""What reports said last, and who said it: all that an export of numbers tells of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from tracker.domain.counts import Count
from tracker.domain.indicators import Indicator
from tracker.domain.reports import RevisionKind
from tracker.recording.kept_counts import is_listed, load_counts
from tracker.store.places import SourceRow
from tracker.store.reports import ReportRow, RevisionRow


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """The latest revision of a report that has counts, and its source with the grade then."""

    report_id: int
    source: str
    grade: str
    recorded_at: datetime
    counts: Mapping[Indicator, Count]


def load_said(
    session: Session, report_ids: Collection[int], *, known_at: datetime | None = None
) -> dict[int, Said]:
    """What reports said last, by their ids; three statements however many.

    With `known_at` what they had said by that moment; one that was recorded later is left out.
    """
    if not report_ids:
        return {}
    last = (
        select(RevisionRow.report_id, func.max(RevisionRow.seq).label("seq"))
        .where(
            is_listed(session, RevisionRow.report_id, report_ids),
            RevisionRow.kind != RevisionKind.WITHDRAWAL.value,
        )
        .group_by(RevisionRow.report_id)
    )
    if known_at is not None:
        last = last.where(RevisionRow.recorded_at <= known_at)
    latest = last.subquery()
    query = (
        select(
            ReportRow.id,
            ReportRow.grade,
            SourceRow.name,
            RevisionRow.id.label("revision_id"),
            RevisionRow.recorded_at,
        )
        .join(SourceRow, SourceRow.id == ReportRow.source_id)
        .join(latest, latest.c.report_id == ReportRow.id)
        .join(
            RevisionRow,
            and_(RevisionRow.report_id == latest.c.report_id, RevisionRow.seq == latest.c.seq),
        )
    )
    rows = session.connection().execute(query).all()
    counts = load_counts(session, [row.revision_id for row in rows])
    return {
        row.id: Said(
            report_id=row.id,
            source=row.name,
            grade=row.grade,
            recorded_at=row.recorded_at,
            counts={count.indicator: count for count in counts[row.revision_id]},
        )
        for row in rows
    }
