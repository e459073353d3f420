"""The example operation in an SQLite file, made once in a run for all who copy it."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.tracing import unwatched
from tracker import example
from tracker.store.database import open_database
from tracker.store.migrate import upgrade

NOW = datetime(2025, 3, 1, 9, 0, tzinfo=UTC)


def keep_example(path: Path) -> None:
    """Make the example in this file, unless another worker of the run has already."""
    if path.exists():
        return
    part = path.with_name(f"{path.name}.{os.getpid()}")
    database = open_database(f"sqlite:///{part.as_posix()}")
    upgrade(database)
    unwatched(example.create)(database, now=NOW)  # coverage watches it on PostgreSQL
    # The last connection to close moves all that was written into this one file.
    database.dispose()
    part.replace(path)


@pytest.fixture(scope="session")
def example_file(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The database of the example, made once in a run."""
    base = tmp_path_factory.getbasetemp()
    path = (base if worker_id == "master" else base.parent) / "example.sqlite3"
    keep_example(path)
    return path
