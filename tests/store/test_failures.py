"""Writers give up after a time, and a database out of reach is told from a fault."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlalchemy import literal, select, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from tracker.store.database import WRITE_LOCK_KEY, Database, open_database
from tracker.store.driver import driver_of
from tracker.store.failures import DATABASE_ERRORS
from tracker.store.prepared import Prepared

WAIT = 0.2
WAIT_FOR_LOCK = f"SELECT pg_advisory_xact_lock({WRITE_LOCK_KEY})"


class Pair(NamedTuple):
    """Two processes' views of one database."""

    ours: Database
    theirs: Database


@pytest.fixture
def pair(blank_url: str) -> Iterator[Pair]:
    pair = Pair(open_database(blank_url, WAIT), open_database(blank_url, WAIT))
    yield pair
    for database in pair:
        database.dispose()


def fail(database: Database, statement: str = "SELECT 1") -> SQLAlchemyError:
    with pytest.raises(SQLAlchemyError) as failure, database.writer() as session:
        session.execute(text(statement))
    return failure.value


@pytest.mark.parametrize("name", ["ours", "theirs"])
def test_a_writer_gives_up_when_another_keeps_the_lock(pair: Pair, name: str) -> None:
    other: Database = getattr(pair, name)
    with pair.ours.writer() as session:
        session.execute(text("SELECT 1"))
        assert other.explain_failure(fail(other)) == "busy"
        with other.reader() as reader:
            reader.execute(text("SELECT 1"))  # readers never wait
    with other.writer() as session:
        session.execute(text("SELECT 1"))


def test_a_fault_of_ours_is_no_failure_of_the_database(pair: Pair) -> None:
    assert pair.ours.explain_failure(fail(pair.ours, "SELECT 1 FROM nowhere")) is None
    assert pair.ours.explain_failure(ZeroDivisionError()) is None
    assert pair.ours.explain_failure(None) is None


def test_a_database_that_does_not_answer_is_out_of_reach(tmp_path: Path) -> None:
    for url in (
        f"sqlite:///{(tmp_path / 'missing' / 'tracker.sqlite3').as_posix()}",
        "postgresql://nobody@127.0.0.1:1/tracker",
    ):
        database = open_database(url)
        assert database.explain_failure(fail(database)) == "unreachable"
        database.dispose()


def test_a_connection_that_is_lost_while_writing_is_out_of_reach(pair: Pair) -> None:
    if pair.ours.dialect == "sqlite":
        problem = fail_on_full_disk(pair.ours)
    else:
        problem = fail(pair.ours, "SELECT pg_terminate_backend(pg_backend_pid())")
    assert pair.ours.explain_failure(problem) == "unreachable"


def fail_on_full_disk(database: Database) -> SQLAlchemyError:
    with database.writer() as session:
        session.execute(text("PRAGMA max_page_count = 1"))
        with pytest.raises(SQLAlchemyError) as failure:
            session.execute(text("CREATE TABLE many AS SELECT 1 AS one"))
    return failure.value


ONE = Prepared(select(literal(1).label("one")))


def fail_past_sqlalchemy(database: Database, prepare: str, statement: str) -> BaseException:
    """The error of a statement that is handed to the driver as it is."""
    session = database.writer()
    ONE.rows(session)
    connection = driver_of(session).connection
    connection.execute(prepare)
    with pytest.raises(DATABASE_ERRORS) as failure:
        connection.execute(statement)
    assert not isinstance(failure.value, SQLAlchemyError)
    with suppress(DBAPIError):  # a connection that is lost cannot be rolled back
        session.close()
    return failure.value


def test_the_drivers_own_errors_mean_the_same(pair: Pair) -> None:
    ours = pair.ours
    if ours.dialect == "sqlite":
        many = "CREATE TABLE many AS SELECT 1 AS one"
        problem = fail_past_sqlalchemy(ours, "PRAGMA max_page_count = 1", many)
    else:
        gone = "SELECT pg_terminate_backend(pg_backend_pid())"
        problem = fail_past_sqlalchemy(ours, "SELECT 1", gone)
    assert ours.explain_failure(problem) == "unreachable"
    fault = fail_past_sqlalchemy(pair.theirs, "SELECT 1", "SELECT 1 FROM nowhere")
    assert ours.explain_failure(fault) is None


def test_a_lock_that_the_driver_waits_for_in_vain_is_busy(pair: Pair) -> None:
    with pair.theirs.writer() as first, pair.ours.reader() as waiting:
        first.execute(text("SELECT 1"))
        driver = driver_of(waiting)
        if driver.is_postgresql:
            prepare, statement = ["SET lock_timeout = 100"], WAIT_FOR_LOCK
        else:
            prepare, statement = ["PRAGMA query_only = OFF", "ROLLBACK"], "BEGIN IMMEDIATE"
        for before in prepare:
            driver.connection.execute(before)
        with pytest.raises(DATABASE_ERRORS) as failure:
            driver.connection.execute(statement)
        assert pair.ours.explain_failure(failure.value) == "busy"
