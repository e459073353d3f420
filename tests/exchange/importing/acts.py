"""Short ways to import tables in tests."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from tests.exchange.tables import Cells, survey
from tests.recording.drafts import noon_of
from tracker.domain.indicators import Indicator
from tracker.exchange.importing import ImportDraft, Outcome, Plan, plan_import, record_import
from tracker.exchange.mapping import Constants, ImportMapping
from tracker.exchange.meanings import Meaning, read_meaning
from tracker.recording.history import list_place_reports

NOW = noon_of(20)
SOURCE = "Source 1"


def mapped(columns: dict[str, str], **more: Any) -> ImportMapping:
    meanings: dict[str, Meaning] = {}
    for name, words in columns.items():
        meaning = read_meaning(words)
        assert meaning is not None, words
        meanings[name] = meaning
    more.setdefault("constants", Constants(source=SOURCE))
    return ImportMapping(columns=meanings, **more)


WIDE = mapped({"Date": "day", "District": "area", "Arrivals": "arrivals new", "Present": "present"})


def plan(
    session: Session, rows: Cells | str, mapping: ImportMapping = WIDE, now: datetime = NOW
) -> Plan:
    return plan_import(session, survey(rows), mapping, now=now)


def take_in(
    session: Session,
    rows: Cells | str,
    mapping: ImportMapping = WIDE,
    *,
    now: datetime = NOW,
    **more: Any,
) -> int:
    return record_import(session, plan(session, rows, mapping, now), draft(**more), now=now)


def draft(submission_id: UUID | None = None, **more: Any) -> ImportDraft:
    values: dict[str, Any] = {
        "submission_id": submission_id or uuid4(),
        "file_name": "made.csv",
        "file_hash": b"hash",
        "person_id": 1,
    }
    return ImportDraft(**values | more)


def outcomes(made: Plan) -> list[Outcome]:
    return [planned.outcome for planned in made.planned]


def refusals(made: Plan) -> list[tuple[str, str]]:
    return [(refused.where, refused.reason) for refused in made.refused]


def said(session: Session, place_id: int, day: date) -> list[dict[Indicator, int | None]]:
    reports = list_place_reports(session, place_id, day, day)
    return [
        {count.indicator: count.value for count in report.counts}
        for report in reports
        if not report.standing.withdrawn
    ]
