"""What stands already where a file speaks: reports of imports, of people, and of other sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from tracker.domain.counts import Count
from tracker.exchange.importing.entries import Stated
from tracker.recording.kept_counts import load_counts
from tracker.store.base import AnyRow, AnySelect
from tracker.store.imports import ImportReportRow, ImportUndoRow
from tracker.store.reports import ReportRow, RevisionRow

_PLACES_AT_ONCE = 20
_IDS_AT_ONCE = 5_000
"""Engines take a limited number of parameters in one statement."""


@dataclass(frozen=True, kw_only=True, slots=True)
class StandingReport:
    """A report that is not withdrawn; `base` is what an import said last, None of a person's."""

    report_id: int
    source_id: int
    seq: int
    counts: tuple[Count, ...]
    base: tuple[Count, ...] | None


Standing = dict[tuple[int, date], list[StandingReport]]
"""Reports by place and day."""


def load_standing(session: Session, stated: Iterable[Stated]) -> Iterator[tuple[int, Standing]]:
    """For each registered place of a file what stands there on the file's days."""
    days: dict[int, list[date]] = defaultdict(list)
    for one in stated:
        days[one.place_id].append(one.day)
    places = iter(place_id for place_id in days if place_id > 0)
    while batch := list(islice(places, _PLACES_AT_ONCE)):
        first = min(min(days[place_id]) for place_id in batch)
        last = max(max(days[place_id]) for place_id in batch)
        found = _load_batch(session, batch, first, last)
        for place_id in batch:
            yield place_id, found.get(place_id, {})


def count_reports(session: Session, place_ids: Iterable[int]) -> int:
    """How many reports there are about some places, of all days, withdrawn ones too."""
    places, found = iter(place_ids), 0
    while some := list(islice(places, _IDS_AT_ONCE)):
        query = select(func.count()).where(ReportRow.place_id.in_(some))
        found += session.execute(query).scalar_one()
    return found


def _load_batch(
    session: Session, place_ids: Sequence[int], first: date, last: date
) -> dict[int, Standing]:
    rows = list(session.execute(_select_heads(place_ids, first, last)))
    wanted = iter({row.revision_id for row in rows} | {r.base_id for r in rows if r.base_id})
    counts: dict[int, list[Count]] = {}
    while some := list(islice(wanted, _IDS_AT_ONCE)):
        counts |= load_counts(session, some)
    found: dict[int, Standing] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        found[row.place_id][row.place_id, row.day].append(_make(row, counts))
    return found


def _select_heads(place_ids: Sequence[int], first: date, last: date) -> AnySelect:
    imported = (
        select(ImportReportRow.report_id, func.max(ImportReportRow.revision_id).label("base_id"))
        .join(ReportRow, ReportRow.id == ImportReportRow.report_id)
        .where(
            ReportRow.place_id.in_(place_ids),
            # What an import said counts no more once it was undone.
            ImportReportRow.import_id.not_in(select(ImportUndoRow.import_id)),
        )
        .group_by(ImportReportRow.report_id)
        .subquery()
    )
    return (
        select(
            ReportRow.id,
            ReportRow.place_id,
            ReportRow.day,
            ReportRow.source_id,
            ReportRow.head_seq,
            RevisionRow.id.label("revision_id"),
            imported.c.base_id,
        )
        .join(
            RevisionRow,
            and_(RevisionRow.report_id == ReportRow.id, RevisionRow.seq == ReportRow.head_seq),
        )
        .outerjoin(imported, imported.c.report_id == ReportRow.id)
        .where(
            ReportRow.place_id.in_(place_ids),
            ReportRow.day.between(first, last),
            ~ReportRow.withdrawn,
        )
    )


def _make(row: AnyRow, counts: Mapping[int, Sequence[Count]]) -> StandingReport:
    return StandingReport(
        report_id=row.id,
        source_id=row.source_id,
        seq=row.head_seq,
        counts=tuple(counts.get(row.revision_id, ())),
        base=None if row.base_id is None else tuple(counts.get(row.base_id, ())),
    )
