"""The page that says what changed between two moments."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.web.dashboard.conftest import Register, Reporter, day
from tests.web.dashboard.test_statements import add_units, count_statements
from tests.web.fixtures import Writer
from tests.web.strict_client import StrictClient, read
from tracker.domain.audit import Author
from tracker.domain.windows import ShelterStatus
from tracker.registry.people import Role
from tracker.registry.shelter_changes import set_shelter_status
from tracker.registry.shelter_moves import put_shelter_right
from tracker.store.database import Database

MOMENTS: dict[str, Any] = {"earlier": "2024-08-18T21:00", "later": "2024-08-19T22:00"}


def test_it_says_which_totals_changed_and_through_which_act(
    official: StrictClient,
    register: Register,
    corrected: int,
) -> None:
    page = official.see("comparing.compare_place", place_id=register.by_shelter, **MOMENTS)
    rows = [read(row) for row in page.find_all("tbody/tr")]
    assert "People sheltered 18 Aug 2024 40 45 +5" in rows
    assert f"Report {corrected} about Hall for 18 Aug 2024 was corrected" in page.text
    assert "People sheltered: 40 → 45" in page.text
    assert "counted again" in page.text
    then = official.see(page.links()["40"])
    assert "As known on 18 August 2024, 21:00" in then.text
    link = f"Report {corrected} about Hall for 18 Aug 2024 was corrected"
    assert page.links()[link] == f"/reports/{corrected}"


@pytest.mark.usefixtures("corrected")
def test_it_says_when_nothing_changed(official: StrictClient) -> None:
    page = official.see(
        "comparing.compare_operation", earlier="2024-08-18T21:00", later="2024-08-18T23:00"
    )
    assert "Nothing changed" in page.text
    assert "on the days up to 18 Aug 2024" in page.text


@pytest.mark.usefixtures("corrected")
@pytest.mark.parametrize(
    ("moments", "message"),
    [
        ({"earlier": "soon"}, "Enter the earlier moment as a day and a time"),
        ({"later": "2024-09-01T10:00"}, "Enter a moment that is not in the future"),
        ({"earlier": "2024-08-01T10:00"}, "Enter a moment that is not before the operation began"),
        (
            {"earlier": "2024-08-19T10:00", "later": "2024-08-18T10:00"},
            "Enter an earlier moment that lies before the later one",
        ),
    ],
)
def test_moments_that_make_no_sense_are_said_at_their_fields(
    official: StrictClient,
    moments: dict[str, Any],
    message: str,
) -> None:
    page = official.see("comparing.compare_operation", **moments)
    assert page.errors()[0].startswith(message)
    assert "Choose two moments" in page.text
    for name, typed in moments.items():
        assert page.value(name) == typed


@pytest.mark.usefixtures("corrected")
def test_by_default_the_last_day_is_compared(official: StrictClient) -> None:
    page = official.see(
        official.see("dashboard.show_operation").links()["What changed between two moments"]
    )
    assert page.value("earlier") == "2024-08-19T12:00"
    assert page.value("later") == ""


def test_acts_about_a_shelter_that_is_others_today_are_not_told(
    client_of: Callable[..., StrictClient],
    official: StrictClient,
    register: Register,
    writer: Writer,
    corrected: int,
) -> None:
    with writer() as session:
        by = Author(person_id=1, at=datetime(2024, 8, 19, 18, tzinfo=UTC))
        put_shelter_right(session, register.hall, register.whole, by)
    coordinator = client_of(Role.COORDINATOR, assigned=[register.by_shelter])
    address = "comparing.compare_place"
    for client, is_told in ((official, True), (coordinator, False)):
        page = client.see(address, place_id=register.by_shelter, **MOMENTS)
        assert (f"Report {corrected} about Hall" in page.text) is is_told
        assert "People sheltered" in page.text


def test_places_of_others_do_not_exist(
    client_of: Callable[..., StrictClient],
    register: Register,
) -> None:
    client_of(Role.COORDINATOR).see("comparing.compare_place", place_id=register.hall, status=404)


def test_statements_do_not_grow_with_units(  # noqa: PLR0917 (fixtures)
    official: StrictClient,
    register: Register,
    report: Reporter,
    writer: Writer,
    web_database: Database,
    corrected: int,
) -> None:
    page = "/overview/compare?earlier=2024-08-18T18:30&later=2024-08-20T10:00"
    add_units(writer, register, report, 2)
    few = count_statements(official, web_database, page)
    add_units(writer, register, report, 20)
    assert count_statements(official, web_database, page) == few


def test_a_change_of_the_register_is_one_of_the_acts(
    official: StrictClient, register: Register, report: Reporter, writer: Writer
) -> None:
    report(register.hall, day(16), sheltered=40)
    at = datetime(2024, 8, 19, 9, tzinfo=UTC)
    with writer() as session:
        by = Author(person_id=1, at=at)
        closed = ShelterStatus.CLOSED
        set_shelter_status(session, register.hall, since=day(16), status=closed, by=by)
    page = official.see("comparing.compare_place", place_id=register.by_shelter, **MOMENTS)
    told = "Hall: the shelter is closed from 16 Aug 2024 on"
    assert page.links()[told] == f"/places/{register.hall}"
    assert "People sheltered 40 → not reported" in page.text
    alone = official.see(page.links()["All that it changed by itself"])
    assert told in alone.text
