"""Rows of an export that name reports of this very operation, by their numbers and moments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.exchange.detecting import NotANumber, Survey, read_number, say_cell
from tracker.exchange.detecting.own_exports import marks_forms
from tracker.exchange.detecting.own_sums import REPORT_TAG
from tracker.exchange.importing.entries import Stated
from tracker.exchange.importing.merged_cells import list_rows
from tracker.exchange.mapping import ImportMapping
from tracker.exchange.reading import Cell
from tracker.recording.kept_counts import is_listed
from tracker.store.reports import ReportRow, RevisionRow

RECORDED_TAG = "#date+reported"
_LARGEST_ID = 2**63

Key = tuple[int, date, int]
"""Place, day and source: what a report is about, and who says so."""


@dataclass(frozen=True, kw_only=True, slots=True)
class NamedReport:
    """A report that a row names; of one that is `withdrawn` nothing counts."""

    report_id: int
    withdrawn: bool


def find_named(
    session: Session, survey: Survey, mapping: ImportMapping, stated: Sequence[Stated]
) -> dict[Key, tuple[NamedReport, ...]]:
    """The reports of this operation that rows of its own export name, by what they are about.

    A report is named by its number, where the row has the place, the day and the source of it, and
    a moment at which it was recorded or corrected: another operation has others.
    """
    rows = dict(_list_named(survey, mapping))
    if not rows:
        return {}
    reports, moments = _load(session, {report_id for report_id, _ in rows.values()})
    found: dict[Key, tuple[NamedReport, ...]] = {}
    for one in stated:
        key = (one.place_id, one.day, one.source_id)
        named = {
            report_id: reports[key, report_id]
            for report_id, moment in (rows[row] for row in one.rows if row in rows)
            if (key, report_id) in reports
            if moment is None or moment in moments[report_id]
        }
        if named:
            found[key] = tuple(named.values())
    return found


def _list_named(
    survey: Survey, mapping: ImportMapping
) -> Iterator[tuple[int, tuple[int, datetime | None]]]:
    """The number of each row with that of its report, and when that was recorded."""
    at = {column.tag: column.index for column in survey.head.columns}
    report, recorded = at.get(REPORT_TAG), at.get(RECORDED_TAG)
    if report is None or not marks_forms(survey):
        return
    for number, cells in list_rows(survey, mapping):
        found = _read_id(cells[report]) if report < len(cells) else None
        if found is not None:
            known = recorded is not None and recorded < len(cells)
            yield number, (found, _read_moment(cells[recorded]) if known and recorded else None)


def _read_id(cell: Cell) -> int | None:
    try:
        found = read_number(cell)
    except NotANumber:
        return None
    return found.value if found and found.value and found.value < _LARGEST_ID else None


def _read_moment(cell: Cell) -> datetime | None:
    """A moment as our exports write it, to the second; None for what programs made of it."""
    try:
        found = datetime.fromisoformat(say_cell(cell))
    except ValueError:
        return None
    return found.astimezone(UTC).replace(microsecond=0) if found.tzinfo else None


def _load(
    session: Session, ids: set[int]
) -> tuple[Mapping[tuple[Key, int], NamedReport], Mapping[int, set[datetime]]]:
    reports = select(
        ReportRow.id, ReportRow.place_id, ReportRow.day, ReportRow.source_id, ReportRow.withdrawn
    ).where(is_listed(session, ReportRow.id, ids))
    found = {
        ((row.place_id, row.day, row.source_id), row.id): NamedReport(
            report_id=row.id, withdrawn=row.withdrawn
        )
        for row in session.execute(reports)
    }
    moments: dict[int, set[datetime]] = defaultdict(set)
    revisions = select(RevisionRow.report_id, RevisionRow.recorded_at).where(
        is_listed(session, RevisionRow.report_id, ids)
    )
    for row in session.execute(revisions):
        moments[row.report_id].add(row.recorded_at.astimezone(UTC).replace(microsecond=0))
    return found, moments
