"""The database itself refuses to change history, on both engines."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from tests.histories import make_operation
from tests.recording.drafts import level, noon_of, report
from tracker.domain.counts import Part, Sex
from tracker.domain.errors import SubmissionConflict
from tracker.domain.indicators import Indicator
from tracker.domain.reports import DecisionDraft
from tracker.domain.review import DecisionKind
from tracker.recording.decisions import decide
from tracker.recording.reports import record_report
from tracker.store.database import Database
from tracker.store.protection import PROTECTED_TABLES


@pytest.fixture
def history(session: Session) -> Session:
    """A session in which every protected table has a row."""
    make_operation(session)
    girls = Part(sex=Sex.FEMALE, age_from=0, age_to=4, value=1)
    draft = report(level(Indicator.PRESENT, 9, parts=(girls,)))
    receipt = record_report(session, draft, now=noon_of(0))
    with pytest.raises(SubmissionConflict):
        record_report(
            session,
            report(level(Indicator.PRESENT, 8), submission_id=draft.submission_id),
            now=noon_of(0),
        )
    verified = DecisionDraft(
        report_id=receipt.report_id, seq=1, kind=DecisionKind.VERIFIED, person_id=1
    )
    decide(session, verified, now=noon_of(0))
    return session


@pytest.mark.parametrize("table", PROTECTED_TABLES)
def test_rows_of_history_cannot_be_changed_or_deleted(history: Session, table: str) -> None:
    column = "report_id" if table in ("revision", "decision") else "revision_id"
    if table == "submission_conflict":
        column = "person_id"
    count = f"SELECT count(*) FROM {table}"  # noqa: S608 -- our own names
    changes = (f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}")  # noqa: S608
    rows = history.execute(text(count)).scalar_one()
    assert rows > 0
    for change in changes:
        with pytest.raises(DatabaseError, match="append-only"), history.begin_nested():
            history.execute(text(change))
    assert history.execute(text(count)).scalar_one() == rows


def test_a_reader_cannot_write(database: Database) -> None:
    with database.reader() as session, pytest.raises(DatabaseError):
        session.execute(text("DELETE FROM report"))
