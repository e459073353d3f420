"""Give a loaded operation a history: reports come day by day, a tenth is touched again today.

Past the write side, which would take an hour: rows are changed and added as its acts would have
left them, and whoever calls this makes the totals anew.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import bindparam, insert, literal, select, text, update
from sqlalchemy.orm import Session

from bench.operations import Shape
from tracker.store.base import table_of
from tracker.store.insertion import insert_rows, reserve_ids
from tracker.store.reports import CountRow, DecisionRow, ReportRow, RevisionRow

EVERY = 30
"""Of so many reports one comes late, one is corrected and one is verified, all of them today."""
LATE, CORRECTED, VERIFIED = range(3)
EVENING = time(17, tzinfo=UTC)

_REPORT, _REVISION = table_of(ReportRow), table_of(RevisionRow)
_COUNT, _DECISION = table_of(CountRow), table_of(DecisionRow)


def spread(session: Session, shape: Shape) -> None:
    """Record each report in the evening of its day, and touch a tenth of them today."""
    now = datetime.now(UTC)
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("DROP TRIGGER tr_revision_no_update"))
    else:
        session.execute(text("DROP TRIGGER tr_revision_append_only ON revision"))
    evenings = [
        {"of_day": day, "evening": datetime.combine(day, EVENING)}
        for day in (shape.first + timedelta(days=number) for number in range(shape.days))
    ]
    reports = select(_REPORT.c.id).where(
        _REPORT.c.day == bindparam("of_day"), _REPORT.c.id % EVERY != LATE
    )
    session.connection().execute(
        update(_REVISION)
        .where(_REVISION.c.report_id.in_(reports))
        .values(recorded_at=bindparam("evening")),
        evenings,
    )
    _correct(session, now)
    _verify(session, now, _REPORT.c.id % EVERY == VERIFIED)


def verify_all(session: Session) -> None:
    """Verify today whatever was not verified yet."""
    _verify(session, datetime.now(UTC), _REPORT.c.review != "verified")


def _correct(session: Session, now: datetime) -> None:
    """One more of each number."""
    chosen = _REPORT.c.id % EVERY == CORRECTED
    originals = session.execute(
        select(_REVISION).where(_REVISION.c.report_id.in_(select(_REPORT.c.id).where(chosen)))
    ).all()
    ids = dict(
        zip(
            (original.id for original in originals),
            reserve_ids(session, _REVISION, len(originals)),
            strict=True,
        )
    )
    insert_rows(session, _REVISION, [_make_revision(row, ids[row.id], now) for row in originals])
    counts = session.execute(
        select(_COUNT)
        .join(_REVISION, _REVISION.c.id == _COUNT.c.revision_id)
        .where(_REVISION.c.seq == 1, _REVISION.c.report_id.in_(select(_REPORT.c.id).where(chosen)))
    )
    rows = [
        row._asdict() | {"revision_id": ids[row.revision_id], "value": row.value + 1}
        for row in counts
    ]
    insert_rows(session, _COUNT, rows)
    session.execute(update(_REPORT).where(chosen).values(head_seq=2))


def _make_revision(original: Any, revision_id: int, now: datetime) -> dict[str, Any]:
    made: dict[str, Any] = original._asdict()
    return made | {
        "id": revision_id,
        "seq": 2,
        "kind": "correction",
        "submission_id": uuid4(),
        "reason": "counted again",
        "recorded_at": now,
    }


def _verify(session: Session, now: datetime, chosen: Any) -> None:
    person = select(_REVISION.c.person_id).limit(1).scalar_subquery()
    session.execute(
        insert(_DECISION).from_select(
            ["report_id", "seq", "kind", "person_id", "recorded_at"],
            select(
                _REPORT.c.id,
                _REPORT.c.head_seq,
                literal("verified"),
                person,
                literal(now, _DECISION.c.recorded_at.type),
            ).where(chosen),
        )
    )
    session.execute(update(_REPORT).where(chosen).values(review="verified"))
