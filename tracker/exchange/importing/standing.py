"""What is known already where a file speaks: reports of imports, of people, and of other sources.

What imports said of a report last is their last revision of it, unless it is kept apart: people
may have changed the report, and then a revision has their numbers too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import Session

from tracker.domain.counts import Count
from tracker.exchange.importing.entries import Stated
from tracker.recording.kept_counts import load_counts
from tracker.recording.submissions import read_counts
from tracker.store.base import AnyRow, AnySelect
from tracker.store.imports import ImportReportRow, ImportUndoRow, ImportWordsRow
from tracker.store.reports import ReportRow, RevisionRow

_PLACES_AT_ONCE = 20
_IDS_AT_ONCE = 5_000
"""Engines take a limited number of parameters in one statement."""


@dataclass(frozen=True, kw_only=True, slots=True)
class StandingReport:
    """A report as it stands; `base` is what imports said of it, None where none did.

    Of one that is `withdrawn` nothing counts; it is known only where an import made it.
    """

    report_id: int
    source_id: int
    seq: int
    counts: tuple[Count, ...]
    base: tuple[Count, ...] | None
    withdrawn: bool = False


Standing = dict[tuple[int, date], list[StandingReport]]
"""Reports by place and day, in the order in which they were made."""


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
    words = _load_words(session, place_ids)
    found: dict[int, Standing] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        found[row.place_id][row.place_id, row.day].append(_make(row, counts, words.get(row.id)))
    return found


@dataclass(frozen=True, kw_only=True, slots=True)
class _Words:
    """What imports said up to and with one of them."""

    import_id: int
    counts: tuple[Count, ...]


def _load_words(session: Session, place_ids: Sequence[int]) -> dict[int, _Words]:
    """By report the last words of imports that are kept apart from its revisions."""
    query = (
        select(ImportWordsRow.report_id, ImportWordsRow.import_id, ImportWordsRow.counts)
        .join(ReportRow, ReportRow.id == ImportWordsRow.report_id)
        .where(
            ReportRow.place_id.in_(place_ids),
            ImportWordsRow.import_id.not_in(select(ImportUndoRow.import_id)),
        )
        .order_by(ImportWordsRow.import_id)
    )
    return {
        row.report_id: _Words(import_id=row.import_id, counts=read_counts(row.counts))
        for row in session.execute(query)
    }


def _select_heads(place_ids: Sequence[int], first: date, last: date) -> AnySelect:
    imported = (
        select(
            ImportReportRow.report_id,
            func.max(ImportReportRow.revision_id).label("base_id"),
            func.max(ImportReportRow.import_id).label("import_id"),
        )
        .join(ReportRow, ReportRow.id == ImportReportRow.report_id)
        .where(
            ReportRow.place_id.in_(place_ids),
            # What an import said counts no more once it was undone.
            ImportReportRow.import_id.not_in(select(ImportUndoRow.import_id)),
        )
        .group_by(ImportReportRow.report_id)
        .subquery()
    )
    # What an import withdrew that was undone comes back with the file of before.
    by_undone = exists().where(
        ImportReportRow.revision_id == RevisionRow.id,
        ImportReportRow.import_id.in_(select(ImportUndoRow.import_id)),
    )
    return (
        select(
            ReportRow.id,
            ReportRow.place_id,
            ReportRow.day,
            ReportRow.source_id,
            ReportRow.head_seq,
            ReportRow.withdrawn,
            RevisionRow.id.label("revision_id"),
            imported.c.base_id,
            imported.c.import_id,
        )
        .join(
            RevisionRow,
            and_(RevisionRow.report_id == ReportRow.id, RevisionRow.seq == ReportRow.head_seq),
        )
        .outerjoin(imported, imported.c.report_id == ReportRow.id)
        .where(
            ReportRow.place_id.in_(place_ids),
            ReportRow.day.between(first, last),
            or_(~ReportRow.withdrawn, imported.c.import_id.is_not(None) & ~by_undone),
        )
        .order_by(ReportRow.id)
    )


def _make(
    row: AnyRow, counts: Mapping[int, Sequence[Count]], words: _Words | None
) -> StandingReport:
    base = None if row.base_id is None else tuple(counts.get(row.base_id, ()))
    if words is not None and base is not None and words.import_id >= row.import_id:
        base = words.counts
    return StandingReport(
        report_id=row.id,
        source_id=row.source_id,
        seq=row.head_seq,
        counts=tuple(counts.get(row.revision_id, ())),
        base=base,
        withdrawn=row.withdrawn,
    )
