"""Compare the queue of the reviewers with what the reports say."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.store.base import AnyRow, AnySelect, table_of
from tracker.store.reports import ReportRow
from tracker.store.review import FirstReportRow, WaitingRow
from tracker.totals.difference import Difference
from tracker.totals.waiting import compute_all_rows, select_first_reports

_WAITING = table_of(WaitingRow)
_REPORT = table_of(ReportRow).c


def find_wrong_waiting(session: Session) -> Iterator[Difference]:
    """Reports that wait otherwise than they should, and wrong notes of who is new."""
    yield from _find_wrong_first(session)
    for places, rows in compute_all_rows(session):
        query = select(_WAITING).where(_WAITING.c.place_id.in_(places))
        stored = {row.report_id: dict(row._mapping) for row in session.execute(query)}  # noqa: SLF001 -- its public name
        computed = {row["report_id"]: row for row in rows}
        for report_id in sorted(stored.keys() | computed.keys()):
            old, new = stored.get(report_id), computed.get(report_id)
            if old != new:
                known = old or new or {}
                yield Difference(
                    place_id=known["place_id"],
                    key=f"review of report {report_id}",
                    day=known["day"],
                    stored=repr(old),
                    computed=repr(new),
                )


def _find_wrong_first(session: Session) -> Iterator[Difference]:
    stored = _read_persons(session, select(table_of(FirstReportRow)))
    computed = _read_persons(session, select_first_reports())
    wrong = {
        report_id
        for report_id in stored.keys() | computed.keys()
        if stored.get(report_id) != computed.get(report_id)
    }
    query = select(_REPORT.id, _REPORT.place_id, _REPORT.day).where(_REPORT.id.in_(wrong))
    for report in session.execute(query):
        yield _describe(report, stored.get(report.id), computed.get(report.id))


def _read_persons(session: Session, query: AnySelect) -> dict[int, int]:
    return {row.report_id: row.person_id for row in session.execute(query)}


def _describe(report: AnyRow, stored: int | None, computed: int | None) -> Difference:
    return Difference(
        place_id=report.place_id,
        key=f"first report {report.id}",
        day=report.day,
        stored=f"of person {stored}",
        computed=f"of person {computed}",
    )
