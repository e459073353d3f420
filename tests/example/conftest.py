"""The example operation on each engine; its tests only read it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from tests.databases import Databases
from tests.example.keeping import NOW, example_file
from tests.example.reading import list_all_reports
from tests.tracing import watched
from tracker.example import create
from tracker.recording.history import ReportHistory
from tracker.store.database import Database

__all__ = ["example_file"]


@pytest.fixture(scope="session")
def example(databases: Databases, example_file: Path) -> Iterator[Database]:
    if databases.dialect == "sqlite":
        with databases.own(f"sqlite:///{example_file.as_posix()}") as database:
            yield database
    else:
        with databases.own() as database:
            watched(create)(database, now=NOW)
            yield database


@pytest.fixture(scope="session")
def reports(example: Database) -> list[ReportHistory]:
    """Every report of the example."""
    with example.reader() as session:
        return list_all_reports(session)


@pytest.fixture
def reading(example: Database) -> Iterator[Session]:
    with example.reader() as session:
        yield session
