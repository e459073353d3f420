"""The situation report as files: PDF and CSV, as of the moment of the page."""

import csv
import io
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from limits import parse_many

from tests.web.dashboard.conftest import Register, Reporter, day
from tests.web.fixtures import Writer
from tests.web.strict_client import Page, StrictClient
from tracker.audit.trail import Wanted, list_links
from tracker.domain.audit import Act
from tracker.registry.areas import change_area
from tracker.store.database import Database
from tracker.web.audit.sentences import describe_act
from tracker.web.situation import views

HOSTILE = '#import "x" $a$ *b* @c <d> \\e'


def find_action(page: Page, ending: str) -> str:
    (action,) = (
        form.get("action", "")
        for form in page.find_all("form[@method='post']")
        if urlsplit(form.get("action", "")).path.endswith(ending)
    )
    return action


def save(client: StrictClient, page: Page, ending: str) -> bytes:
    address = find_action(page, ending)
    response = client.post(address, data={"csrf_token": client.token()})
    assert response.status_code == 200, response.status
    return response.get_data()


def count_pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def read_words(pdf: bytes, folder: Path) -> str | None:
    """The words of a PDF, where the machine has the program for it."""
    if shutil.which("pdftotext") is None:
        return None
    file = folder / "report.pdf"
    file.write_bytes(pdf)
    done = subprocess.run(["pdftotext", file, "-"], capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def test_the_pdf_holds_the_report(
    official: StrictClient, register: Register, report: Reporter, tmp_path: Path
) -> None:
    report(register.whole, day(17), sheltered=31, capacity=40, killed=2)
    page = official.see("situation.show_report", day=day(17))
    pdf = save(official, page, ".pdf")
    assert pdf.startswith(b"%PDF-1.7")
    assert 3 <= count_pages(pdf) <= 5
    assert b"pdfuaid" in pdf
    words = read_words(pdf, tmp_path)
    if words is not None:
        assert "Situation report, 17 August 2024" in words
        assert "31 of 40 usable places" in words
        assert "nobody has verified yet 100% of people sheltered" in words


def test_the_pdf_says_what_is_missing(
    official: StrictClient, register: Register, tmp_path: Path
) -> None:
    pdf = save(official, official.see("situation.show_report", day=day(17)), ".pdf")
    words = read_words(pdf, tmp_path)
    assert words is None or "Nobody has reported any casualties." in words


def test_names_stay_text(
    official: StrictClient,
    register: Register,
    report: Reporter,
    writer: Writer,
    tmp_path: Path,
) -> None:
    with writer() as session:
        change_area(session, register.whole, name=HOSTILE)
        change_area(session, register.elsewhere, name="مدينة السلام \N{GRINNING FACE}")
    report(register.whole, day(17), sheltered=3)
    report(register.elsewhere, day(17), sheltered=3)
    page = official.see("situation.show_report", day=day(17))
    words = read_words(save(official, page, ".pdf"), tmp_path)
    assert HOSTILE in page.text
    assert words is None or HOSTILE in words


def test_the_map_is_in_the_page_and_in_the_pdf(
    official: StrictClient, reported: Register, tmp_path: Path
) -> None:
    page = official.see("situation.show_report", day=day(19))
    (picture,) = page.find_all("div[@class='chart__plot map__plot']")
    assert any(link.get("href") for link in picture.iter() if link.get("href"))
    assert "1 of 3 areas have no boundary." in page.text
    assert "Dots are shelters" in page.text
    assert "Boundaries: Survey <1>." in page.text
    assert "no number" in page.text
    words = read_words(save(official, page, ".pdf"), tmp_path)
    assert words is None or "Boundaries: Survey <1>." in words


def test_counts_that_are_old_are_said_to_be_so_below_the_map(
    official: StrictClient, bounded: Register, report: Reporter
) -> None:
    report(bounded.whole, day(9), sheltered=30, capacity=40)
    page = official.see("situation.show_report", day=day(19))
    assert "rests on counts that are older than 3 days." in page.text
    assert "1 unit stale" in page.text


def test_the_numbers_are_those_of_the_page(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    report(register.whole, day(17), sheltered=31, killed=2)
    report(register.elsewhere, day(17), sheltered=4)
    page = official.see("situation.show_report", day=day(17))
    report(register.hall, day(17), sheltered=900)  # after the page was opened, had time not stood
    text = save(official, page, ".csv").decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text, newline="")))
    values = {(line["place"], line["series"]): line["value"] for line in lines}
    assert values["Whole operation", "killed"] == "2"
    assert values["Elsewhere", "sheltered"] == "4"
    assert values["By shelter", "missing"] == ""
    assert values["By shelter", "coverage"]
    assert {line["day"] for line in lines} == {"2024-08-17"}


def test_who_saved_which_report_is_in_the_audit_trail(
    official: StrictClient, register: Register, web_database: Database
) -> None:
    page = official.see("/situation/2024-08-17?known_at=2024-08-18T12:00")
    save(official, page, ".csv")
    save(official, page, ".pdf")
    with web_database.reader() as session:
        links = list_links(session, Wanted(acts=frozenset({Act.EXPORTED})), limit=9)
    assert {describe_act(link) for link in links} == {
        "official exported the situation report of 2024-08-17 as CSV",
        "official exported the situation report of 2024-08-17 as PDF",
    }
    assert links[0].details["filters"] == {"day": "2024-08-17", "known_at": "2024-08-18T12:00"}


def test_nobody_has_more_documents_made_than_they_read(
    official: StrictClient, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "SETTING_LIMITS", parse_many("1 per hour"))
    asked: dict[str, Any] = {"day": day(17)}
    answer = official.send("situation.save_pdf", status=200, **asked)
    name = "attachment; filename=situation-2024-08-17.pdf"
    assert answer.headers["Content-Disposition"] == name
    official.send("situation.save_pdf", status=429, **asked)
    official.send("situation.save_numbers", status=200, **asked)
