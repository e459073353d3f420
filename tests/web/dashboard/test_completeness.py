"""The page "Who has reported"."""

import csv
import io
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from tests.web.dashboard.conftest import Register, Reporter, day
from tests.web.dashboard.reading import rows
from tests.web.dashboard.test_chart_files import SVG, find_action, find_path
from tests.web.fixtures import PersonMaker, Writer
from tests.web.strict_client import Page, StrictClient, read
from tracker.registry.people import Role
from tracker.registry.shelter_changes import ShelterDetails, add_shelter
from tracker.registry.shelters import ShelterType
from tracker.web.dashboard.reporting import files as reporting_files
from tracker.web.dashboard.reporting import lines as reporting_lines
from tracker.web.dashboard.reporting import numbers as reporting_numbers
from tracker.web.dashboard.reporting import views as reporting
from tracker.web.dashboard.reporting.file import KEPT_BACK

DAYS = "aria-labelledby='days-heading'"
SILENT = "id='silent'"
PERIOD: dict[str, Any] = {"from": "2024-08-16", "to": "2024-08-20"}


@pytest.fixture
def reported(register: Register, report: Reporter) -> Register:
    """On 20 August, at noon, the deadline of the 19th is over and that of the 20th is not."""
    for on in (16, 17, 18, 19):
        report(register.hall, day(on), present=10)
    report(register.whole, day(16), present=10)
    report(register.elsewhere, day(10), present=10)
    report(register.region, day(18), present=10)  # a claim
    return register


def words(page: Page) -> dict[str, str]:
    """What the cells of each row say, by the name of the row."""
    table = page.find(f"section[@{DAYS}]").find(".//table")
    assert table is not None
    found = {}
    for line in table.findall("./tbody/tr"):
        picture = line.find("./td/*[@aria-label]")
        found[read(line[0])] = picture.attrib["aria-label"] if picture is not None else ""
    return found


def test_units_stand_by_area_with_their_days_and_rates(
    official: StrictClient, reported: Register
) -> None:
    page = official.see("dashboard.show_operation_completeness", **PERIOD)
    assert page.heading == "Who has reported"
    assert words(page) == {
        "By shelter": "",
        "Hall": "4 of 4 reports received, 4 on time",
        "School": "0 of 4 reports received, 0 on time. Missing: 16 Aug to 19 Aug",
        "Outside shelters": "0 of 4 reports received, 0 on time. Missing: 16 Aug to 19 Aug",
        "Whole": "1 of 4 reports received, 1 on time. Missing: 17 Aug to 19 Aug",
        "Elsewhere": "0 of 4 reports received, 0 on time. Missing: 16 Aug to 19 Aug",
    }
    table = rows(page, DAYS)
    assert table["By shelter"][1:] == ["12", "33%", "33%"]
    assert table["Hall"][1:] == ["4", "100%", "100%"]
    foot = page.find(f"section[@{DAYS}]").findall(".//tfoot/tr/*")
    assert [read(cell) for cell in foot] == ["All 5 units", "", "20", "25%", "25%"]
    assert "5 of 20 reports that were due arrived (25%)" in page.text
    assert (
        "4 of 5 units have not sent the last report that was due, 2 of them for longest: 14 days, "
        "without any report yet." in page.text
    )


def test_cells_lead_to_the_reports_behind_as_known_at_the_moment_of_the_page(
    official: StrictClient, reported: Register
) -> None:
    moment = "2024-08-19T12:00"
    page = official.see("dashboard.show_operation_completeness", **PERIOD, known_at=moment)
    links = {
        link.attrib["aria-label"]: link.attrib["href"]
        for link in page.find_all("*[@aria-label]")
        if f"/places/{reported.hall}/days/" in link.attrib.get("href", "")
    }
    assert list(links) == ["16 Aug: on time", "17 Aug: on time", "18 Aug: on time"]
    behind = official.see(links["17 Aug: on time"])
    assert behind.value("known_at") == moment
    assert behind.heading.endswith("17 Aug 2024")
    assert "Report 2" in behind.text


def test_what_lies_outside_shelters_is_told_with_its_district(
    official: StrictClient, reported: Register, report: Reporter
) -> None:
    report(reported.outside, day(8), present=1)
    report(reported.school, day(9), present=1)
    page = official.see("dashboard.show_operation_completeness", **PERIOD)
    assert "Outside shelters, By shelter for longest: 11 days." in page.text


