"""A browser before the example operation, each test with a copy of it to write to."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest
from flask import Flask
from playwright.sync_api import Page, ViewportSize, expect

from tests.databases import Databases
from tests.example.keeping import example_file
from tests.journeys.addresses import number_things
from tests.journeys.server import serve, use
from tests.journeys.signing_in import sign_in
from tests.journeys.watching import Watch
from tracker.app import create_app
from tracker.config import PROJECT, Settings
from tracker.example.people import SignIn
from tracker.extensions import current_database

__all__ = ["example_file"]

PHONE: ViewportSize = {"width": 360, "height": 740}
DESK: ViewportSize = {"width": 1280, "height": 900}
TIMEOUT = 20_000
"""Milliseconds until what does not appear has failed to; all cores may be busy with other tests."""

expect.set_options(timeout=TIMEOUT)


class Visitor(Protocol):
    """Opens a browser of its own, in which this person (None: nobody) is signed in."""

    def __call__(
        self, person: SignIn | None = None, *, size: ViewportSize = ..., **options: Any
    ) -> Page: ...


def pytest_itemcollected(item: pytest.Item) -> None:
    """What journeys reach has tests of its own, which take less time."""
    item.add_marker("unwatched")


@pytest.fixture(scope="session")
def served_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application as it runs in earnest: tokens are checked, tries are counted."""
    instance = tmp_path_factory.mktemp("instance")
    # Compressing Plotly takes a second; its copy is kept from one run to the next.
    kept = PROJECT / ".cache" / "assets"
    kept.mkdir(parents=True, exist_ok=True)
    (instance / "assets").symlink_to(kept, target_is_directory=True)
    return create_app(Settings(instance=instance, secret_key="for journeys"))


@pytest.fixture(scope="session")
def base_url(browser_path: str, served_app: Flask) -> Iterator[str]:
    """The server's address, to which all addresses in the tests are relative."""
    with serve(served_app) as address:
        yield address


@pytest.fixture
def example(served_app: Flask, example_file: Path, sqlite_databases: Databases) -> Iterator[None]:
    original = f"sqlite:///{example_file.as_posix()}"
    with sqlite_databases.own(original) as database, use(served_app, database):
        yield


@pytest.fixture
def watch(base_url: str, example: None) -> Iterator[Watch]:
    """Watches every page of the test; none may ask others for anything or complain."""
    made = Watch(base_url)
    yield made
    assert not made.outside
    assert not made.complaints


@pytest.fixture(scope="session")
def kept_sessions() -> dict[str, Any]:
    """Cookies by e-mail address: they hold in every copy of the example."""
    return {}


@pytest.fixture
def visit(watch: Watch, new_context: Any, kept_sessions: dict[str, Any]) -> Visitor:
    def open_browser(
        person: SignIn | None = None, *, size: ViewportSize = DESK, **options: Any
    ) -> Page:
        session = kept_sessions.get(person.email) if person else None
        context = new_context(
            viewport=size, storage_state=session, reduced_motion="reduce", **options
        )
        context.set_default_timeout(TIMEOUT)
        watch.follow(context)
        page: Page = context.new_page()
        if person is not None and session is None:
            # A page without a chart: drawing one takes a second.
            sign_in(page, person, wanted="/change-password")
            kept_sessions[person.email] = context.storage_state()
        return page

    return open_browser


@pytest.fixture
def numbers(served_app: Flask, example: None) -> dict[str, int]:
    """What fills the addresses."""
    with served_app.app_context(), current_database().reader() as session:
        return number_things(session)
