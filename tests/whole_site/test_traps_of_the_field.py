"""What other systems of the field got wrong, seen on our pages, on both engines."""

from collections.abc import Iterator

import pytest

from tests.databases import Databases
from tests.web.dashboard.conftest import (
    Register,
    Reporter,
    _noon,
    add_register,
    day,
    official,
    register,
    report,
    sources,
)
from tests.web.dashboard.reading import CHILDREN, NUMBERS, rows, tiles
from tests.web.exports.test_page import USUAL
from tests.web.fixtures import NOW, PASSWORD, Registered, Writer, keep_registered
from tests.web.strict_client import StrictClient
from tracker.domain.reports import DecisionDraft
from tracker.domain.review import DecisionKind
from tracker.recording.decisions import decide
from tracker.registry.people import Role, add_person
from tracker.store.database import Database

__all__ = ["_noon", "official", "register", "report", "sources"]

OVERVIEW, PLACE = "dashboard.show_operation", "dashboard.show_place"


@pytest.fixture(scope="session")
def registered(databases: Databases) -> Registered[Register]:
    """On each engine, unlike the other tests of pages."""
    return keep_registered(databases, add_register)


@pytest.fixture
def web_database(databases: Databases, start: str | None) -> Iterator[Database]:
    """On each engine as well."""
    with databases.own(start) as database:
        yield database


def reject(writer: Writer, report_id: int) -> None:
    with writer() as session:
        reviewer = add_person(
            session,
            email=f"reviewer-of-{report_id}@example.org",
            display_name="Reviewer",
            roles=[Role.REVIEWER],
            password=PASSWORD,
            now=NOW,
        )
        draft = DecisionDraft(
            report_id=report_id,
            seq=1,
            kind=DecisionKind.REJECTED,
            person_id=reviewer.id,
            reason="Nobody can confirm it.",
        )
        decide(session, draft, now=NOW)


def test_two_sources_that_say_1_and_2_killed_never_give_3(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    report(register.whole, day(18), killed=1)
    report(register.whole, day(18), killed=2, source="Rumour")

    for page in (official.see(OVERVIEW), official.see(PLACE, place_id=register.whole)):
        said = tiles(page)["Killed"]
        assert said.startswith("1 1 to 2")
        assert "3" not in said
    behind = f"/overview/days/{day(18)}?indicator=killed"
    assert "1 new, 1 (1 to 2) people so far." in official.see(behind).text


def test_rejected_is_in_no_total_and_in_no_chart(
    official: StrictClient, register: Register, report: Reporter, writer: Writer
) -> None:
    rejected = report(register.hall, day(18), sheltered=7_654, capacity=200)
    report(register.hall, day(18), sheltered=120, capacity=200, source="Governor")
    report(register.school, day(18), sheltered=30, capacity=50)

    def show_hall() -> str:
        page = official.see(PLACE, place_id=register.hall)
        return page.response.get_data(as_text=True)

    assert "7654" in show_hall()
    assert "7,654" in show_hall()
    reject(writer, rejected.report_id)

    assert "7654" not in show_hall()
    assert "7,654" not in show_hall()
    assert tiles(official.see(OVERVIEW))["Sheltered"].startswith("150")
    said = official.see("dashboard.show_sides", place_id=register.hall, day="2024-08-18")
    assert "7,654" in said.text
    assert "Nobody can confirm it." in said.text


def test_rejected_is_in_no_export(
    official: StrictClient, register: Register, report: Reporter, writer: Writer
) -> None:
    rejected = report(register.hall, day(18), sheltered=7_654, capacity=200)
    report(register.hall, day(18), sheltered=120, capacity=200, source="Governor")
    chart = f"/places/{register.hall}/capacity.csv"

    def read_files() -> list[str]:
        tables = [
            official.send(
                "exports.save_export", status=200, data=USUAL | {"content": content}
            ).get_data(as_text=True)
            for content in ("day-values", "day-values-wide", "reports")
        ]
        of_chart = official.post(chart, data={"csrf_token": official.token()})
        return [*tables, of_chart.get_data(as_text=True)]

    assert all("7654" in found for found in read_files())
    reject(writer, rejected.report_id)

    for found in read_files():
        assert "7654" not in found
        assert "120" in found


def test_a_district_with_an_older_date_stays_in_the_total(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    report(register.whole, day(10), sheltered=100)
    report(register.elsewhere, day(18), sheltered=50)

    page = official.see(OVERVIEW)

    assert tiles(page)["Sheltered"].startswith("150")
    assert "1 of 2 stale" in tiles(page)["Sheltered"]
    assert rows(page, NUMBERS)["18 Aug 2024"][2].startswith("150")


def test_zero_stays_zero_and_what_nobody_said_is_no_zero(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    report(register.hall, day(18), sheltered=0, killed=0)

    page = official.see(PLACE, place_id=register.hall)

    assert tiles(page)["Sheltered"].startswith("0 ")
    assert tiles(page)["Killed"].startswith("0 ")
    assert tiles(page)["Present"].startswith("not reported")


def test_the_first_day_of_the_period_keeps_its_level(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    report(register.hall, day(16), sheltered=80, capacity=100)
    report(register.hall, day(19), sheltered=90)

    page = official.see(f"/places/{register.hall}?from=2024-08-18&to=2024-08-19")

    days = rows(page, NUMBERS)
    assert [days[at][2].split()[0] for at in ("18 Aug 2024", "19 Aug 2024")] == ["80", "90"]


def test_over_full_is_negative_room_and_never_clamped(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    report(register.hall, day(18), sheltered=140, capacity=100)
    report(register.school, day(18), sheltered=10, capacity=20)

    assert tiles(official.see(PLACE, place_id=register.hall))["Free places"].startswith("−40")  # noqa: RUF001
    assert tiles(official.see(OVERVIEW))["Free places"].startswith("−30")  # noqa: RUF001
    district = official.see(PLACE, place_id=register.by_shelter)
    assert "that is 30 over capacity" in district.text
    (hall,) = (line for name, line in rows(district, CHILDREN).items() if name.startswith("Hall"))
    assert any(cell.startswith("−40") for cell in hall)  # noqa: RUF001


def test_a_second_source_of_a_series_overwrites_nothing(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    report(register.hall, day(18), sheltered=140)
    report(register.hall, day(18), sheltered=99, source="Rumour")

    page = official.see("dashboard.show_sides", place_id=register.hall, day="2024-08-18")

    assert "140" in page.text
    assert "99" in page.text
    assert "Preferred: better source grade (B before E)." in page.text
