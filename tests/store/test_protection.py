"""The database itself refuses to change history, on both engines."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Table, UniqueConstraint, insert, select, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from tests.exchange.importing.acts import mapped, take_in
from tests.histories import FIRST, JUDGE, START, make_operation
from tests.recording.drafts import level, noon_of, report, same_id, withdrawal
from tests.standing import stands
from tracker.domain.audit import Author
from tracker.domain.counts import Part, Sex
from tracker.domain.errors import SubmissionConflict
from tracker.domain.indicators import Indicator
from tracker.domain.reports import DecisionDraft
from tracker.domain.review import DecisionKind
from tracker.domain.rulings import RulingDraft, RulingKind
from tracker.domain.selection import Grade
from tracker.domain.windows import ShelterStatus
from tracker.exchange.importing import undo_import
from tracker.recording.corrections import withdraw_report
from tracker.recording.decisions import decide
from tracker.recording.grades import change_grade
from tracker.recording.reports import record_report
from tracker.recording.rulings import rule_series
from tracker.registry.shelter_changes import set_shelter_status
from tracker.store.base import Base
from tracker.store.database import Database
from tracker.store.protection import APPEND_ONLY, FIXED_OF_REPORT, LATER_KEYS, REPORT_KEYS
from tracker.store.reports import ConflictRow, ReportRow
from tracker.store.review import SettlementRow

ONLY_SQLITE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
"""For what the other engine does not have: REPLACE, and other names for a key."""


@stands
def history(session: Session) -> None:
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
        report_id=receipt.report_id,
        seq=1,
        kind=DecisionKind.VERIFIED,
        person_id=JUDGE,
        submission_id=same_id(1),
    )
    decide(session, verified, now=noon_of(0))
    rejected = DecisionDraft(
        report_id=receipt.report_id,
        seq=1,
        kind=DecisionKind.REJECTED,
        person_id=JUDGE,
        reason="made up",
    )
    decide(session, rejected, now=noon_of(5))
    ruling = RulingDraft(
        place_id=draft.place_id,
        indicator=Indicator.PRESENT,
        source_id=draft.source_id,
        kind=RulingKind.DIFFERENT,
        person_id=JUDGE,
        reason="families, not people",
    )
    rule_series(session, ruling, now=noon_of(0))
    by = Author(person_id=JUDGE, at=noon_of(0))
    set_shelter_status(session, FIRST, since=START, status=ShelterStatus.CLOSED, by=by)
    change_grade(session, 1, Grade.E, reason="wrong", person_id=1, now=noon_of(0))
    conflict_id = session.execute(select(ConflictRow.id)).scalar_one()
    session.execute(
        insert(SettlementRow).values(
            conflict_id=conflict_id,
            kind="discarded",
            reason="sent twice",
            person_id=JUDGE,
            recorded_at=noon_of(1),
        )
    )
    number = take_in(
        session, "Date,District,Present\n2024-08-08,Whole,5\n2024-08-08,Whole,x\n", DAILY
    )
    withdraw_report(
        session, withdrawal(max(session.scalars(select(ReportRow.id)))), now=noon_of(20)
    )
    blank = "Date,District,Present\n2024-08-08,Whole,\n2024-08-09,Whole,5\n"
    take_in(session, blank, DAILY)  # what it says of the report that was withdrawn is kept apart
    undo_import(session, number, reason="wrong file", person_id=1, now=noon_of(20))


DAILY = mapped({"Date": "day", "District": "area", "Present": "present"})


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_rows_of_history_cannot_be_changed_or_deleted(history: Session, table: str) -> None:
    column = next(iter(Base.metadata.tables[table].columns)).name
    count = f"SELECT count(*) FROM {table}"  # noqa: S608 -- our own names
    changes = (f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}")  # noqa: S608
    rows = history.execute(text(count)).scalar_one()
    assert rows > 0
    for change in changes:
        with pytest.raises(DatabaseError, match="append-only"), history.begin_nested():
            history.execute(text(change))
    assert history.execute(text(count)).scalar_one() == rows


@ONLY_SQLITE
@pytest.mark.parametrize("table", [*APPEND_ONLY, "report"])
@pytest.mark.parametrize("recursive_triggers", ["ON", "OFF"])
def test_rows_of_history_cannot_be_replaced(
    history: Session, table: str, recursive_triggers: str
) -> None:
    history.execute(text(f"PRAGMA recursive_triggers = {recursive_triggers}"))
    again = f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"  # noqa: S608
    try:
        with pytest.raises(DatabaseError, match="append-only"), history.begin_nested():
            history.execute(text(again))
    finally:
        history.execute(text("PRAGMA recursive_triggers = ON"))


@ONLY_SQLITE
@pytest.mark.parametrize(
    ("table", "changed"),
    [
        ("revision", {"seq": "seq + 9"}),
        ("revision", {"submission_id": "'other'"}),
        ("decision", {}),
    ],
)
def test_a_new_row_replaces_none_by_its_other_keys(
    history: Session, table: str, changed: dict[str, str]
) -> None:
    columns = Base.metadata.tables[table].columns.keys()
    values = ", ".join({"id": "id + 1000", **changed}.get(name, name) for name in columns)
    again = (
        f"INSERT OR REPLACE INTO {table} ({', '.join(columns)}) "  # noqa: S608
        f"SELECT {values} FROM {table}"
    )
    with pytest.raises(DatabaseError, match="append-only"), history.begin_nested():
        history.execute(text(again))


def test_every_unique_key_is_guarded() -> None:
    for name, keys in {**APPEND_ONLY, "report": REPORT_KEYS}.items():
        guarded = {*keys, *LATER_KEYS.get(name, ())}
        assert guarded == set(unique_keys(Base.metadata.tables[name]))


def unique_keys(table: Table) -> Iterator[tuple[str, ...]]:
    yield tuple(table.primary_key.columns.keys())
    yield from (tuple(i.columns.keys()) for i in table.indexes if i.unique)
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint):
            yield tuple(constraint.columns.keys())


@pytest.mark.parametrize("column", FIXED_OF_REPORT)
def test_what_a_report_is_about_stays(history: Session, column: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"), history.begin_nested():
        history.execute(text(f"UPDATE report SET {column} = {column}"))  # noqa: S608


@ONLY_SQLITE
def test_the_key_of_a_report_has_no_other_way_in(history: Session) -> None:
    for name in ("rowid", "oid", "_rowid_"):
        with pytest.raises(DatabaseError, match="append-only"), history.begin_nested():
            history.execute(text(f"UPDATE report SET {name} = {name} + 1000"))  # noqa: S608


def test_a_report_stays_and_only_what_stands_of_it_changes(history: Session) -> None:
    with pytest.raises(DatabaseError, match="append-only"), history.begin_nested():
        history.execute(text("DELETE FROM report"))
    change = "UPDATE report SET head_seq = 2, withdrawn = true, review = 'changed'"
    with history.begin_nested():
        history.execute(text(change))
    assert history.execute(text("SELECT DISTINCT review FROM report")).scalar_one() == "changed"


def test_a_reader_cannot_write(database: Database) -> None:
    with database.reader() as session, pytest.raises(DatabaseError):
        session.execute(text("DELETE FROM report"))
