"""The application on a database of the test's own, a strict client, and people of every role."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

import pytest
from flask import Flask, Response, g, has_request_context, request
from sqlalchemy import event
from sqlalchemy.orm import Session

from tests.databases import Databases
from tests.tracing import unwatched
from tests.web.strict_client import StrictClient
from tracker.app import create_app
from tracker.config import Settings
from tracker.domain.days import OperationClock
from tracker.extensions import limiter, use_database
from tracker.registry.operation import create_operation
from tracker.registry.people import Person, Role, add_person
from tracker.store.database import Database

PROJECT = Path(__file__).resolve().parents[2]
START = date(2024, 8, 6)
NOW = datetime(2024, 8, 20, 9, 0, tzinfo=UTC)
PASSWORD = "correct horse battery"

Ids = TypeVar("Ids")


class Writer(Protocol):
    """Opens a transaction that is committed when the block ends."""

    def __call__(self) -> Any: ...


class PersonMaker(Protocol):
    """Makes a person with these roles."""

    def __call__(self, *roles: Role, name: str = ..., **values: Any) -> Person: ...


@pytest.fixture(scope="session")
def shared_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """One application for all tests, so that each template is compiled once."""
    instance = tmp_path_factory.mktemp("instance")
    # Compressing Plotly takes a second; its copy is kept from one run to the next.
    kept = PROJECT / ".cache" / "assets"
    kept.mkdir(parents=True, exist_ok=True)
    with suppress(OSError):  # Windows allows links to developers only; it compresses anew each run
        (instance / "assets").symlink_to(kept, target_is_directory=True)
    app = create_app(Settings(instance=instance, secret_key="for tests", testing=True))
    app.test_client_class = StrictClient
    app.jinja_env.compile = unwatched(app.jinja_env.compile)  # type: ignore[assignment]
    app.after_request(_refuse_dirty_session)
    return app


def _refuse_dirty_session(response: Response) -> Response:
    session: Session | None = g.get("reading")
    assert session is None or not (session.new or session.dirty or session.deleted)
    return response


@dataclass(frozen=True, kw_only=True, slots=True)
class Registered(Generic[Ids]):
    """The address of a database with the operation and places in it, and the ids of these."""

    url: str
    ids: Ids


def keep_registered(databases: Databases, register: Callable[[Session], Ids]) -> Registered[Ids]:
    """Make the operation and register places once; every test that asks for them gets a copy."""
    url, ids = databases.keep(_after_operation(register))
    return Registered(url=url, ids=ids)


@cache
def _after_operation(register: Callable[[Session], Ids]) -> Callable[[Session], Ids]:
    def fill(session: Session) -> Ids:
        _create_operation(session)
        return register(session)

    return fill


@pytest.fixture
def start(request: pytest.FixtureRequest) -> str | None:
    """The database of which the test's own is a copy; None where the test wants no places."""
    if "registered" not in request.fixturenames:
        return None
    url: str = request.getfixturevalue("registered").url
    return url


@pytest.fixture
def web_database(sqlite_databases: Databases, start: str | None) -> Iterator[Database]:
    """A migrated database; opening a page must not write to it."""
    with sqlite_databases.own(start) as database:
        event.listen(database.write, "begin", _refuse_write_while_reading)
        yield database
        event.remove(database.write, "begin", _refuse_write_while_reading)


def _refuse_write_while_reading(_connection: Any) -> None:
    assert not has_request_context() or request.method not in {"GET", "HEAD"}, "GET writes"


@pytest.fixture
def app(shared_app: Flask, web_database: Database) -> Iterator[Flask]:
    """The application on the test's own database."""
    use_database(shared_app, web_database)
    yield shared_app
    with shared_app.app_context():
        limiter.reset()


@pytest.fixture
def writer(web_database: Database) -> Writer:
    """For what stands in the database before a page is opened."""

    @contextmanager
    def write() -> Iterator[Session]:
        with web_database.writer() as session:
            yield session
            session.commit()

    return write


@pytest.fixture
def operation(writer: Writer, start: str | None) -> None:
    """An operation that began on 6 August 2024 in Moscow's time zone."""
    if start is None:
        with writer() as session:
            _create_operation(session)


def _create_operation(session: Session) -> None:
    clock = OperationClock(start=START, time_zone="Europe/Moscow", deadline_hour=10)
    create_operation(session, name="Border region", clock=clock)


@pytest.fixture
def make_person(writer: Writer) -> PersonMaker:
    """Makes people; the password of all is PASSWORD."""

    def make(*roles: Role, name: str = "", **values: Any) -> Person:
        called = name or " and ".join(roles)
        email = values.pop("email", f"{called.replace(' ', '.')}@example.org")
        values = {"password": PASSWORD, "now": NOW, **values}
        with writer() as session:
            return add_person(session, email=email, display_name=called, roles=roles, **values)

    return make


@pytest.fixture
def client(app: Flask) -> StrictClient:
    """A client that nobody is signed in at."""
    made = app.test_client()
    assert isinstance(made, StrictClient)
    return made


@pytest.fixture
def client_of(app: Flask, operation: None, make_person: PersonMaker) -> Callable[..., StrictClient]:
    """Makes a client at which a new person with these roles is signed in."""

    def make(*roles: Role, **values: Any) -> StrictClient:
        made = app.test_client()
        assert isinstance(made, StrictClient)
        made.sign_in_as(make_person(*roles, **values))
        return made

    return make
