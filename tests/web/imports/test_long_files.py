"""Long files are recorded beside the pages, whole or not at all; a page tells how far they are."""

import json
import threading
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import text

from tests.web.fixtures import NOW, Writer
from tests.web.imports.conftest import ROWS, Places
from tests.web.imports.steps import follow, said, upload
from tests.web.strict_client import Page, StrictClient
from tracker.exchange.importing import list_imports, undo_import
from tracker.exchange.mapping import Constants
from tracker.registry.people import Person
from tracker.web.imports.courses import say_left
from tracker.web.shared import course_kinds, long_files
from tracker.web.shared.course_kinds import PROBLEMS, Kind
from tracker.web.shared.course_notes import Course, find_course
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


def read_long(client: StrictClient, rows: str, saved: str) -> Page:
    """Send a long file and wait until it is read; the page that follows."""
    page = upload(client, rows, mapping=saved)
    wait()
    return follow(client, client.get(page.response.request.path))


def token_of(address: str) -> str:
    return address.split("/")[-2]


def test_a_long_file_is_recorded_beside_the_pages(
    client: StrictClient, saved: str, places: Places, writer: Writer
) -> None:
    address = record(client, read_long(client, ROWS, saved))
    wait()
    page = follow(client, client.get(address))
    assert page.title.startswith("Import 1")
    assert "The file is imported." in page.text
    assert said(writer, places.district) == [7, 5]
    client.see(address, status=404)


def test_its_page_tells_how_far_it_is_and_looks_again(
    client: StrictClient, saved: str, places: Places, app: Flask, anna: Person
) -> None:
    preview = read_long(client, ROWS, saved).response.request.path
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
    assert PROBLEMS[Kind.RECORDING].stopped in page.text
    assert "Refresh" not in page.response.headers


def test_what_a_stopped_server_left_can_be_recorded_again(
    client: StrictClient, saved: str, writer: Writer, app: Flask, anna: Person
) -> None:
    page = read_long(client, ROWS, saved)
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
    seen = read_long(client, ROWS, saved)
    first = record(client, read_long(client, ROWS, saved))
    wait()
    follow(client, client.get(first))
    again = record(client, seen)
    wait()
    assert "everything in the file is known already" in client.see(again).text
    broken = record_in_a_broken_store(client, saved, writer)
    assert course_kinds.PROBLEMS[course_kinds.Kind.RECORDING].failed in client.see(broken).text
    assert said(writer, places.district) == [7, 5]


def record_in_a_broken_store(client: StrictClient, saved: str, writer: Writer) -> str:
    page = read_long(client, ROWS + "2024-08-09,Sudzha,1,\n", saved)
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


def test_a_long_file_is_read_beside_the_pages(
    client: StrictClient, saved: str, app: Flask, anna: Person
) -> None:
    rows = ROWS + "2024-08-09,Nowhere,1,\n2024-08-10,Nowhere,1,\n2024-01-05,Sudzha,3,\n"
    page = read_long(client, rows, saved)
    assert page.title.startswith("What the names stand for")
    assert "names 2 places. 1 of them was not found" in page.text
    places = page.response.request.path
    reading = places.replace("places", "reading")
    data = dict(page.form_data()) | {"others": "skip"}
    preview = client.post(places, data=data).location
    assert client.get(preview).location == reading
    wait()
    page = follow(client, client.get(reading))
    assert page.title.startswith("What will be recorded")
    assert "5 rows, 2 of them left out" in page.text
    assert "1 row is refused since the operation begins on 6 Aug 2024" in page.text
    assert "the file on 5 Jan 2024" in page.text
    assert "settings" in page.links()
    refused = client.get(page.response.request.path.replace("preview", "refused.csv"))
    assert "2024-01-05,Sudzha,3," in refused.get_data(as_text=True)
    # What was found out holds for the mapping that it was found out by.
    token = token_of(reading)
    with app.app_context():
        file = find_file(token, anna.id)
        assert file.mapping is not None
        file.save(replace(file.mapping, add_rows=True))
    for step in ("places", "preview", "refused.csv"):
        file.drop_note("outlook")
        response = client.get(reading.replace("reading", step))
        assert response.location == reading
        wait()
    assert client.get(reading).location == reading.replace("reading", "preview")


def test_a_long_file_can_be_read_again(client: StrictClient, saved: str, writer: Writer) -> None:
    page = read_long(client, ROWS, saved)
    record(client, page)
    wait()
    page = read_long(client, ROWS, saved)
    assert "Unchanged2" in page.text
    with writer() as session:
        undo_import(session, 1, reason="no", person_id=1, now=NOW)
        session.commit()
    token = token_of(page.response.request.path)
    assert "Unchanged2" in client.see("imports.preview", token=token).text
    client.send("imports.look_again", token=token)
    client.get(page.response.request.path)
    wait()
    assert "Unchanged0" in client.see("imports.preview", token=token).text


def test_its_page_tells_how_far_reading_is_and_why_it_failed(
    client: StrictClient, saved: str, app: Flask, anna: Person, writer: Writer
) -> None:
    address = read_long(client, ROWS, saved).response.request.path.replace("preview", "reading")
    with app.app_context():
        file = find_file(token_of(address), anna.id)
    now = datetime.now(UTC).timestamp()
    course = {"started": now - 100, "heard": now, "part": 0.5, "turn": 1}
    file.write_note("reading", json.dumps(course))
    page = client.see(address)
    assert "50% done. About 2 minutes left." in page.text
    assert page.response.headers["Refresh"] == "3"
    file.write_note("reading", json.dumps(course | {"heard": now - 1_000}))
    page = client.see(address)
    assert course_kinds.PROBLEMS[course_kinds.Kind.READING].stopped in page.text
    assert "Refresh" not in page.response.headers
    file.drop_note("outlook")
    (file.folder / file.token).unlink()
    client.get(address.replace("reading", "places"))
    wait()
    assert "choose it again" in client.see(address).text
    with writer() as session:
        session.execute(text("DROP TABLE import_report"))
    (file.folder / file.token).write_bytes(ROWS.encode())
    client.get(address.replace("reading", "places"))
    wait()
    assert course_kinds.PROBLEMS[course_kinds.Kind.READING].failed in client.see(address).text


def test_each_problem_of_a_mapping_is_a_line_of_its_own(
    client: StrictClient, saved: str, app: Flask, anna: Person
) -> None:
    page = read_long(client, ROWS, saved)
    token = token_of(page.response.request.path)
    with app.app_context():
        file = find_file(token, anna.id)
        assert file.mapping is not None
        file.save(replace(file.mapping, columns={}, constants=Constants()))
    client.get(f"/imports/drafts/{token}/places")
    wait()
    page = client.see("imports.show_reading", token=token)
    lines = ["".join(line.itertext()) for line in page.find_all("main//li")]
    assert "Select the source of the numbers" in lines
    assert "Choose at least one column with counts" in lines
    assert len(lines) == 4
    assert "Back to the columns" in page.links()
