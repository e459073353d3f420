"""What the engine knows of how many rows stand where, by which it plans its queries.

PostgreSQL finds that out by itself, but a minute or more after a load. Until then it takes tables
for nearly empty, and looks through each of ten thousand reports once for every other one.
"""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.orm import Session

from tracker.store.audit import LinkRow
from tracker.store.base import table_of
from tracker.store.driver import driver_of
from tracker.store.imports import ImportReportRow
from tracker.store.published import PublishedChangeRow
from tracker.store.reports import CountPartRow, CountRow, ReportRow, RevisionRow
from tracker.store.review import FirstReportRow, WaitingRow
from tracker.store.totals import AreaChangeRow, AreaSumRow, UnitDayRow

_GROWING = (
    *(ReportRow, RevisionRow, CountRow, CountPartRow, ImportReportRow, LinkRow),
    *(UnitDayRow, AreaChangeRow, AreaSumRow, PublishedChangeRow, FirstReportRow, WaitingRow),
)
"""What is written with every report."""


def gather_statistics(session: Session) -> None:
    """Have PostgreSQL look anew at what many reports were written to; SQLite plans without.

    It takes samples, about a second, and leaves out at once what is being looked at already. Of
    what is rolled back nothing stays.
    """
    if driver_of(session).is_postgresql:
        names = ", ".join(table_of(row).name for row in _GROWING)
        session.execute(text(f"ANALYZE (SKIP_LOCKED) {names}"))
