"""Charts as files: the numbers that are drawn, the picture, and the link that shows both again."""

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode, urlsplit
from xml.etree import ElementTree as ET

import pytest
import time_machine

from tests.web.dashboard.conftest import Register, Reporter, count, day
from tests.web.dashboard.reading import rows as table_rows
from tests.web.fixtures import Writer
from tests.web.strict_client import Page, StrictClient
from tracker.audit.trail import Wanted, list_links
from tracker.domain.audit import Act
from tracker.domain.indicators import Indicator
from tracker.domain.qualifiers import Qualifier
from tracker.registry.areas import change_area
from tracker.registry.people import Role
from tracker.store.database import Database
from tracker.web.audit.sentences import describe_act
from tracker.web.dashboard.drawn.numbers import COLUMNS

MARK = "\ufeff"
SVG = "{http://www.w3.org/2000/svg}"


def find_action(page: Page, ending: str) -> str:
    """The address of the button that saves a file."""
    (action,) = (
        form.get("action", "")
        for form in page.find_all("form[@method='post']")
        if urlsplit(form.get("action", "")).path.endswith(ending)
    )
    return action


def save(client: StrictClient, address: str) -> str:
    response = client.post(address, data={"csrf_token": client.token()})
    assert response.status_code == 200, response.status
    return response.get_data(as_text=True)


def read_file(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix(MARK), newline="")))


def find_view(page: Page) -> str:
    (link,) = page.find_all("a[@class='view-link__address']")
    return link.get("href", "")


def list_values(lines: list[dict[str, str]], series: str) -> list[str]:
    return [line["value"] for line in lines if line["series"] == series]


