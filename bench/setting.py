"""What all parts of one run share: the databases, each loaded once, and where files are put."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import click
from sqlalchemy import text

from bench.engines import Engine, Engines
from bench.figures import Figure, Where, describe
from bench.memory import read_memory
from bench.operations import Operation, Shape, create, load_reports, shape_of
from tracker.store.database import Database, open_database


@dataclass(frozen=True, kw_only=True, slots=True)
class Loaded:
    """A database with the made-up operation."""

    url: str
    operation: Operation


@dataclass(kw_only=True, slots=True)
class Setting:
    """How this run measures; `days` is the length of each operation's history."""

    folder: Path
    engines: Engines
    chosen: tuple[Engine, ...]
    sizes: tuple[int, ...]
    today: date
    quick: bool
    figures: list[Figure] = field(default_factory=list)
    _loaded: dict[tuple[Engine, Shape], Loaded] = field(default_factory=dict)

    @property
    def days(self) -> int:
        """Days of history that are loaded."""
        return 10 if self.quick else 365

    @property
    def instance(self) -> Path:
        """The instance folder of all servers: one key, so that sessions hold at each of them."""
        return self.folder / "instance"

    def shape(self, size: int, units: int = 1) -> Shape:
        """The operation with at least so many reports and units."""
        return shape_of(size, days=self.days, today=self.today, at_least=units)

    def note(self, figure: Figure) -> None:
        """Keep a figure, and show it at once."""
        self.figures.append(figure)
        click.echo(f"  {describe(figure)}")

    def load(self, engine: Engine, shape: Shape) -> Loaded:
        """The database with the reports of this shape, loaded when it is first asked for."""
        if (engine, shape) not in self._loaded:
            self._loaded[engine, shape] = self._load(engine, shape)
        return self._loaded[engine, shape]

    def has_loaded(self, engine: Engine, shape: Shape) -> bool:
        """Whether the database with the reports of this shape is loaded already."""
        return (engine, shape) in self._loaded

    def load_apart(self, engine: Engine, shape: Shape) -> Loaded:
        """A database of the caller's own with such reports, to change as it likes."""
        return self._load(engine, shape)

    def make_empty(self, engine: Engine, shape: Shape) -> Loaded:
        """A database with the same places and people, but without any report."""
        url = self.engines.make(engine)
        with open_for(url) as database, database.writer() as session:
            operation = create(session, shape)
            session.commit()
        return Loaded(url=url, operation=operation)

    def _load(self, engine: Engine, shape: Shape) -> Loaded:
        click.echo(f"Preparing {shape.reports:,} reports on {engine} ...")
        loaded = self.make_empty(engine, shape)
        started = time.perf_counter()
        with open_for(loaded.url) as database, database.writer() as session:
            with click.progressbar(length=shape.reports, label="  Reports") as bar:
                load_reports(session, loaded.operation, _advance(bar))
            session.commit()
            self._note_loading(engine, shape, time.perf_counter() - started)
            _gather_statistics(database)
        return loaded

    def _note_loading(self, engine: Engine, shape: Shape, seconds: float) -> None:
        rate = shape.reports / seconds
        where: Where = {"part": "loading", "engine": engine, "reports": shape.reports}
        self.note(Figure(name="loaded through record_many", value=rate, unit="reports/s", **where))
        peak = read_memory(os.getpid(), peak=True)
        if peak is not None:
            self.note(Figure(name="most memory used so far", value=peak, unit="MB", **where))


@contextmanager
def open_for(url: str) -> Iterator[Database]:
    """A database, open as long as the block lasts."""
    database = open_database(url)
    try:
        yield database
    finally:
        database.dispose()


def _advance(bar: Any) -> Callable[[int], None]:
    def advance(taken: int) -> None:
        bar.update(taken - bar.pos)

    return advance


def _gather_statistics(database: Database) -> None:
    """Let the engine plan its queries as it would after some hours in use."""
    with database.write.connect() as connection:
        connection.execute(text("ANALYZE"))
        connection.commit()
