"""Numbers in lists of areas carry their marks: disputed, stale, unreviewed; on every page."""

from pathlib import Path

import pytest

from tests.web.dashboard.conftest import Register, Reporter, day
from tests.web.dashboard.test_statements import add_units, count_statements
from tests.web.fixtures import NOW, PersonMaker, Writer
from tests.web.situation.test_files import read_words, save
from tests.web.situation.test_report import area_rows
from tests.web.strict_client import Page, StrictClient, read
from tracker.domain.indicators import Indicator
from tracker.domain.reports import DecisionDraft, Receipt
from tracker.domain.review import DecisionKind
from tracker.recording.decisions import decide
from tracker.registry.people import Role
from tracker.store.database import Database

LISTS = ("/overview", "/areas", "/overview/capacity")


@pytest.fixture
def judged(
    register: Register, report: Reporter, writer: Writer, make_person: PersonMaker
) -> Register:
    """A disputed number, a verified one, one that nobody verified and an old one."""
    reviewer = make_person(Role.REVIEWER).id

    def judge(receipt: Receipt, kind: DecisionKind) -> None:
        draft = DecisionDraft(
            report_id=receipt.report_id, seq=1, kind=kind, person_id=reviewer, reason="Asked."
        )
        with writer() as session:
            decide(session, draft, now=NOW)

    disputed = report(register.whole, day(19), sheltered=30, capacity=40, present=50)
    judge(disputed, DecisionKind.DISPUTED)
    judge(report(register.hall, day(19), sheltered=5, capacity=9), DecisionKind.VERIFIED)
    report(register.hall, day(19), present=21)
    old = report(register.elsewhere, day(10), sheltered=3, capacity=4, present=7)
    judge(old, DecisionKind.VERIFIED)
    report(register.elsewhere, day(19), killed=1, evacuated=5, injured=2, hospitalised=1)
    return register


def line_of(page: Page, name: str) -> str:
    found = [*page.find_all("table/tbody/tr"), *page.find_all("li[@class]")]
    (line,) = (one for one in found if read(one).startswith(name))
    return read(line)


@pytest.mark.parametrize("address", LISTS)
def test_lists_of_areas_mark_each_number(
    official: StrictClient, judged: Register, address: str
) -> None:
    page = official.see("/places/2" if address == "/overview/capacity" else address)
    whole = line_of(page, "Whole")
    told = ("100% disputed: 30", "100% disputed: 40")
    if address == "/overview":
        told = ("sheltered 100% disputed:", "places 100% disputed:")
    assert all(words in whole for words in told)
    by_shelter = line_of(page, "By shelter")
    assert "disputed" not in by_shelter
    assert "unreviewed" not in by_shelter
    assert "a reviewer disputes it" in page.text
    if address == "/areas":
        assert "stale: 3" in line_of(page, "Elsewhere")
        assert "a reviewer disputes it, carried for longer than counts stay fresh" in page.text


def test_without_doubts_nothing_has_to_be_explained(
    official: StrictClient, register: Register
) -> None:
    assert "of a sum: part of it" not in official.see("dashboard.list_areas").text


def test_the_situation_report_marks_its_districts_on_page_and_paper(
    official: StrictClient, judged: Register, tmp_path: Path
) -> None:
    page = official.see("situation.show_report", day=day(19))
    marks = {name.partition(",")[0]: row[-1] for name, row in area_rows(page).items()}
    assert marks["Whole"] == "100% disputed"
    assert marks["By shelter"] == "present: 100% unreviewed"
    assert marks["Elsewhere"] == "stale"
    notice = "100% of evacuated, 100% of killed, 100% of injured and 100% of taken to hospital"
    assert notice in page.text.replace("(of the injured) ", "")
    words = read_words(save(official, page, ".pdf"), tmp_path)
    if words is not None:
        assert "100% disputed" in words


def test_what_a_reviewer_preferred_is_marked_in_the_situation_report(
    official: StrictClient,
    register: Register,
    report: Reporter,
    writer: Writer,
    make_person: PersonMaker,
) -> None:
    first = report(register.whole, day(19), sheltered=30, present=50)
    report(register.whole, day(19), sheltered=40, source="Governor")
    draft = DecisionDraft(
        report_id=first.report_id,
        seq=1,
        kind=DecisionKind.PREFERRED,
        person_id=make_person(Role.REVIEWER).id,
        reason="Counted.",
        indicator=Indicator.SHELTERED,
    )
    with writer() as session:
        decide(session, draft, now=NOW)
    page = official.see("situation.show_report", day=day(19))
    marks = {name.partition(",")[0]: row[-1] for name, row in area_rows(page).items()}
    assert "sheltered: preferred by a reviewer" in marks["Whole"]


def test_marks_take_no_more_statements_for_more_districts(
    official: StrictClient,
    judged: Register,
    report: Reporter,
    writer: Writer,
    web_database: Database,
) -> None:
    address = "/situation/2024-08-19"
    add_units(writer, judged, report, 2)
    few = count_statements(official, web_database, address)
    add_units(writer, judged, report, 10)
    assert count_statements(official, web_database, address) == few
