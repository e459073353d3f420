"""What was read out of the registers is kept as long as they say it, whoever changes them."""

import subprocess
import sys
from typing import Any

from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.orm import Session

from tests.histories import START, make_operation
from tests.recording.drafts import level, noon_of, report
from tracker.domain.indicators import Indicator
from tracker.recording.reports import record_report
from tracker.store.base import Base
from tracker.store.database import Database
from tracker.store.marking import REGISTERS, RegisterMarkRow
from tracker.store.memory import remembered, steady
from tracker.store.places import SourceRow
from tracker.totals.scopes import load_clock

READ: list[int] = []
"""Sources whose names were read from the database, not from memory."""

RENAME = """
import sys
from sqlalchemy import update
from tracker.store.database import open_database
from tracker.store.places import SourceRow
with open_database(sys.argv[1]).writer() as session:
    session.execute(update(SourceRow).where(SourceRow.id == 1).values(name="Renamed"))
    session.commit()
"""


@remembered
def load_name(session: Session, source_id: int) -> str | None:
    READ.append(source_id)
    return session.scalar(select(SourceRow.name).where(SourceRow.id == source_id))


def load_fresh(session: Session, source_id: int) -> str | None:
    """The name, which must come out of the database."""
    READ.clear()
    name = load_name(session, source_id)
    assert READ.pop() == source_id
    return name


def load_kept(session: Session, source_id: int) -> str | None:
    """The name, which must come out of memory."""
    READ.clear()
    name = load_name(session, source_id)
    assert not READ
    return name


def read_mark(session: Session) -> str:
    return session.execute(select(RegisterMarkRow.mark)).scalar_one()


def test_an_answer_is_read_once(session: Session) -> None:
    make_operation(session)
    name = load_fresh(session, 1)
    assert name != load_fresh(session, 2)
    assert load_kept(session, 1) == name
    assert load_fresh(session, 99) is None
    assert load_kept(session, 99) is None


def test_a_report_leaves_the_registers_as_they_are(session: Session) -> None:
    make_operation(session)
    load_fresh(session, 1)
    record_report(session, report(level(Indicator.PRESENT, 9)), now=noon_of(0))
    load_kept(session, 1)


def test_what_waits_to_be_written_is_seen(session: Session) -> None:
    make_operation(session)
    load_fresh(session, 1)
    session.get_one(SourceRow, 1).name = "Waiting"
    assert load_fresh(session, 1) == "Waiting"


def test_what_was_taken_back_leaves_nothing(session: Session) -> None:
    make_operation(session)
    before = load_fresh(session, 1)
    for name in ("First try", "Second try"):
        with session.begin_nested() as attempt:
            session.execute(update(SourceRow).where(SourceRow.id == 1).values(name=name))
            assert load_fresh(session, 1) == name
            attempt.rollback()
        assert load_kept(session, 1) == before


ROWS: dict[str, dict[str, Any]] = {
    "operation": {"id": 1, "name": "O", "start_day": START, "time_zone": "UTC"}
    | {"deadline_hour": 10, "stale_after": 3, "household_size": 2.5, "is_example": False},
    "place": {"id": 1, "kind": "area", "level": 0, "name": "P", "valid_from": START},
    "shelter_status": {"place_id": 1, "since": START, "status": "open"},
    "reporting_mode": {"place_id": 1, "since": START, "mode": "whole"},
    "source": {"id": 1, "name": "S", "grade": "A", "retired": False},
    "person": {"id": 1, "email": "e", "display_name": "D", "active": True}
    | {"fs_uniquifier": "u", "created_at": noon_of(0)},
    "role": {"id": 1, "name": "official"},
    "person_role": {"person_id": 1, "role_id": 1},
    "assignment": {"person_id": 1, "place_id": 1, "since": START},
}
"""A row of each register, in an order in which they can be written."""


def test_every_change_of_a_register_renews_the_mark(session: Session) -> None:
    assert set(ROWS) == set(REGISTERS)
    tables = {name: Base.metadata.tables[name] for name in ROWS}
    column = {name: next(iter(table.columns)) for name, table in tables.items()}
    inserts = [insert(tables[name]).values(**row) for name, row in ROWS.items()]
    updates = [update(tables[name]).values({column[name]: column[name]}) for name in ROWS]
    deletes = [delete(tables[name]) for name in reversed(ROWS)]
    seen = {read_mark(session)}
    for change in (*inserts, *updates, *deletes):
        session.execute(change)
        mark = read_mark(session)
        assert mark not in seen, str(change)
        seen.add(mark)


def test_a_change_by_another_process_is_seen_at_once(own_database: Database) -> None:
    with own_database.writer() as session:
        make_operation(session)
        session.commit()
    with own_database.reader() as before:
        name = load_fresh(before, 1)
        url = own_database.write.url.render_as_string(hide_password=False)
        subprocess.run([sys.executable, "-c", RENAME, url], check=True)
        with own_database.reader() as after:
            assert load_fresh(after, 1) == "Renamed"
        with own_database.writer() as writer:
            assert load_kept(writer, 1) == "Renamed"
        # One moment for all that a reader reads, whatever came after it.
        assert load_kept(before, 1) == name


def test_a_steady_session_asks_for_the_mark_once(session: Session) -> None:
    make_operation(session)
    clock = load_clock(session)
    with steady(session):
        assert load_clock(session) == clock
        session.execute(text("UPDATE operation SET stale_after = 9"))
        assert load_clock(session) == clock
    assert load_clock(session).stale_after == 9