def test_silent_units_stand_with_whom_to_ask(
    official: StrictClient, reported: Register, make_person: PersonMaker
) -> None:
    make_person(Role.COORDINATOR, name="Zoya", assigned=(reported.region,))
    make_person(Role.COORDINATOR, name="Vera", assigned=(reported.whole,))
    page = official.see("dashboard.show_operation_completeness", **PERIOD)
    silent = rows(page, SILENT)
    assert list(silent)[2:] == ["Elsewhere", "Whole"]
    assert silent["Elsewhere"] == ["9", "10 Aug 2024", "nobody is assigned"]
    assert silent["Whole"] == ["3", "16 Aug 2024", "Vera"]
    assert silent["School By shelter"] == ["14", "none, first due for 6 Aug 2024", "Zoya"]
    assert "Hall By shelter" not in silent
    assert "@" not in read(page.find(f"section[@{SILENT}]"))


def test_where_everybody_reported_nobody_is_silent(
    official: StrictClient, reported: Register, report: Reporter
) -> None:
    page = official.see("dashboard.show_completeness", place_id=reported.hall, **PERIOD)
    assert "Every unit has sent the last report that was due." in page.text
    assert page.heading == "Who has reported: Hall"


def test_the_page_can_be_looked_at_as_it_was(official: StrictClient, reported: Register) -> None:
    page = official.see(
        "dashboard.show_operation_completeness", **PERIOD, known_at="2024-08-17T12:00"
    )
    assert words(page)["Hall"] == "1 of 1 reports received, 1 on time"


def test_many_units_fold_into_their_areas(
    official: StrictClient, reported: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reporting_numbers, "MOST_UNITS", 2)
    page = official.see("dashboard.show_completeness", place_id=reported.region, **PERIOD)
    assert words(page) == {
        "By shelter": "4 of 12 reports received, 4 on time",
        "Whole": "1 of 4 reports received, 1 on time",
    }
    deeper = official.see(page.links()["By shelter"])
    assert deeper.value("from") == "2024-08-16"
    assert "Hall" in words(deeper)


def test_of_too_many_areas_those_come_first_of_which_most_is_missing(
    official: StrictClient, reported: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reporting_numbers, "MOST_UNITS", 2)
    monkeypatch.setattr(reporting_lines, "MOST_ROWS", 1)
    monkeypatch.setattr(reporting, "MOST_SILENT", 1)
    page = official.see("dashboard.show_operation_completeness", **PERIOD)
    assert list(words(page)) == ["Other region"]
    assert len(rows(page, SILENT)) == 1
    whole = official.see(page.links()["Show all 2 areas"])
    assert len(words(whole)) == 2
    assert len(rows(whole, SILENT)) == 4


def test_long_periods_are_cut_to_their_last_days(
    official: StrictClient, reported: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reporting_files, "LONGEST", 3)
    page = official.see("dashboard.show_operation_completeness", **PERIOD)
    assert rows(page, DAYS)["Hall"][1] == "2"
    assert "At most 3 days are shown" in page.text


@pytest.mark.usefixtures("operation")
def test_without_units_the_page_says_so(official: StrictClient) -> None:
    page = official.see("dashboard.show_operation_completeness")
    assert "No reporting units" in page.text
    assert "no report was due" in page.text


