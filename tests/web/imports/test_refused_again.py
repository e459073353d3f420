"""Refused rows of a file with hashtags, corrected, are taken in by command, program and page."""

import csv
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

import openpyxl
import pytest
from flask import Flask

from tests.exchange.workbooks import xlsx
from tests.web.api.conftest import Caller, call_as
from tests.web.fixtures import Writer
from tests.web.imports.conftest import Places
from tests.web.imports.steps import client, send, upload
from tests.web.strict_client import StrictClient
from tracker.exchange.exporting import make_blank, send_blank
from tracker.recording.history import list_place_reports
from tracker.registry.people import Person

__all__ = ["client"]

FILE = (
    "District,Date,Who,Killed\n"
    "#adm2+name,#date+occurred,#meta+source,#affected+killed+cumulative\n"
    "Sudzha,21/08/2024,Headquarters,50\n"
    "Sudzha,09/08/2024,Headquarters,5x\n"
)
FIRST, LAST = date(2024, 8, 7), date(2024, 8, 21)
Correct = Callable[[str], bytes]
Told = Callable[[], list[tuple[int, str, int | None]]]


def as_csv(text: str) -> bytes:
    return text.encode("utf-8-sig")


def as_workbook(text: str) -> bytes:
    return xlsx({"Sheet1": list(csv.reader(io.StringIO(text, newline="")))})


def fill_in(places: Places, writer: Writer) -> bytes:
    """A workbook to fill in, with a number in its first and a slip in its second row."""
    with writer() as session:
        blank = make_blank(
            session, places.district, FIRST, date(2024, 8, 8), source_id=places.source
        )
    book = openpyxl.load_workbook(io.BytesIO(b"".join(send_blank(blank))))
    sheet = book["Counts"]
    at = next(cell.column for cell in sheet[1] if cell.value == "People present")
    sheet.cell(3, at, 7)
    sheet.cell(4, at, "8q")
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


@pytest.fixture(params=["CSV", "workbook to fill in"])
def original(request: pytest.FixtureRequest, places: Places, writer: Writer) -> bytes:
    return FILE.encode() if request.param == "CSV" else fill_in(places, writer)


@pytest.fixture
def refused(app: Flask, anna: Person, original: bytes, tmp_path: Path) -> str:
    """The refused rows as the command keeps them, corrected."""
    name = "original.csv" if original.startswith(b"District") else "original.xlsx"
    (tmp_path / name).write_bytes(original)
    kept = tmp_path / "refused.csv"
    words = ("import", str(tmp_path / name), "--refused", str(kept))
    made = app.test_cli_runner().invoke(args=words)
    assert made.exit_code == 0, made.output
    text = kept.read_text(encoding="utf-8-sig")
    return text.replace(",5x,", ",52,", 1).replace(",8q,", ",8,", 1)


@pytest.fixture
def told(writer: Writer, places: Places) -> Told:
    """Says what is recorded about the district."""

    def list_told() -> list[tuple[int, str, int | None]]:
        with writer() as session:
            return sorted(
                (report.day.day, f"{count.indicator} {count.form}", count.value)
                for report in list_place_reports(session, places.district, FIRST, LAST)
                for count in report.counts
            )

    return list_told


def say_meant(original: bytes) -> list[tuple[int, str, int | None]]:
    """What the original says with its slip corrected: day, number, value."""
    if original.startswith(b"District"):
        return [(9, "killed total", 52), (21, "killed total", 50)]
    return [(7, "present level", 7), (8, "present level", 8)]


@pytest.fixture(params=[as_csv, as_workbook], ids=["CSV", "XLSX"])
def sent(request: pytest.FixtureRequest, refused: str) -> tuple[bytes, str]:
    give: Correct = request.param
    return give(refused), "again.csv" if give is as_csv else "again.xlsx"


def test_the_command_takes_corrected_rows_in(
    app: Flask, sent: tuple[bytes, str], original: bytes, told: Told, tmp_path: Path
) -> None:
    path = tmp_path / sent[1]
    path.write_bytes(sent[0])
    made = app.test_cli_runner().invoke(args=["import", str(path)])
    assert made.exit_code == 0, made.output
    assert "1 report to be added." in made.output
    assert told() == say_meant(original)


@pytest.fixture
def program(app: Flask, anna: Person, writer: Writer) -> Caller:
    return call_as(app, writer, anna)


def test_a_program_sends_corrected_rows(
    sent: tuple[bytes, str], original: bytes, told: Told, program: Caller
) -> None:
    query = urlencode({"file_name": sent[1], "submission_id": uuid4()})
    response = program.send("POST", f"/imports?{query}", data=sent[0])
    assert response.status_code == 201, response.get_data(as_text=True)
    # Of the file, 50 of a later day stands already and is lower than the corrected 52.
    falls = ["falls"] if original.startswith(b"District") else []
    assert [w["kind"] for w in response.get_json(force=True)["warnings"]] == falls
    assert told() == say_meant(original)


def test_the_page_goes_straight_to_the_look_at_corrected_rows(
    client: StrictClient, sent: tuple[bytes, str], original: bytes, told: Told
) -> None:
    page = upload(client, sent[0], sent[1])
    assert page.find("h1").text == "What will be recorded"
    send(client, page)
    assert told() == say_meant(original)


def test_pages_give_refused_rows_with_their_hashtags(client: StrictClient, anna: Person) -> None:
    page = upload(client, FILE)
    words = "Save refused rows as a file"
    before = client.get(page.links()[words]).text
    assert before.splitlines()[1].startswith("#adm2+name,#date+occurred,#meta+source,#affected+")
    assert before.splitlines()[2].startswith("Sudzha,2024-08-09,Headquarters,5x,row 4,")
    assert client.get(send(client, page).links()[words]).text == before
