"""The plain query over the reports that the read model is compared with, as good as SQL allows.

It chooses among rival reports by source and time, carries each unit's last level forward, and adds
over units. Carrying forward is written as the difference to the unit's level before, added up over
days: one pass over the reports in place of one look-up for each unit and day, which is slower. It
leaves out all that it need not do on the made-up operation: vague counts, totals so far, closed
shelters, staleness, bounds and shares.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Date, Integer, String, bindparam, text
from sqlalchemy.orm import Session

DAILY = (
    text("""
    WITH standing AS (
        SELECT report.place_id, report_count.indicator, report.day, report_count.form,
               report_count.value,
               row_number() OVER (
                   PARTITION BY report.place_id, report_count.indicator, report.day
                   ORDER BY report.grade, revision.id DESC
               ) AS place_in_order
        FROM report
        JOIN revision ON revision.report_id = report.id AND revision.seq = report.head_seq
        JOIN report_count ON report_count.revision_id = revision.id
        JOIN place ON place.id = report.place_id AND place.level >= 2
        WHERE NOT report.withdrawn
          AND report.review NOT IN ('returned', 'rejected')
          AND report.day <= :last
          AND report_count.indicator IN :indicators
    ),
    steps AS (
        SELECT indicator, day,
               CASE WHEN form = 'level'
                    THEN value - coalesce(
                        lag(value) OVER (PARTITION BY place_id, indicator ORDER BY day), 0)
                    ELSE value
               END AS step,
               form
        FROM standing
        WHERE place_in_order = 1
    ),
    daily AS (
        SELECT indicator, day, max(form) AS form, sum(step) AS step
        FROM steps
        GROUP BY indicator, day
    )
    SELECT indicator, day,
           CAST(CASE WHEN form = 'level'
                THEN sum(step) OVER (PARTITION BY indicator ORDER BY day)
                ELSE step
           END AS BIGINT) AS number
    FROM daily
    ORDER BY indicator, day
""")
    .bindparams(
        bindparam("last", type_=Date), bindparam("indicators", type_=String, expanding=True)
    )
    .columns(indicator=String, day=Date, number=Integer)
)


def read_daily(
    session: Session, last: date, indicators: Sequence[str]
) -> dict[tuple[str, date], int]:
    """Levels and new of tallies by indicator and day, over the whole operation."""
    rows = session.connection().execute(DAILY, {"last": last, "indicators": list(indicators)})
    return {(row.indicator, row.day): row.number for row in rows}
