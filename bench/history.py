"""Give a loaded operation a history: most reports come in time, and later acts follow on a tenth.

Past the write side, which would take an hour: rows are changed and added as its acts would have
left them, and whoever calls this makes the totals anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, bindparam, insert, or_, select, text, update
from sqlalchemy.orm import Session

from tracker.domain.selection import Grade
from tracker.registry.sources import add_source
from tracker.store.base import AnyRow, table_of
from tracker.store.insertion import insert_rows, reserve_ids
from tracker.store.place_past import PlacePastRow
from tracker.store.reports import CountRow, DecisionRow, ReportRow, RevisionRow

EVERY = 30
"""Of so many reports one comes late, one is corrected and one is verified, after up to ten days."""
LATE, CORRECTED, VERIFIED = range(3)
LONGEST_DELAY = 10

TENTH = 10
THIRD = 3
COUNTED_AGAIN = 3
CONTRADICTED = 7
"""Of each ten reports one whose number ends so has no act in its history but its own."""

EVENING = time(17, tzinfo=UTC)

_REPORT, _REVISION = table_of(ReportRow), table_of(RevisionRow)
_PAST = table_of(PlacePastRow)
_COUNT, _DECISION = table_of(CountRow), table_of(DecisionRow)


def spread(session: Session) -> None:
    """Record each report in the evening of its day; what follows on a tenth comes days later."""
    _suspend_protection(session)
    days = list(session.execute(select(_REPORT.c.id, _REPORT.c.day).order_by(_REPORT.c.id)))
    _set_moments(session, {at: _evening(day, _delay(at, LATE)) for at, day in days})
    corrected = {at: _evening(day, _delay(at, CORRECTED)) for at, day in days if _is(at, CORRECTED)}
    _correct(session, _REPORT.c.id % EVERY == CORRECTED, corrected)
    _verify(
        session, {at: _evening(day, _delay(at, VERIFIED)) for at, day in days if _is(at, VERIFIED)}
    )


def touch_today(session: Session) -> None:
    """Let everything that follows on a tenth of the reports come today."""
    now = datetime.now(UTC)
    late = select(_REPORT.c.id).where(_REPORT.c.id % EVERY == LATE)
    session.execute(
        update(_REVISION)
        .where(or_(_REVISION.c.seq > 1, _REVISION.c.report_id.in_(late)))
        .values(recorded_at=now)
    )
    session.execute(update(_DECISION).values(recorded_at=now))


def correct_a_tenth(session: Session) -> None:
    """Correct today a tenth of all reports, spread over all units and days."""
    chosen = _REPORT.c.id % TENTH == COUNTED_AGAIN
    ids = session.scalars(select(_REPORT.c.id).where(chosen))
    _correct(session, chosen, dict.fromkeys(ids, datetime.now(UTC)))


def verify_all(session: Session) -> None:
    """Verify today whatever was not verified yet."""
    now = datetime.now(UTC)
    ids = session.scalars(select(_REPORT.c.id).where(_REPORT.c.review != "verified"))
    _verify(session, dict.fromkeys(ids, now))


def add_rivals(session: Session) -> None:
    """Give a tenth of the units' days a second source, and today an act on each of them.

    On every other of these days the second report came in time, and the first is corrected today;
    on the rest the second one comes today.
    """
    contradicted = _REPORT.c.id % TENTH == CONTRADICTED
    firsts = session.execute(select(_REPORT).where(contradicted)).all()
    now = datetime.now(UTC)
    late = {row.id for row in firsts if _is_second_late(row.id)}
    moments = {row.id: now if row.id in late else _evening(row.day, 0) for row in firsts}
    source_id = add_source(session, name="Relief committee", grade=Grade.C)
    session.flush()  # the rows that follow name it
    _report_again(session, firsts, moments, source_id)
    on_time = contradicted & (_REPORT.c.id / TENTH % 2 == 1) & (_REPORT.c.source_id != source_id)
    corrected = {row.id: now for row in firsts if row.id not in late and row.head_seq == 1}
    _correct(session, on_time & (_REPORT.c.head_seq == 1), corrected)


def register_a_third(session: Session) -> None:
    """Register a third of all units today, as an import does with all that they reported."""
    now = datetime.now(UTC)
    units = select(_REPORT.c.place_id).where(_REPORT.c.place_id % THIRD == 0)
    reported = select(_REPORT.c.id).where(_REPORT.c.place_id % THIRD == 0)
    session.execute(
        update(_REVISION).where(_REVISION.c.report_id.in_(reported)).values(recorded_at=now)
    )
    session.execute(
        insert(_PAST),
        [
            {"place_id": place_id, "known_until": now, "said": None}
            for place_id in session.scalars(units.distinct())
        ],
    )


def _is_second_late(report_id: int) -> bool:
    return report_id // TENTH % 2 == 0


def _report_again(
    session: Session,
    firsts: Sequence[AnyRow],
    moments: Mapping[int, datetime],
    source_id: int,
) -> None:
    """Reports of another source about the same units and days, two more of each number."""
    report_ids = reserve_ids(session, _REPORT, len(firsts))
    revision_ids = reserve_ids(session, _REVISION, len(firsts))
    of_first = select(_REVISION).where(_REVISION.c.seq == 1)
    originals = {row.report_id: row for row in session.execute(of_first)}
    reports, revisions, again = [], [], {}
    for first, report_id, revision_id in zip(firsts, report_ids, revision_ids, strict=True):
        own = {"id": report_id, "source_id": source_id, "grade": "C", "head_seq": 1}
        reports.append(first._asdict() | own | {"review": "unreviewed"})
        original = originals[first.id]
        again[original.id] = revision_id
        made = {"id": revision_id, "report_id": report_id, "submission_id": uuid4()}
        revisions.append(original._asdict() | made | {"recorded_at": moments[first.id]})
    insert_rows(session, _REPORT, reports)
    insert_rows(session, _REVISION, revisions)
    said = session.execute(select(_COUNT).where(_COUNT.c.revision_id.in_(list(again)))).all()
    insert_rows(
        session,
        _COUNT,
        [
            row._asdict() | {"revision_id": again[row.revision_id], "value": row.value + 2}
            for row in said
        ],
    )


def _is(report_id: int, kind: int) -> bool:
    return report_id % EVERY == kind


def _delay(report_id: int, kind: int) -> int:
    """Days after its own on which this follows on a report."""
    return 1 + report_id // EVERY % LONGEST_DELAY if _is(report_id, kind) else 0


def _evening(day: date, delay: int) -> datetime:
    return datetime.combine(day + timedelta(days=delay), EVENING)


def _suspend_protection(session: Session) -> None:
    """Nobody works on this database but the benchmark."""
    if session.get_bind().dialect.name == "sqlite":
        for table in ("revision", "decision"):
            session.execute(text(f"DROP TRIGGER tr_{table}_no_update"))
    else:
        session.execute(text("SET session_replication_role = replica"))


def _set_moments(session: Session, moments: Mapping[int, datetime]) -> None:
    session.connection().execute(
        update(_REVISION)
        .where(_REVISION.c.report_id == bindparam("of_report"), _REVISION.c.seq == 1)
        .values(recorded_at=bindparam("moment")),
        [{"of_report": at, "moment": moment} for at, moment in moments.items()],
    )


def _correct(
    session: Session, chosen: ColumnElement[bool], moments: Mapping[int, datetime]
) -> None:
    """One more of each number of the chosen reports, none of which was corrected before."""
    reports = select(_REPORT.c.id).where(chosen)
    originals = session.execute(select(_REVISION).where(_REVISION.c.report_id.in_(reports))).all()
    new_ids = reserve_ids(session, _REVISION, len(originals))
    ids = dict(zip((row.id for row in originals), new_ids, strict=True))
    insert_rows(
        session,
        _REVISION,
        [_make_revision(row, ids[row.id], moments[row.report_id]) for row in originals],
    )
    counts = session.execute(
        select(_COUNT)
        .join(_REVISION, _REVISION.c.id == _COUNT.c.revision_id)
        .where(_REVISION.c.seq == 1, _REVISION.c.report_id.in_(reports))
    )
    corrected = [
        row._asdict() | {"revision_id": ids[row.revision_id], "value": row.value + 1}
        for row in counts
    ]
    insert_rows(session, _COUNT, corrected)
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


def _verify(session: Session, moments: Mapping[int, datetime]) -> None:
    """Decide on the revision that stands."""
    person = session.scalars(select(_REVISION.c.person_id).limit(1)).one()
    heads = {
        row.id: row.head_seq for row in session.execute(select(_REPORT.c.id, _REPORT.c.head_seq))
    }
    rows = [
        {
            "report_id": at,
            "seq": heads[at],
            "kind": "verified",
            "person_id": person,
            "recorded_at": moment,
        }
        for at, moment in moments.items()
    ]
    insert_rows(session, _DECISION, rows)
    session.connection().execute(
        update(_REPORT).where(_REPORT.c.id == bindparam("of_report")).values(review="verified"),
        [{"of_report": at} for at in moments],
    )
