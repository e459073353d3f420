"""What every test may ask for: a database of either engine, a browser, the shared data."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from hypothesis import settings
from sqlalchemy.orm import Session

from tests.availability import refuse
from tests.browsers import BROWSER_FLAGS, find_browser
from tests.databases import (
    Databases,
    PostgresqlServer,
    SqliteFiles,
    postgresql_from_packages,
    roll_back,
)
from tests.tracing import pytest_pyfunc_call, pytest_runtest_setup
from tracker.registry import passwords
from tracker.store.database import Database

__all__ = ["pytest_pyfunc_call", "pytest_runtest_setup"]

pytest_plugins = ["tests.garbage"]

PROJECT = Path(__file__).resolve().parent.parent

# The same cases every time in CI; new ones at home. A deadline would only measure the machine.
settings.register_profile("ci", derandomize=True, deadline=None, max_examples=100, print_blob=True)
settings.register_profile("home", deadline=None, max_examples=50)
settings.load_profile("ci" if os.environ.get("CI") else "home")


@pytest.fixture(scope="session", autouse=True)
def earnest_hasher() -> Iterator[PasswordHasher]:
    """What hashes passwords in earnest; here they are hashed with little effort.

    Each would take a third of a second, and tests make many accounts.
    """
    earnest = passwords._hasher
    with pytest.MonkeyPatch.context() as patch:
        quick = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
        patch.setattr(passwords, "_hasher", quick)
        yield earnest


@pytest.fixture(scope="session")
def sqlite_databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    databases = Databases(SqliteFiles(tmp_path_factory.mktemp("sqlite")))
    yield databases
    databases.remove_all()


@pytest.fixture(scope="session")
def postgresql_databases(testrun_uid: str, worker_id: str) -> Iterator[Databases]:
    """The server named in TRACKER_TEST_POSTGRESQL_URL, or the one of the development packages."""
    with ExitStack() as stack:
        url = os.environ.get("TRACKER_TEST_POSTGRESQL_URL")
        if not url:
            try:
                url = stack.enter_context(postgresql_from_packages(testrun_uid))
            except Exception as problem:  # noqa: BLE001 (whatever kept it from starting is the reason)
                refuse(f"No PostgreSQL: {problem!r}; name one in TRACKER_TEST_POSTGRESQL_URL")
        databases = Databases(PostgresqlServer(url, f"tracker_test_{testrun_uid[:8]}_{worker_id}"))
        stack.callback(databases.remove_all)
        yield databases


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def databases(request: pytest.FixtureRequest) -> Databases:
    """The databases of each engine in turn; a test that asks for it runs on both."""
    found = request.getfixturevalue(f"{request.param}_databases")
    assert isinstance(found, Databases)
    return found


@pytest.fixture(scope="session")
def engine_url(databases: Databases) -> str:
    """The URL of the shared, migrated database."""
    return databases.shared_url


@pytest.fixture(scope="session")
def database(databases: Databases) -> Database:
    """The shared, migrated database, always empty: write to it only through `session`."""
    return databases.shared


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """A session whose commits are savepoints inside a transaction that is rolled back."""
    with roll_back(database) as session:
        yield session


@pytest.fixture
def own_database(databases: Databases) -> Iterator[Database]:
    """A migrated database of the test's own, in which it may commit."""
    with databases.own() as database:
        yield database


@pytest.fixture
def blank_url(databases: Databases) -> Iterator[str]:
    """The URL of a database without any tables."""
    url = databases.make()
    yield url
    databases.remove(url)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Published data sets kept beside the repository."""
    folder = PROJECT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"The shared data sets are not in {folder}")
    return folder


@pytest.fixture(scope="session")
def browser_path() -> str:
    """The installed Chromium or Chrome, or the one named in TRACKER_BROWSER."""
    found = find_browser()
    if found is None:
        wanted = os.environ.get("TRACKER_BROWSER") or "Chromium or Chrome"
        refuse(f"No browser: {wanted} was not found; name one in TRACKER_BROWSER")
    return found


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any], browser_path: str
) -> dict[str, Any]:
    """Let Playwright start the installed browser; its own download is not needed."""
    return {**browser_type_launch_args, "executable_path": browser_path, "args": BROWSER_FLAGS}
