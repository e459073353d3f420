"""Whether what is noted to stand of reports follows from the acts on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from tracker.domain.reports import RevisionKind, Standing, fold_report
from tracker.domain.review import DecisionKind
from tracker.store.base import table_of
from tracker.store.reports import DecisionRow, ReportRow, RevisionRow

_REPORT = table_of(ReportRow)
_REVISION, _DECISION = table_of(RevisionRow), table_of(DecisionRow)


def find_wrong_standing(session: Session, revision_ids: Collection[int]) -> list[int]:
    """Reports begun by these revisions of which something stands that the acts do not give."""
    begun = _REVISION.c.id.in_(revision_ids) & (_REVISION.c.seq == 1)
    query = (
        select(_REPORT.c.id, _REPORT.c.head_seq, _REPORT.c.withdrawn, _REPORT.c.review)
        .join(_REVISION, _REVISION.c.report_id == _REPORT.c.id)
        .where(begun)
        .order_by(_REPORT.c.id)
    )
    noted = {row.id: (row.head_seq, row.withdrawn, row.review) for row in session.execute(query)}
    revisions = _load_acts(session, _REVISION, noted)
    decisions = _load_acts(session, _DECISION, noted)
    return [
        report_id
        for report_id, found in noted.items()
        if found != _tell(_fold(revisions[report_id], decisions[report_id]))
    ]


def _load_acts(
    session: Session, table: Table, report_ids: Collection[int]
) -> defaultdict[int, list[tuple[int, str]]]:
    acts: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    columns = (table.c.report_id, table.c.seq, table.c.kind)
    query = select(*columns).where(table.c.report_id.in_(report_ids)).order_by(table.c.id)
    for report_id, seq, kind in session.execute(query):
        acts[report_id].append((seq, kind))
    return acts


def _fold(revisions: list[tuple[int, str]], decisions: list[tuple[int, str]]) -> Standing | None:
    try:
        return fold_report(
            [(seq, RevisionKind(kind)) for seq, kind in revisions],
            [(seq, DecisionKind(kind)) for seq, kind in decisions],
        )
    except ValueError:  # a kind that there is not
        return None


def _tell(standing: Standing | None) -> tuple[Any, ...] | None:
    return (standing.seq, standing.withdrawn, standing.review.value) if standing else None
