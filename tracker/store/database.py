"""The two engines of a database: many readers, and writers that take turns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.orm import Session

from tracker.domain.audit import hash_link
from tracker.store.failures import Failure, classify

WRITE_LOCK_KEY = 0x7472_6163
"""Key of the PostgreSQL advisory lock that all write transactions take."""

WAIT_FOR_LOCK_SECONDS = 15
"""How long a writer waits for the others; a waiting request keeps a thread of the server."""

WAIT_FOR_SERVER_SECONDS = 10

STEADY = "steady"
"""Set in the info of a session in which the registers stay as they are."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Database:
    """Where an operation is stored.

    `read` connections cannot write. `write` transactions run one at a time: on SQLite by a pool of
    one connection and BEGIN IMMEDIATE, on PostgreSQL by an advisory lock held to the end of the
    transaction.
    """

    read: Engine
    write: Engine

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return self.write.dialect.name

    def reader(self) -> Session:
        """A new session that only reads, in one transaction all from one moment."""
        return Session(self.read, autoflush=False, info={STEADY: True})

    def writer(self) -> Session:
        """A new session that holds the write lock from its first statement on."""
        return Session(self.write)

    def explain_failure(self, problem: BaseException | None) -> Failure | None:
        """What a failure of the database means; None where it is a fault of ours."""
        return classify(problem)

    def dispose(self) -> None:
        """Close all connections."""
        self.read.dispose()
        self.write.dispose()


def open_database(url: str, wait: float = WAIT_FOR_LOCK_SECONDS) -> Database:
    """Open the database at an SQLAlchemy URL; `postgresql://` is taken to mean psycopg 3.

    Writers give up after `wait` seconds in which others held the lock.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _open_sqlite(parsed, wait)
    return _open_postgresql(parsed.set(drivername="postgresql+psycopg"), wait)


def _open_sqlite(url: URL, wait: float) -> Database:
    read = create_engine(url, poolclass=QueuePool, pool_size=8, max_overflow=8)
    write = create_engine(
        url,
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        pool_timeout=wait,
    )

    def prepare(connection: Any, _record: Any) -> None:
        _prepare_sqlite(connection, wait)

    event.listen(read, "connect", prepare)
    event.listen(read, "connect", _forbid_writing)
    event.listen(read, "begin", _begin_deferred)
    event.listen(write, "connect", prepare)
    event.listen(write, "begin", _begin_immediate)
    return Database(read=read, write=write)


def _prepare_sqlite(connection: Any, wait: float) -> None:
    # The driver's own transactions begin too late and lose updates; ours are begun by hand.
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout = {round(wait * 1000)}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        # Lets the triggers on DELETE see what INSERT OR REPLACE takes away.
        "recursive_triggers = ON",
        "cache_size = -65536",
        # In a full store each report changes pages of its own; written back in larger lots, those
        # that many reports share are written once, and the file is synced less often.
        "wal_autocheckpoint = 8000",
    ):
        connection.execute(f"PRAGMA {pragma}")
    connection.create_function("link_hash", 3, hash_link, deterministic=True)


def _forbid_writing(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA query_only = ON")


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin_deferred(connection: Connection) -> None:
    # Past SQLAlchemy, whose work on it is longer than its own; it waits for nothing.
    driver: Any = connection.connection.driver_connection
    driver.execute("BEGIN")


def _open_postgresql(url: URL, wait: float) -> Database:
    if "connect_timeout" not in url.query:
        url = url.update_query_dict({"connect_timeout": str(WAIT_FOR_SERVER_SECONDS)})

    def limit_waiting(connection: Any, _record: Any) -> None:
        connection.execute(f"SET lock_timeout = {round(wait * 1000)}")
        connection.commit()

    options: dict[str, Any] = {"pool_pre_ping": True, "pool_size": 8, "max_overflow": 8}
    read = create_engine(
        url,
        isolation_level="REPEATABLE READ",
        execution_options={"postgresql_readonly": True},
        **options,
    )
    write = create_engine(url, **options)
    event.listen(write, "connect", limit_waiting)
    event.listen(write, "begin", _take_write_lock)
    return Database(read=read, write=write)


def _take_write_lock(connection: Connection) -> None:
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITE_LOCK_KEY})")
