"""Files that take long to open are opened beside the pages, and once however many pages follow."""

import json
import threading
import time
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from flask import Flask

from tests.exchange.workbooks import Rows, xlsx
from tests.web.fixtures import Writer
from tests.web.imports.conftest import ROWS, Places
from tests.web.imports.steps import client, follow, said, send
from tests.web.imports.test_long_files import record, token_of, wait
from tests.web.imports.test_unfinished import steps
from tests.web.strict_client import Page, StrictClient
from tracker.exchange.reading import Book, Limits, open_file
from tracker.registry.people import Person
from tracker.web.imports import drafts
from tracker.web.shared import course_kinds, opened_files
from tracker.web.shared.kept_files import KeptFile, find_file
from tracker.web.shared.opened_files import foretell_opening, is_heavy, survey_file

__all__ = ["client"]

SHEETS: dict[str, Rows] = {
    "First": [["Date", "District", "Arrivals"], ["2024-08-07", "Sudzha", 5]],
    "Second": [["Day", "Town", "Killed"], ["2024-08-07", "Sudzha", 1]],
}


@pytest.fixture(autouse=True)
def heavy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opened_files, "HEAVY", 1)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the threads in which files are opened."""
    names: list[str] = []

    def tell(*given: Any) -> Book:
        names.append(threading.current_thread().name)
        return open_file(*given)

    for module in (drafts, opened_files):
        monkeypatch.setattr(module, "open_file", tell)
    return names


def kept(app: Flask, address: str, person: Person) -> KeptFile:
    with app.app_context():
        return find_file(token_of(address), person.id)


def begin(client: StrictClient, content: str | bytes, name: str = "daily.csv", **more: str) -> str:
    """Send a file, and wait until it is opened; the address of the page that tells of it."""
    sent = content.encode() if isinstance(content, str) else content
    form = dict(client.see("imports.upload").form_data())
    data = form | {"file": (BytesIO(sent), name), **more}
    response = client.post(client.address("imports.upload"), data=data)
    assert response.location.endswith("/opening")
    wait()
    return response.location


def look_ahead(client: StrictClient, page: Page) -> Page:
    """Send the columns, and wait until the rows are read; what will be recorded."""
    reading = send(client, page, {"source": "Headquarters"}).response.request.path
    assert reading.endswith("/reading")
    wait()
    page = follow(client, client.get(reading))
    assert page.title.startswith("What will be recorded")
    return page


def finish(client: StrictClient, page: Page) -> Page:
    """Record it, and wait until it is."""
    recording = record(client, page)
    wait()
    return follow(client, client.get(recording))


def test_a_heavy_file_is_opened_beside_the_pages_and_once(
    client: StrictClient, places: Places, writer: Writer, app: Flask, anna: Person
) -> None:
    opening = begin(client, ROWS)
    page = follow(client, client.get(opening))
    assert page.title.startswith("What the columns mean")
    file = kept(app, opening, anna)
    with file.folder.joinpath(file.token).open("wb"):
        pass  # What was found is kept: no page asks the file itself about its columns.
    page = send(client, page, status=422)
    assert page.errors() == ["Select the source of the numbers"]
    file.folder.joinpath(file.token).write_text(ROWS, encoding="utf-8")
    finish(client, look_ahead(client, page))
    assert said(writer, places.district) == [7, 5]


def test_no_page_opens_a_heavy_file_itself_however_short_it_is(
    client: StrictClient, places: Places, opened: list[str]
) -> None:
    page = follow(client, client.get(begin(client, xlsx(SHEETS), "book.xlsx")))
    page = look_ahead(client, page)
    path = page.response.request.path
    client.see(path)
    client.see(path.replace("preview", "places") + "?again=1")
    client.get(path.replace("preview", "refused.csv"))
    assert "The file is imported." in finish(client, page).text
    assert opened == [f"import {path.split('/')[-2]}"] * 3


def test_a_saved_mapping_leads_past_the_columns(client: StrictClient, saved: str) -> None:
    opening = begin(client, ROWS, mapping=saved)
    page = follow(client, client.get(opening))
    assert page.title.startswith("Reading")
    wait()
    assert follow(client, client.get(page.response.request.path)).title.startswith(
        "What will be recorded"
    )


def test_another_sheet_is_opened_beside_the_pages(client: StrictClient, places: Places) -> None:
    opening = begin(client, xlsx(SHEETS), "book.xlsx")
    page = follow(client, client.get(opening))
    assert "“First”" in page.text
    form = dict(page.form_data(number=0)) | {"table-sheet": "Second"}
    sheet = page.response.request.path.replace("columns", "sheet")
    assert client.post(sheet, data=form).location == opening
    wait()
    page = follow(client, client.get(opening))
    assert "“Second”" in page.text
    assert page.value("column_2") == "killed new"


def test_a_heavy_file_that_cannot_be_opened_is_told_of(
    client: StrictClient, places: Places, app: Flask, anna: Person
) -> None:
    opening = begin(client, b"\x89PNG and so on", "picture.csv")
    page = client.see(opening)
    assert page.title.startswith("picture.csv is not opened")
    assert "this is a picture" in page.text
    assert page.links()["Choose another file"] == client.address("imports.upload")
    assert steps(client)["See why it was not done: picture.csv"] == opening
    kept(app, opening, anna).discard()


def test_an_opening_that_went_wrong_is_told_in_words_of_its_own(
    client: StrictClient, places: Places, app: Flask, anna: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        # Whatever it is that nobody thought of.
        patched.setattr(Limits, "check_unpacked", None)
        opening = begin(client, xlsx(SHEETS), "book.xlsx")
    page = client.see(opening)
    assert page.title.startswith("book.xlsx is not opened")
    assert course_kinds.PROBLEMS[course_kinds.Kind.OPENING].failed in page.text
    # Opened again it goes on where it was given up.
    client.get(page.links()["Open it again"])
    wait()
    assert follow(client, client.get(opening)).title.startswith("What the columns mean")


def test_half_a_sign_in_a_file_keeps_no_page_from_being_shown(
    client: StrictClient, places: Places
) -> None:
    opening = begin(client, '[{"Date": "2024-08-07", "Town": "Su\\ud800dzha"}]', "half.json")
    assert "Su?dzha" in follow(client, client.get(opening)).text


def test_its_page_tells_how_far_opening_is(
    client: StrictClient, places: Places, app: Flask, anna: Person
) -> None:
    opening = begin(client, ROWS)
    file = kept(app, opening, anna)
    now = datetime.now(UTC).timestamp()
    course = {"started": now - 100, "heard": now, "part": 0.5, "turn": 1}
    file.write_note("opening", json.dumps(course))
    page = client.see(opening)
    assert page.title.startswith("Opening daily.csv")
    assert "50% done. About 2 minutes left." in page.text
    assert page.response.headers["Refresh"] == "3"
    for step in ("columns", "preview"):
        response = client.get(opening.replace("opening", step))
        assert response.location == opening
    form = dict(client.see("imports.upload").form_data())
    assert client.post(opening.replace("opening", "sheet"), data=form).location == opening
    file.write_note("opening", json.dumps(course | {"heard": now - 1_000}))
    page = client.see(opening)
    assert course_kinds.PROBLEMS[course_kinds.Kind.OPENING].stopped in page.text
    assert "was not read" not in page.text
    assert "Open it again" in page.links()


def test_what_nobody_opened_is_opened_by_the_page_of_its_columns(
    client: StrictClient, places: Places, app: Flask, anna: Person
) -> None:
    opening = begin(client, ROWS)
    file = kept(app, opening, anna)
    file.drop_note("survey")
    file.drop_note("opening")
    file.folder.joinpath(f"{file.token}.opening-turn-1").unlink()
    file.write_note("step", "imports.show_opening")
    columns = opening.replace("opening", "columns")
    assert client.get(opening).location == columns
    assert client.get(columns).location == opening
    wait()
    assert follow(client, client.get(opening)).title.startswith("What the columns mean")


def test_how_far_it_is_rises_and_never_falls(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[float] = []
    lines = "Day,Present\n" + "2024-08-07,5\n" * 12_000
    survey_file(
        lines.encode(), "long.csv", Limits(), lambda book: (book.tables[0], None, None), told.append
    )
    assert told == sorted(told)
    assert len(told) == 3
    assert told[-1] > 0.8


def test_opening_is_foretold_by_what_the_file_weighs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opened_files, "SPEED", 100)
    told: list[float] = []
    with foretell_opening(b"x" * 100, told.append, every=0.01):
        while len(told) < 3:
            time.sleep(0.01)
    assert told == sorted(told)
    assert 0 < told[0] < told[1] < 1
    assert told[-1] == 1


def test_what_is_heavy_depends_on_what_is_packed(monkeypatch: pytest.MonkeyPatch) -> None:
    rows: Rows = [["Present"], *([n] for n in range(2_000))]
    book = xlsx({"Sheet": rows})
    monkeypatch.setattr(opened_files, "HEAVY", len(book))
    assert is_heavy(book)
    assert not is_heavy(b"x" * len(book))
