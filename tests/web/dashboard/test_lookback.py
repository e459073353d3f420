"""Officials' pages as they were at an earlier moment."""

import ast
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit
from uuid import uuid4

import pytest

from tests.web.dashboard.conftest import Register, Reporter, count, day
from tests.web.dashboard.test_statements import add_units, count_statements
from tests.web.fixtures import Writer
from tests.web.strict_client import Page, StrictClient, read
from tracker.domain.audit import Act, Author
from tracker.domain.indicators import Indicator
from tracker.domain.reports import CorrectionDraft
from tracker.recording.corrections import correct_report
from tracker.recording.knowledge import Knowledge
from tracker.registry.keeping import OPERATION, keep_change
from tracker.registry.operation import change_operation, require_operation
from tracker.store.database import Database

WEB = Path(__file__).resolve().parents[3] / "tracker" / "web"
EVENING = "2024-08-18T21:00"
BANNER = "As known on 18 August 2024, 21:00 (Europe/Moscow)"

OTHER_MOMENTS = (
    "Yesterday at the deadline, 10:00",
    "A week ago",
    "What changed between two moments",
)

Correct = Callable[[int, int], None]


@pytest.fixture
def correct(writer: Writer) -> Correct:
    """Corrects the people sheltered of a report on 19 August."""

    def act(report_id: int, sheltered: int) -> None:
        draft = CorrectionDraft(
            submission_id=uuid4(),
            report_id=report_id,
            based_on=1,
            person_id=1,
            counts=(count(Indicator.SHELTERED, sheltered),),
            reason="counted again",
        )
        with writer() as session:
            correct_report(session, draft, now=datetime(2024, 8, 19, 9, tzinfo=UTC))

    return act


@pytest.fixture
def corrected(register: Register, report: Reporter, correct: Correct) -> int:
    """A report about the hall on 18 August that was corrected on the day after, and a late one."""
    receipt = report(register.hall, day(18), sheltered=40)
    report(register.school, day(19), sheltered=7)
    correct(receipt.report_id, 45)
    return receipt.report_id


def sheltered(page: Page) -> str:
    """The head number of people sheltered."""
    tiles = [read(tile) for tile in page.find_all("dl[@class='tiles']/div")]
    found = next(tile for tile in tiles if tile.startswith("Sheltered"))
    return found.removeprefix("Sheltered").split()[0]


@pytest.mark.usefixtures("corrected")
def test_a_page_looks_as_it_did_at_the_moment(official: StrictClient) -> None:
    now = official.see("dashboard.show_operation")
    then = official.see("dashboard.show_operation", known_at=EVENING)
    assert (sheltered(now), sheltered(then)) == (
        "52",
        "40",
    )
    assert BANNER in then.text
    assert "As known on" not in now.text
    assert then.texts("h2")[0] == "18 Aug 2024"


@pytest.mark.usefixtures("corrected")
def test_settings_that_were_others_then_are_told(official: StrictClient, writer: Writer) -> None:
    assert "Settings were changed since" not in official.see(f"/areas?known_at={EVENING}").text
    with writer() as session:
        operation = require_operation(session)
        by = Author(person_id=1, at=datetime(2024, 8, 19, 9, tzinfo=UTC))
        with keep_change(session, Act.SETTINGS_CHANGED, by, OPERATION):
            change_operation(
                session,
                name=operation.name,
                clock=replace(operation.clock, deadline_hour=12),
                household_size=operation.household_size,
            )
        session.commit()
    assert "Deadline hour: 10 then, 12 now." in official.see(f"/areas?known_at={EVENING}").text
    after = official.see("/areas?known_at=2024-08-19T21:00")
    assert "Settings were changed since" not in after.text


@pytest.mark.usefixtures("corrected")
def test_the_moment_is_kept_on_the_way_from_page_to_page(
    official: StrictClient, register: Register
) -> None:
    kept = "known_at=2024-08-18T21:00"
    pages = (
        "/overview",
        "/overview/capacity",
        f"/places/{register.by_shelter}",
        "/overview/days/2024-08-18",
        "/areas?sort=free",
    )
    for address in pages:
        page = official.see(f"{address}{'&' if '?' in address else '?'}{kept}")
        found = page.links()
        back = found.pop("Back to now")
        assert "known_at" not in back
        inner = {
            label: url
            for label, url in found.items()
            if url.startswith(("/overview", "/places", "/areas", "/reports"))
            and label not in OTHER_MOMENTS
        }
        assert inner, address
        assert [url for url in inner.values() if "known_at=2024-08-18T21" not in url] == []
        for number, form in enumerate(page.find("main").findall(".//form")):
            held = dict(page.form_data(number=number))
            if form.get("method") == "post":
                held = dict(parse_qsl(urlsplit(form.get("action", "")).query))
            assert held.get("known_at") == EVENING, form.get("action")


@pytest.mark.usefixtures("corrected")
@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("yesterday", "Enter the moment as a day and a time, such as 2024-08-08 10:00"),
        ("2024-08-18", "Enter the moment as a day and a time, such as 2024-08-08 10:00"),
        ("2024-08-21T10:00", "Enter a moment that is not in the future"),
        ("2024-08-05T23:59", "Enter a moment that is not before the operation began"),
        ("0001-01-01T00:00", "Enter the moment as a day and a time, such as 2024-08-08 10:00"),
    ],
)
def test_a_moment_that_makes_no_sense_is_said_at_its_field(
    official: StrictClient, typed: str, message: str
) -> None:
    page = official.see("dashboard.show_operation", rows="all", known_at=typed, status=400)
    assert page.errors() == [message]
    assert page.value("known_at") == typed
    assert "52" not in page.text
    links = page.links()
    assert links["the page as it is now"] == "/overview/capacity?rows=all"
    assert "known_at" not in links["Areas"]


