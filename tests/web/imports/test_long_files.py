"""Long files are recorded beside the pages, whole or not at all; a page tells how far they are."""

import json
import threading
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import text

from tests.web.fixtures import Writer
from tests.web.imports.conftest import ROWS, Places
from tests.web.imports.test_pages import follow, said, upload
from tests.web.strict_client import Page, StrictClient
from tracker.exchange.importing import list_imports
from tracker.registry.people import Person
from tracker.web.imports import long_files
from tracker.web.imports.courses import say_left
from tracker.web.imports.long_files import STOPPED, Course, find_course
from tracker.web.shared.kept_files import find_file

STARTED = datetime(2024, 8, 20, 9, tzinfo=UTC).timestamp()


@pytest.fixture
def client(app: Flask, anna: Person, monkeypatch: pytest.MonkeyPatch) -> StrictClient:
    monkeypatch.setattr(long_files, "LONG", 1)
    made = app.test_client()
    assert isinstance(made, StrictClient)
    made.sign_in_as(anna)
    return made


def record(client: StrictClient, page: Page) -> str:
    """Send the preview; answers the address of the page that tells how far it is."""
    path = page.response.request.path
    response = client.post(path, data=dict(page.form_data()))
    assert (response.status_code, response.location) == (303, path.replace("preview", "recording"))
    return path.replace("preview", "recording")


def wait() -> None:
    for thread in threading.enumerate():
        if thread.name.startswith("import "):
            thread.join(timeout=60)


def token_of(address: str) -> str:
    return address.split("/")[-2]


def test_a_long_file_is_recorded_beside_the_pages(
    client: StrictClient, saved: str, places: Places, writer: Writer
) -> None:
    address = record(client, upload(client, ROWS, mapping=saved))
    wait()
    page = follow(client, client.get(address))
    assert page.title.startswith("Import 1")
    assert "The file is imported." in page.text
    assert said(writer, places.district) == [7, 5]
    client.see(address, status=404)


def test_its_page_tells_how_far_it_is_and_looks_again(
    client: StrictClient, saved: str, places: Places, app: Flask, anna: Person
) -> None:
    preview = upload(client, ROWS, mapping=saved).response.request.path
    address = preview.replace("preview", "recording")
    assert client.get(address).location == preview
    with app.app_context():
        file = find_file(token_of(address), anna.id)
        now = datetime.now(UTC).timestamp()
        course = {"submission": "0" * 32, "started": now - 100, "heard": now, "part": 0.25}
        file.write_note("course", json.dumps(course))
    page = client.see(address)
    assert page.response.headers["Refresh"] == "3"
    assert "25% done. About 5 minutes left." in page.text
    assert page.find_all("progress[@value='25']")
    assert client.get(preview).location == address
    with app.app_context():
        file.write_note("course", json.dumps(course | {"heard": now - 1_000}))
    page = client.see(address)
    assert STOPPED in page.text
    assert "Refresh" not in page.response.headers


def test_what_a_stopped_server_left_can_be_recorded_again(
    client: StrictClient, saved: str, writer: Writer, app: Flask, anna: Person
) -> None:
    page = upload(client, ROWS, mapping=saved)
    address = record(client, page)
    wait()
    with app.app_context():
        file = find_file(token_of(address), anna.id)
        told = find_course(file)
        assert told is not None
        # The server stopped after the commit and before it could say so.
        lost = {"submission": told.submission, "started": STARTED, "heard": STARTED, "part": 0.9}
        file.write_note("course", json.dumps(lost))
    assert "The file is imported." in follow(client, client.get(address)).text
    with writer() as session:
        assert len(list_imports(session)) == 1


def test_what_cannot_be_recorded_is_told(
    client: StrictClient, saved: str, places: Places, writer: Writer
) -> None:
    first = record(client, upload(client, ROWS, mapping=saved))
    wait()
    follow(client, client.get(first))
    again = record(client, upload(client, ROWS, mapping=saved))
    wait()
    assert "everything in the file is known already" in client.see(again).text
    broken = record_in_a_broken_store(client, saved, writer)
    assert long_files.FAILED in client.see(broken).text
    assert said(writer, places.district) == [7, 5]


def record_in_a_broken_store(client: StrictClient, saved: str, writer: Writer) -> str:
    page = upload(client, ROWS + "2024-08-09,Sudzha,1,\n", mapping=saved)
    with writer() as session:
        session.execute(text("DROP TABLE import_refused"))
        session.execute(text("DROP TABLE import_report"))
    address = record(client, page)
    wait()
    return address


@pytest.mark.parametrize(
    ("part", "heard", "words"),
    [
        (0, 0, "How long it takes is not known yet."),
        (0.5, 30, "Less than a minute is left."),
        (0.5, 65, "About 1 minute left."),
        (0.1, 100, "About 15 minutes left."),
    ],
)
def test_the_time_left_is_told_in_round_words(part: float, heard: float, words: str) -> None:
    course = Course(submission="", started=0, heard=heard, part=part)
    assert say_left(course.seconds_left) == words