def save(client: StrictClient, page: Page) -> list[dict[str, str]]:
    (action,) = (
        form.attrib["action"]
        for form in page.find_all("form[@method='post']")
        if "completeness.csv" in form.attrib.get("action", "")
    )
    answer = client.post(action, data={"csrf_token": client.token()})
    assert answer.mimetype == "text/csv"
    text = answer.get_data(as_text=True)
    return list(csv.DictReader(io.StringIO(text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}"))))


def test_the_file_holds_every_cell_of_the_page(official: StrictClient, reported: Register) -> None:
    page = official.see("dashboard.show_operation_completeness", **PERIOD)
    lines = save(official, page)
    assert len(lines) == 5 * 5
    hall = [line for line in lines if line["unit"] == "Hall"]
    assert [line["state"] for line in hall] == ["on_time"] * 4 + ["waiting"]
    assert [line["expected"] for line in hall] == ["1", "1", "1", "1", "0"]
    for name in ("expected", "received", "on_time"):
        total = sum(int(line[name]) for line in lines if line["expected"] == "1")
        assert total == {"expected": 20, "received": 5, "on_time": 5}[name]
    assert {line["known_at"] for line in lines} == {"2024-08-20T09:00:00+00:00"}


def test_the_file_of_a_folded_page_holds_areas(
    official: StrictClient, reported: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reporting_numbers, "MOST_UNITS", 2)
    page = official.see("dashboard.show_completeness", place_id=reported.region, **PERIOD)
    lines = save(official, page)
    first = lines[0]
    assert (first["area"], first["unit"], first["day"]) == ("By shelter", "", "2024-08-16")
    assert (first["expected"], first["received"], first["on_time"]) == ("3", "1", "1")
    assert lines[4]["state"] == "waiting"


def test_a_shelter_that_is_not_to_be_published_is_not_named_in_the_file(
    official: StrictClient, reported: Register, writer: Writer
) -> None:
    with writer() as session:
        details = ShelterDetails(
            name="Secret hall", shelter_type=ShelterType.HOTEL, do_not_publish=True
        )
        add_shelter(session, parent_id=reported.by_shelter, details=details)
    page = official.see("dashboard.show_operation_completeness", **PERIOD)
    said = texts(draw(official, page))
    assert "Secret hall" not in said
    assert KEPT_BACK in said
    lines = save(official, page)
    assert "Secret hall" not in {line["unit"] for line in lines}
    assert len(lines) == 6 * 5


def draw(client: StrictClient, page: Page) -> ET.Element:
    answer = client.post(
        find_action(page, "/completeness.svg"), data={"csrf_token": client.token()}
    )
    assert answer.mimetype == "image/svg+xml"
    assert ".svg" in answer.headers["Content-Disposition"]
    return ET.fromstring(answer.get_data(as_text=True))  # noqa: S314 (our own)


def texts(drawing: ET.Element) -> list[str]:
    return [text.text or "" for text in drawing.iter(f"{SVG}text")]


def test_the_drawing_holds_the_rows_of_the_page_and_says_of_when(
    official: StrictClient, reported: Register
) -> None:
    page = official.see("dashboard.show_operation_completeness", **PERIOD)
    drawing = draw(official, page)
    said = texts(drawing)
    assert said[0] == "Who has reported: Whole operation"
    assert [name for name in words(page) if name in said] == list(words(page))
    assert {"16", "20", "Aug", "100%"} <= set(said)
    assert {"On time", "All 5 units"} <= set(said)
    assert "As known on" in " ".join(said[-3:])
    assert not list(drawing.iter(f"{SVG}a"))
    assert "class=" not in ET.tostring(drawing, encoding="unicode")


def test_the_drawing_of_a_folded_page_holds_areas_and_their_key(
    official: StrictClient, reported: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reporting_numbers, "MOST_UNITS", 2)
    page = official.see("dashboard.show_completeness", place_id=reported.region, **PERIOD)
    said = texts(draw(official, page))
    assert "Hall" not in said
    assert {"By shelter", "Whole", "units on time, as a part of the cell's height"} <= set(said)


def test_what_stands_around_a_chart_stands_around_the_cells(
    official: StrictClient, reported: Register
) -> None:
    page = official.see("dashboard.show_operation_completeness", **PERIOD)
    (button,) = page.find_all("button[@data-drawing-picture]")
    assert read(button).startswith("Save as a picture")
    assert find_path(page).endswith("from=2024-08-16&to=2024-08-20&known_at=2024-08-20T12:00")
    again = official.see(find_path(page))
    assert words(again) == words(page)
    whole = official.see("dashboard.show_completeness", place_id=reported.region, **PERIOD)
    assert find_path(whole).startswith(f"/places/{reported.region}/completeness?")


def test_no_other_file_is_made_of_it(official: StrictClient, reported: Register) -> None:
    answer = official.post("/completeness.pdf", data={"csrf_token": official.token()})
    assert answer.status_code == 404


def test_a_wrong_period_is_told_by_the_page_and_not_filed(
    official: StrictClient, reported: Register
) -> None:
    address = "/completeness.csv?from=2024-08-16&to=2024-09-30"
    answer = official.post(address, data={"csrf_token": official.token()})
    assert answer.status_code == 303
    assert "/completeness?" in answer.location


def test_a_coordinator_sees_their_own_area_only(
    client_of: Callable[..., StrictClient], reported: Register
) -> None:
    coordinator = client_of(Role.COORDINATOR, assigned=(reported.by_shelter,))
    page = coordinator.see("dashboard.show_completeness", place_id=reported.by_shelter, **PERIOD)
    assert set(words(page)) == {"By shelter", "Hall", "School", "Outside shelters"}
    assert coordinator.get(f"/places/{reported.whole}/completeness").status_code == 404