@pytest.mark.usefixtures("corrected")
@pytest.mark.parametrize(
    "said", ["2024-08-18T18:00:00Z", "2024-08-18 21:00", "2024-08-18T20:00 02:00", "2024-08-18T21"]
)
def test_a_moment_may_name_its_zone(official: StrictClient, said: str) -> None:
    page = official.see("dashboard.show_operation", known_at=said)
    assert BANNER in page.text
    assert page.value("known_at") == EVENING


@pytest.mark.usefixtures("register")
def test_usual_moments_are_one_click_away(official: StrictClient) -> None:
    links = official.see("dashboard.show_operation", rows="all").links()
    assert links["Yesterday at the deadline, 10:00"].endswith("known_at=2024-08-19T10:00")
    assert links["A week ago"] == "/overview/capacity?rows=all&known_at=2024-08-13T12:00"


def test_a_report_looks_as_it_did_then(official: StrictClient, corrected: int) -> None:
    page = official.see("entry.history", report_id=corrected, known_at=EVENING)
    assert BANNER in page.text
    assert "People sheltered 40" in page.text
    assert "One act on this report was recorded after this moment." in page.text
    now = official.see(page.links()["Show the report as it is now"])
    assert "People sheltered 45" in now.text


@pytest.mark.usefixtures("corrected")
def test_a_report_that_came_later_is_not_there_yet(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    late = report(register.whole, day(20), sheltered=3)
    page = official.see("entry.history", report_id=late.report_id, known_at=EVENING, status=404)
    assert "It was recorded after the moment" in page.text


@pytest.mark.usefixtures("corrected")
def test_days_that_had_not_come_are_left_out(official: StrictClient) -> None:
    page = official.see(f"/overview/capacity?from=2024-08-10&to=2024-08-20&known_at={EVENING}")
    assert page.errors() == []
    assert page.all_form_data()[1]["to"] == "2024-08-18"
    page = official.see("dashboard.show_operation_day", day="2024-08-20", known_at=EVENING)
    assert page.heading == "People sheltered on 18 Aug 2024"
    assert "The day after" not in page.links()
    page = official.see("dashboard.list_areas", day="2024-08-20", known_at=EVENING)
    assert page.all_form_data()[1]["day"] == "2024-08-18"


def test_statements_of_a_look_back_do_not_grow_with_units(  # noqa: PLR0917 (fixtures)
    official: StrictClient,
    register: Register,
    report: Reporter,
    writer: Writer,
    web_database: Database,
    sources: dict[str, int],
    corrected: int,
) -> None:
    pages = [
        f"/overview/capacity?known_at={EVENING}",
        f"/areas?known_at={EVENING}",
        f"/places/{register.by_shelter}?known_at={EVENING}",
        f"/places/{register.hall}?known_at={EVENING}",
        f"/overview/days/2024-08-18?known_at={EVENING}",
        f"/reports/{corrected}?known_at={EVENING}",
        f"/sources?known_at={EVENING}",
        f"/sources/{sources['Office']}?known_at={EVENING}",
        f"/sources/{sources['Office']}?known_at={EVENING}&fate=corrected",
    ]
    add_units(writer, register, report, 2)
    few = {page: count_statements(official, web_database, page) for page in pages}
    add_units(writer, register, report, 20)
    assert {page: count_statements(official, web_database, page) for page in pages} == few


def test_officials_pages_read_numbers_from_the_chosen_moment_only() -> None:
    """What Knowledge offers is imported by no page, so that none can show another moment."""
    offered = {name for name in vars(Knowledge) if not name.startswith("_")}
    imported = {
        f"{module.name}: {alias.name}"
        for package in ("corrections", "dashboard")
        for module in (WEB / package).rglob("*.py")
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith(("tracker.totals", "tracker.recording"))
        for alias in node.names
        if alias.name in offered
    }
    assert imported == set()


REGISTERS = {
    "is_unit",
    "list_areas_on",
    "list_published_sites",
    "list_registered_areas",
    "list_units_under",
    "load_places",
}
"""Functions that tell of places what the registers say or said."""


def test_officials_pages_read_the_registers_of_the_chosen_moment_only() -> None:
    calls = [
        ast.unparse(node)
        for package in ("dashboard", "situation")
        for module in (WEB / package).rglob("*.py")
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", None) in REGISTERS
    ]
    assert len(calls) >= 10
    assert [call for call in calls if "registers" not in call] == []


@pytest.mark.parametrize(
    "typed", ["endpoint=x", "_method=FOO", "_anchor=x", "_external=1", "_scheme=ftp", "place_id=1"]
)
def test_links_back_lead_to_the_same_page_whatever_else_was_typed(
    official: StrictClient, register: Register, typed: str
) -> None:
    path = official.address("dashboard.show_place", place_id=register.hall)
    links = official.see(f"{path}?{typed}&known_at={EVENING}").links()
    assert links["Back to now"] == f"{path}?{typed}"
    assert links["A week ago"] == f"{path}?{typed}&known_at=2024-08-13T12:00"
