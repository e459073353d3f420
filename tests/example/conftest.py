"""The example operation, made once on each engine; its tests only read it."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from tests.databases import Databases
from tests.example.reading import list_all_reports
from tracker.example import create
from tracker.recording.history import ReportHistory
from tracker.store.database import Database

NOW = datetime(2025, 3, 1, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def example(databases: Databases) -> Iterator[Database]:
    with databases.own() as database:
        create(database, now=NOW)
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
