"""Officials' pages before and after the registers changed: what was not registered is not there."""

from datetime import UTC, datetime

import pytest

from tests.web.dashboard.conftest import Register, Reporter, day
from tests.web.dashboard.reading import CHILDREN, rows
from tests.web.dashboard.test_statements import count_statements
from tests.web.fixtures import START, Writer
from tests.web.strict_client import StrictClient
from tracker.domain.audit import Author
from tracker.domain.windows import ReportingMode, ShelterStatus
from tracker.registry.areas import add_area, move_area
from tracker.registry.reporting_modes import set_reporting_mode
from tracker.registry.shelter_changes import ShelterDetails, add_shelter, set_shelter_status
from tracker.registry.shelter_moves import put_shelter_right
from tracker.registry.shelters import Position, ShelterType
from tracker.store.database import Database

BEFORE = "2024-08-18T21:00"
BY = Author(person_id=None, at=datetime(2024, 8, 19, 9, tzinfo=UTC))
"""An act on the day after."""


def open_shelters(writer: Writer, district: int, number: int) -> list[int]:
    """What an import that registers shelters does: the district reports by them from then on."""
    with writer() as session:
        made = [
            add_shelter(
                session,
                parent_id=district,
                details=ShelterDetails(
                    name=f"New {number} {at}",
                    shelter_type=ShelterType.SCHOOL,
                    position=Position(latitude=51.2, longitude=35.3),
                ),
                by=BY,
            )
            for at in range(number)
        ]
        mode = ReportingMode.BY_SHELTER
        set_reporting_mode(session, district, since=START, mode=mode, by=BY)
    return made


@pytest.fixture
def imported(register: Register, report: Reporter, writer: Writer) -> list[int]:
    """Shelters of the district that reported as a whole, registered and reported about later."""
    report(register.whole, day(18), sheltered=30, capacity=50)
    report(register.hall, day(18), sheltered=40, capacity=60)
    made = open_shelters(writer, register.whole, 12)
    for place in made:
        at = datetime(2024, 8, 19, 10, tzinfo=UTC)
        report(place, day(18), at=at, sheltered=5, capacity=10)
    return made


@pytest.mark.usefixtures("imported")
def test_the_overview_is_silent_about_as_many_units_as_it_was(official: StrictClient) -> None:
    then = official.see("dashboard.overview", known_at=BEFORE)
    assert "18 Aug 2024, 2 of 5 units reported so far" in then.text
    now = official.see("dashboard.overview")
    assert "of 17 units" in now.text


def test_who_has_reported_lists_the_units_of_then(
    official: StrictClient, imported: list[int]
) -> None:
    address = "dashboard.show_operation_completeness"
    then = official.see(address, known_at=BEFORE)
    assert "New 12" not in then.text
    assert "Whole" in then.text
    assert "New 12 0" in official.see(address).text
    assert imported


@pytest.mark.usefixtures("imported")
def test_a_district_lists_no_shelters_before_it_had_any(
    official: StrictClient, register: Register
) -> None:
    then = official.see("dashboard.show_place", place_id=register.whole, known_at=BEFORE)
    assert "New 12" not in then.text
    day_then = official.see(
        "dashboard.show_day",
        place_id=register.whole,
        day="2024-08-18",
        indicator="sheltered",
        known_at=BEFORE,
    )
    assert "New 12" not in day_then.text
    assert "30" in day_then.text
    now = official.see("dashboard.show_place", place_id=register.whole)
    assert "New 12 0" in now.text


@pytest.mark.parametrize("page", ["show_place", "show_completeness", "show_map", "show_displaced"])
def test_the_page_of_what_was_not_registered_says_so(
    official: StrictClient, imported: list[int], register: Register, writer: Writer, page: str
) -> None:
    with writer() as session:
        place = add_area(session, name="New district", parent_id=register.region, by=BY)
    for place_id in (place, imported[0]) if page == "show_place" else (place,):
        then = official.see(f"dashboard.{page}", place_id=place_id, known_at=BEFORE, status=404)
        assert "was not registered yet at the moment that you look back to" in then.text
        assert then.heading.startswith("New")
        assert "known_at" not in then.links()["Back to now"]
    official.see(f"dashboard.{page}", place_id=place)


def test_lists_and_ways_down_are_those_of_then(
    official: StrictClient, register: Register, report: Reporter, writer: Writer
) -> None:
    report(register.whole, day(18), sheltered=30)
    with writer() as session:
        region = add_area(session, name="New region", parent_id=register.country, by=BY)
        move_area(session, register.whole, region, BY)
        add_area(session, name="New district", parent_id=register.region, by=BY)
    areas = official.see("dashboard.list_areas", known_at=BEFORE)
    assert "New" not in areas.text
    then = official.see("dashboard.show_place", place_id=register.region, known_at=BEFORE)
    assert list(rows(then, CHILDREN)) == ["By shelter", "Whole"]
    now = official.see("dashboard.show_place", place_id=register.region)
    assert list(rows(now, CHILDREN)) == ["By shelter", "New district"]
    then = official.see("dashboard.show_place", place_id=register.whole, known_at=BEFORE)
    assert "Region" in then.links()
    assert "New region" not in then.links()


def test_maps_show_the_shelters_of_then_where_they_lay(
    official: StrictClient, register: Register, writer: Writer
) -> None:
    open_shelters(writer, register.whole, 1)
    with writer() as session:
        early = add_shelter(
            session,
            parent_id=register.by_shelter,
            details=ShelterDetails(
                name="Early",
                shelter_type=ShelterType.SCHOOL,
                position=Position(latitude=51.3, longitude=35.4),
            ),
        )
        set_shelter_status(session, early, since=START, status=ShelterStatus.CLOSED, by=BY)
        put_shelter_right(session, early, register.elsewhere, BY)
    then = official.see("dashboard.show_map", place_id=register.by_shelter, known_at=BEFORE)
    assert "Early" in then.text
    assert "New 1 0" not in official.see("dashboard.show_operation_map", known_at=BEFORE).text
    now = official.see("dashboard.show_operation_map")
    assert "New 1 0" in now.text
    assert "Early" not in now.text


def test_statements_do_not_grow_with_what_was_registered_since(  # noqa: PLR0917 (fixtures)
    official: StrictClient,
    register: Register,
    imported: list[int],
    writer: Writer,
    web_database: Database,
    report: Reporter,
) -> None:
    pages = [
        f"/overview?known_at={BEFORE}",
        f"/areas?known_at={BEFORE}",
        f"/completeness?known_at={BEFORE}",
        f"/places/{register.whole}?known_at={BEFORE}",
        f"/map?known_at={BEFORE}",
        f"/overview/days/2024-08-18?known_at={BEFORE}",
    ]

    def count_after(shelters: int) -> dict[str, int]:
        for place in open_shelters(writer, register.elsewhere, shelters):
            report(place, day(18), at=datetime(2024, 8, 19, 10, tzinfo=UTC), sheltered=5)
        return {page: count_statements(official, web_database, page) for page in pages}

    count_after(1)  # what is remembered from page to page is read once
    assert count_after(2) == count_after(15)
    assert imported
