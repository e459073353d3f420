"""Acts of every kind, and what somebody does who may do anything with the database."""

import pytest
from sqlalchemy import Connection, select, text
from sqlalchemy.orm import Session

from tests.exchange.importing.acts import NOW, take_in
from tests.histories import FIRST, JUDGE
from tests.recording.drafts import correction, level, new, noon_of, report, same_id
from tracker.audit.chain import append
from tracker.domain.audit import Act, Author, Entry
from tracker.domain.counts import Part, Sex
from tracker.domain.errors import SubmissionConflict
from tracker.domain.indicators import Indicator
from tracker.domain.reports import DecisionDraft
from tracker.domain.review import DecisionKind
from tracker.domain.rulings import RulingDraft, RulingKind
from tracker.exchange.importing import undo_import
from tracker.recording.corrections import correct_report
from tracker.recording.decisions import decide
from tracker.recording.reports import record_report
from tracker.recording.rulings import rule_series
from tracker.recording.settlements import SettlementDraft, discard_conflict
from tracker.store.database import Database
from tracker.store.reports import ConflictRow


def do_acts(session: Session) -> int:
    """An act of every kind that has a row of its own, and one that has none; answers the report."""
    girls = Part(sex=Sex.FEMALE, age_from=0, age_to=4, value=1)
    boys = Part(sex=Sex.MALE, age_from=0, age_to=4, value=2)
    vague = level(Indicator.PRESENT, 25, households=10, household_size=2.5, parts=(girls, boys))
    sent = report(vague, new(Indicator.KILLED, 1), note="by telephone")
    report_id = record_report(session, sent, now=noon_of(0)).report_id
    with pytest.raises(SubmissionConflict):
        record_report(session, report(submission_id=sent.submission_id), now=noon_of(0))
    by = Author(person_id=1, at=noon_of(0))
    append(session, Entry(act=Act.SETTINGS_CHANGED, by=by, details={"changes": {"x": [1, 2]}}))
    fixed = correction(report_id, level(Indicator.PRESENT, 26))
    correct_report(session, fixed, now=noon_of(0))
    disputed = DecisionDraft(
        report_id=report_id,
        seq=2,
        kind=DecisionKind.DISPUTED,
        person_id=JUDGE,
        submission_id=same_id(1),
    )
    decide(session, disputed, now=noon_of(0))
    ruling = RulingDraft(
        place_id=sent.place_id,
        indicator=Indicator.PRESENT,
        source_id=1,
        kind=RulingKind.RIVAL,
        person_id=JUDGE,
        reason="the same people",
    )
    rule_series(session, ruling, now=noon_of(0))
    conflict_id = session.execute(select(ConflictRow.id)).scalar_one()
    draft = SettlementDraft(conflict_id=conflict_id, person_id=JUDGE, reason="sent twice")
    discard_conflict(session, draft, now=noon_of(0))
    record_report(session, report(level(Indicator.PRESENT, 5), place_id=FIRST), now=noon_of(0))
    return report_id


def import_and_undo(session: Session) -> None:
    """A file of which a row is refused, taken in and taken back."""
    number = take_in(
        session, "Date,District,Arrivals,Present\n2024-08-07,Whole,5,120\n2024-08-08,Whole,x,\n"
    )
    undo_import(session, number, reason="another year", person_id=JUDGE, now=NOW)


def drop_protection(session: Session) -> None:
    """What somebody does who may do anything with the database."""
    if session.get_bind().dialect.name != "sqlite":
        session.execute(text("DROP FUNCTION refuse_change() CASCADE"))
        return
    triggers = text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    for name in session.scalars(triggers).all():
        session.execute(text(f"DROP TRIGGER {name}"))


def tamper(database: Database, *statements: str) -> None:
    """Change the database without its foreign keys being asked."""
    with database.write.connect() as connection:
        stop_asking_foreign_keys(connection)
        for statement in statements:
            connection.execute(text(statement))
        connection.commit()


def stop_asking_foreign_keys(connection: Connection) -> None:
    """To be called before the connection's transaction begins."""
    if connection.dialect.name == "sqlite":
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute("PRAGMA foreign_keys = OFF")
    else:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