def test_the_file_holds_what_the_page_draws(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    report(register.whole, day(16), sheltered=30, capacity=40)
    more = count(Indicator.SHELTERED, 300, qualifier=Qualifier.MORE_THAN)
    report(register.whole, day(18), more, capacity=40, arrivals=7)
    page = official.see("/overview/capacity?from=2024-08-16&to=2024-08-18")
    lines = read_file(save(official, find_action(page, "/overview/capacity.csv")))
    assert tuple(lines[0]) == COLUMNS
    assert list_values(lines, "sheltered") == ["30", "30", "301"]
    assert list_values(lines, "arrivals") == ["", "", "7"]
    last = next(line for line in reversed(lines) if line["series"] == "sheltered")
    assert (last["day"], last["qualifier"], last["low"], last["high"]) == (
        "2024-08-18",
        "at_least",
        "301",
        "",
    )
    carried = next(line for line in lines if line["day"] == "2024-08-17")
    assert "carried" in carried["marks"]
    assert {line["place"] for line in lines} == {"Whole operation"}
    assert {line["generated_at"] for line in lines} == {"2024-08-20T09:00:00+00:00"}
    assert table_rows(page, "id='numbers'")["18 Aug 2024"][2].startswith("at least 301")


def test_a_report_that_comes_later_is_in_neither_the_file_nor_the_linked_view(
    client_of: Callable[..., StrictClient], register: Register, report: Reporter
) -> None:
    report(register.whole, day(17), killed=3)
    with time_machine.travel(datetime(2024, 8, 18, 12, 0, 30, 5, tzinfo=UTC), tick=False):
        official = client_of(Role.OFFICIAL)
        page = official.see("dashboard.show_casualties", place_id=register.whole)
    report(register.whole, day(18), killed=2)
    then = read_file(save(official, find_action(page, "/casualties.csv")))
    assert list_values(then, "killed")[-2:] == ["3", "3"]
    assert {line["known_at"] for line in then} == {"2024-08-18T12:00:30+00:00"}
    again = official.see(find_path(page))
    same = read_file(save(official, find_action(again, "/casualties.csv")))
    assert same == then
    now = official.see("dashboard.show_casualties", place_id=register.whole)
    newer = read_file(save(official, find_action(now, "/casualties.csv")))
    assert list_values(newer, "killed")[-1] == "5"


def find_path(page: Page) -> str:
    """The linked view without the host."""
    parts = urlsplit(find_view(page))
    assert (parts.scheme, parts.netloc) == ("http", "localhost")
    return f"{parts.path}?{parts.query}"


def test_a_name_that_is_a_formula_is_only_text(
    official: StrictClient, register: Register, report: Reporter, writer: Writer
) -> None:
    with writer() as session:
        change_area(session, register.whole, name="=HYPERLINK(1)")
    report(register.whole, day(18), sheltered=3)
    page = official.see("dashboard.show_place", place_id=register.whole)
    lines = read_file(save(official, find_action(page, "/capacity.csv")))
    assert {line["place"] for line in lines} == {"'=HYPERLINK(1)"}


def test_the_picture_is_a_document_that_says_what_it_shows(
    official: StrictClient, register: Register, report: Reporter, writer: Writer
) -> None:
    with writer() as session:
        change_area(session, register.whole, name='<Whole> & "more"')
    report(register.whole, day(18), sheltered=30, capacity=40, killed=1)
    for topic in ("place", "casualties"):
        page = official.see(f"dashboard.show_{topic}", place_id=register.whole)
        picture = ET.fromstring(save(official, find_action(page, ".svg")))  # noqa: S314 (our own)
        assert picture.tag == f"{SVG}svg"
        words = [text.text or "" for text in picture.iter(f"{SVG}text")]
        assert words[0].endswith(': <Whole> & "more"')
        assert words[-1] == (
            "Border region, 6 Aug 2024 to 20 Aug 2024. "
            "As known on 20 August 2024, 12:00 (Europe/Moscow)."
        )
        assert "var(--" not in ET.tostring(picture, encoding="unicode")


def test_who_saved_which_chart_is_in_the_audit_trail(
    official: StrictClient, register: Register, report: Reporter, web_database: Database
) -> None:
    report(register.whole, day(18), killed=1)
    page = official.see("dashboard.show_casualties", place_id=register.whole)
    save(official, find_action(page, ".csv"))
    official.post(find_action(page, ".csv"), data={"csrf_token": official.token(), "into": "png"})
    with web_database.reader() as session:
        links = list_links(session, Wanted(acts=frozenset({Act.EXPORTED})), limit=9)
    assert [describe_act(link) for link in links] == [
        "official exported Casualties of Whole as CSV"
    ] * 2
    assert links[0].details["filters"] == {
        "from": "2024-08-06",
        "to": "2024-08-20",
        "known_at": "2024-08-20T12:00",
    }


def test_a_drawing_that_becomes_a_picture_is_in_the_audit_trail_as_one(
    official: StrictClient, register: Register, report: Reporter, web_database: Database
) -> None:
    report(register.whole, day(18), killed=1)
    for chart in ("casualties", "completeness"):
        for into in ("", "gif", "png"):
            sent = {"csrf_token": official.token(), "into": into}
            answer = official.post(f"/places/{register.region}/{chart}.svg", data=sent)
            assert answer.status_code == 200
    with web_database.reader() as session:
        links = list_links(session, Wanted(acts=frozenset({Act.EXPORTED})), limit=9)
    forms = [describe_act(link).rpartition(" as ")[2] for link in reversed(links)]
    assert forms == ["SVG", "SVG", "PNG"] * 2


@pytest.mark.parametrize(
    "query",
    [
        {"from": "abc"},
        {"from": "2024-08-09", "to": "2024-08-08"},
        {"to": "2030-01-01"},
        {"known_at": "xx"},
    ],
    ids=str,
)
def test_a_file_is_not_saved_for_other_days_than_those_asked_for(
    official: StrictClient, register: Register, query: dict[str, Any]
) -> None:
    answer = official.send(f"/places/{register.whole}/displaced.csv?{urlencode(query)}")
    status = 400 if "known_at" in query else 200
    assert official.see(answer.location, status=status).errors()


@pytest.mark.parametrize(("chart", "form"), [("weather", "csv"), ("capacity", "exe")])
def test_there_is_no_other_file(
    official: StrictClient, operation: None, chart: str, form: str
) -> None:
    official.send("dashboard.save_operation_chart", status=404, chart=chart, form=form)


def test_a_coordinator_saves_their_own_places_only(
    client_of: Callable[..., StrictClient], register: Register, report: Reporter
) -> None:
    report(register.hall, day(18), sheltered=3)
    olga = client_of(Role.COORDINATOR, assigned=[register.hall])
    asked: dict[str, Any] = {"chart": "capacity", "form": "csv"}
    olga.send("dashboard.save_chart", status=200, place_id=register.hall, **asked)
    olga.send("dashboard.save_chart", status=404, place_id=register.school, **asked)
    olga.send("dashboard.save_operation_chart", status=403, **asked)


def test_programs_can_do_without_the_mark_that_excel_needs(
    official: StrictClient, register: Register
) -> None:
    asked: dict[str, Any] = {"chart": "capacity", "form": "csv"}
    usual = official.send("dashboard.save_operation_chart", status=200, **asked)
    assert usual.get_data(as_text=True).startswith(f"{MARK}place,day,")
    assert usual.headers["Content-Disposition"] == (
        "attachment; filename=capacity-2024-08-06-2024-08-20.csv"
    )
    bare = official.send("dashboard.save_operation_chart", status=200, bom="no", **asked)
    assert bare.get_data(as_text=True).startswith("place,day,")
