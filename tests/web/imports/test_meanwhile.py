"""Nothing is recorded but what the page showed, whatever is chosen in another one meanwhile."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import text

from tests.exchange.workbooks import Rows, xlsx
from tests.web.fixtures import NOW, Writer
from tests.web.imports.conftest import ROWS, Places
from tests.web.imports.steps import client, follow, said, send, upload
from tests.web.imports.test_long_files import read_long, token_of, wait
from tests.web.strict_client import Page, StrictClient
from tracker.exchange.importing import ImportDraft
from tracker.exchange.reading import Book, Limits, open_file
from tracker.registry.people import Person
from tracker.web.imports import drafts
from tracker.web.imports.drafts import find_draft, make_draft
from tracker.web.imports.previewing import CHOSEN_MEANWHILE, begin_recording
from tracker.web.shared import long_files
from tracker.web.shared.course_notes import find_course
from tracker.web.shared.kept_files import KeptFile, find_file
from tracker.web.shared.opened_files import Where

__all__ = ["client"]

WEEKS: dict[str, Rows] = {
    "Week1": [["Date", "District", "Arrivals"], ["2024-08-07", "Sudzha", 5]],
    "Week2": [["Date", "District", "Arrivals"], ["2024-08-07", "Sudzha", 900]],
}


Find = Callable[[Page], KeptFile]


@pytest.fixture
def kept(app: Flask, anna: Person) -> Find:
    """The kept file that a page is about."""

    def find(page: Page) -> KeptFile:
        with app.app_context():
            return find_file(token_of(page.response.request.path), anna.id)

    return find


@pytest.fixture
def long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_files, "LONG", 1)


def choose_second(client: StrictClient, preview: Page) -> None:
    """Choose the second week on the page of the columns, in another tab."""
    columns = preview.response.request.path.replace("preview", "columns")
    form = dict(client.see(columns).form_data(number=0)) | {"table-sheet": "Week2"}
    page = follow(client, client.post(columns.replace("columns", "sheet"), data=form))
    send(client, page, {"source": "Headquarters"})


def test_a_sheet_that_was_chosen_meanwhile_is_shown_and_not_recorded(
    client: StrictClient, places: Places, writer: Writer
) -> None:
    page = upload(client, xlsx(WEEKS), "book.xlsx")
    page = send(client, page, {"source": "Headquarters"})
    assert "900" not in page.text
    choose_second(client, page)
    page = send(client, page, status=422)
    assert page.errors() == [CHOSEN_MEANWHILE]
    assert "900" in page.text
    assert said(writer, places.district) == []
    send(client, page)
    assert said(writer, places.district) == [900]


def test_what_a_stop_between_two_notes_left_is_looked_at_again(
    client: StrictClient, places: Places, writer: Writer, kept: Find
) -> None:
    page = upload(client, xlsx(WEEKS), "book.xlsx")
    page = send(client, page, {"source": "Headquarters"})
    file = kept(page)
    first = file.mapping
    assert first is not None
    make_draft(file, Limits(), Where(sheet="Week2"))
    # The server stopped when the survey was noted and the mapping was not.
    file.save(first)
    assert find_draft(file, Limits()) is None
    send(client, page)
    assert said(writer, places.district) == [5]


EARLIER: list[tuple[str, Any]] = [
    ("", ["text", ["daily.csv"], '{"table": ["daily.csv", 2, false]}']),
    ("yes", {"asked": [None, None], "found": ["text", ["daily.csv"], {}]}),
    ("", {"asked": [None, None], "format": "text", "tables": [], "survey": {"form": 0}}),
]


@pytest.mark.parametrize(("long", "note"), EARLIER)
def test_what_was_noted_before_an_update_is_found_out_anew(
    client: StrictClient, saved: str, kept: Find, long: str, note: Any
) -> None:
    page = upload(client, ROWS, mapping=saved)
    file, preview = kept(page), page.response.request.path
    for step in ("columns", "preview"):
        file.write_note("survey", json.dumps(note))
        file.write_note("long", long)
        shown = follow(client, client.get(preview.replace("preview", step)))
        wait()
        shown = follow(client, client.get(shown.response.request.path))
        assert shown.response.request.path == preview.replace("preview", step)


@pytest.mark.usefixtures("long")
def test_of_a_long_file_too_only_what_was_shown_is_recorded(
    client: StrictClient,
    saved: str,
    places: Places,
    writer: Writer,
    kept: Find,
) -> None:
    page = read_long(client, ROWS, saved)
    file, path = kept(page), page.response.request.path
    assert file.mapping is not None
    file.save(replace(file.mapping, add_rows=True))
    sent = client.post(path, data=dict(page.form_data()))
    assert sent.location == path.replace("preview", "reading")
    wait()
    page = follow(client, client.get(path))
    assert CHOSEN_MEANWHILE in page.text
    assert said(writer, places.district) == []
    client.post(path, data=dict(page.form_data()))
    wait()
    assert said(writer, places.district) == [7, 5]


def test_what_is_chosen_until_the_thread_reads_it_is_not_recorded(
    client: StrictClient, saved: str, places: Places, writer: Writer, kept: Find
) -> None:
    file = kept(upload(client, ROWS, mapping=saved))
    sent = ImportDraft(
        submission_id=UUID(int=1), file_name=file.name, file_hash=b"", person_id=file.person_id
    )
    with client.application.app_context():
        begin_recording(file, sent, "of another mapping", NOW)
    wait()
    course = find_course(file)
    assert course is not None
    assert course.problem == CHOSEN_MEANWHILE
    assert said(writer, places.district) == []


def test_others_can_write_while_a_file_is_opened_to_be_recorded(
    client: StrictClient,
    saved: str,
    places: Places,
    writer: Writer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = upload(client, ROWS, mapping=saved)
    opened: list[str] = []

    def write_and_open(*given: Any) -> Book:
        with writer() as session:
            session.execute(text("UPDATE place SET name = name"))
        opened.append(given[1])
        return open_file(*given)

    monkeypatch.setattr(drafts, "open_file", write_and_open)
    send(client, page)
    assert opened == ["daily.csv"]
    assert said(writer, places.district) == [7, 5]
