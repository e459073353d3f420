"""A long import is undone beside the pages, whole or not at all; a page tells how far it is."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import text

from tests.web.fixtures import NOW, Writer
from tests.web.imports.conftest import ROWS, Places
from tests.web.imports.steps import client, said
from tests.web.imports.test_long_files import wait
from tests.web.imports.test_undoing import FIRST, NEXT, take_in
from tests.web.strict_client import StrictClient
from tracker.exchange.importing import load_import, undo_import
from tracker.registry.people import Person, Role
from tracker.web.shared import course_kinds, long_undoings
from tracker.web.shared.kept_files import KeptFile

__all__ = ["client"]

ADDRESS = "/imports/1/undoing"


@pytest.fixture(autouse=True)
def taken_in(
    client: StrictClient, saved: str, app: Flask, writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """An import that is long, and no notes of one of its number left."""
    monkeypatch.setattr(long_undoings, "LONG", 1)
    take_in(client, ROWS, saved)
    yield
    wait()
    with writer() as session:
        run = load_import(session, 1)
    with app.app_context():
        long_undoings.forget_undoing(run)


@pytest.fixture
def file(app: Flask, writer: Writer) -> KeptFile:
    """What the notes of undoing the import stand beside."""
    with writer() as session:
        run = load_import(session, 1)
    with app.app_context():
        return long_undoings._keep(run)


def begin(client: StrictClient, reason: str = "wrong file") -> None:
    response = client.send("imports.undo", {"reason": reason}, import_id=1)
    assert response.location == ADDRESS


def test_a_long_import_is_undone_beside_the_pages(
    client: StrictClient, places: Places, writer: Writer
) -> None:
    begin(client)
    wait()
    response = client.get(ADDRESS)
    assert response.location == "/imports/1"
    page = client.see("imports.show_import", import_id=1)
    assert "The import is undone." in page.text
    assert "Anna undid it" in page.text
    assert said(writer, places.district) == []
    # Looked at again it leads there as well, and there is nothing to undo any more.
    assert client.get(ADDRESS).location == "/imports/1"
    page = client.fill_in("imports.undo", {"reason": "again"}, status=422, import_id=1)
    assert page.errors() == ["This import is undone already"]


def test_short_imports_are_undone_at_once(
    client: StrictClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(long_undoings, "LONG", 2)
    response = client.send("imports.undo", {"reason": "wrong file"}, import_id=1)
    assert response.location == "/imports/1"
    assert "The import is undone." in client.see("imports.show_import", import_id=1).text


def test_its_page_tells_all_who_may_undo_how_far_it_is(
    client: StrictClient, file: KeptFile, make_person: Callable[..., Person]
) -> None:
    moment = datetime.now(UTC).timestamp()
    course = {"submission": "1", "started": moment - 100, "heard": moment, "part": 0.25}
    file.write_note("undoing", json.dumps(course))
    client.sign_in_as(make_person(Role.REVIEWER, name="Boris"))
    page = client.see(ADDRESS)
    assert page.title.startswith("Undoing import 1")
    assert "25% done. About 5 minutes left." in page.text
    assert page.response.headers["Refresh"] == "3"
    assert client.get("/imports/1/undo").location == ADDRESS
    begin(client)
    assert client.see(ADDRESS).title.startswith("Undoing import 1")


def test_what_a_stopped_server_left_can_be_undone_again(
    client: StrictClient, file: KeptFile, places: Places, writer: Writer
) -> None:
    lost = {"submission": "1", "started": 0, "heard": 0, "part": 0.9}
    file.write_note("undoing", json.dumps(lost))
    page = client.see(ADDRESS)
    assert page.title.startswith("Import 1 is not undone")
    assert course_kinds.PROBLEMS[course_kinds.Kind.UNDOING].stopped in page.text
    assert "Refresh" not in page.response.headers
    assert page.links()["Undo it again"] == "/imports/1/undo"
    assert said(writer, places.district) == [7, 5]
    begin(client)
    wait()
    assert client.get(ADDRESS).location == "/imports/1"
    assert said(writer, places.district) == []


def test_without_any_word_the_form_comes_first(client: StrictClient) -> None:
    assert client.get(ADDRESS).location == "/imports/1/undo"


def test_what_is_refused_is_said_at_once(client: StrictClient, saved: str) -> None:
    page = client.fill_in("imports.undo", {"reason": ""}, status=422, import_id=1)
    assert page.errors() == ["Enter the reason for undoing"]
    take_in(client, NEXT, saved)
    refused = client.send("imports.undo", {"reason": "wrong"}, status=422, import_id=1)
    assert FIRST in refused.get_data(as_text=True)
    assert client.get(ADDRESS).location == "/imports/1/undo"


def test_what_is_refused_meanwhile_or_fails_is_told(
    client: StrictClient, app: Flask, saved: str, writer: Writer
) -> None:
    take_in(client, NEXT, saved)
    with writer() as session:
        run = load_import(session, 1)
    with app.app_context():
        long_undoings.begin_undoing(run, reason="wrong", person_id=1, moment=NOW)
    wait()
    assert FIRST in client.see(ADDRESS).text
    with writer() as session:
        undo_import(session, 2, reason="wrong", person_id=1, now=NOW)
    with writer() as session:
        session.execute(text("ALTER TABLE audit_link RENAME TO lost"))
    begin(client)
    wait()
    assert course_kinds.PROBLEMS[course_kinds.Kind.UNDOING].failed in client.see(ADDRESS).text
    with writer() as session:
        assert load_import(session, 1).undone is None
