"""Who sees only some places sees, looking back, nothing of a place that is others' today."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.web.dashboard.conftest import Register, Reporter, day
from tests.web.dashboard.reading import CHILDREN, rows
from tests.web.fixtures import Writer
from tests.web.strict_client import StrictClient
from tracker.domain.audit import Author
from tracker.registry.areas import add_area, move_area
from tracker.registry.people import Role
from tracker.registry.shelter_changes import ShelterDetails, change_shelter
from tracker.registry.shelter_moves import put_shelter_right
from tracker.registry.shelters import Position, ShelterType

BEFORE = "2024-08-18T21:00"
BY = Author(person_id=None, at=datetime(2024, 8, 19, 9, tzinfo=UTC))
PAGES = (
    "/places/{}?",
    "/places/{}/days/2024-08-18?indicator=sheltered&",
    "/places/{}/days/2024-08-18?indicator=capacity&",
    "/places/{}/days/2024-08-18/said?indicator=sheltered&",
    "/places/{}/completeness?",
    "/places/{}/map?",
)


@pytest.fixture
def moved(register: Register, report: Reporter, writer: Writer) -> Register:
    """Hall lay in the district, and was put right into another one since."""
    with writer() as session:
        at = Position(latitude=51.2, longitude=35.3)
        details = ShelterDetails(name="Hall", shelter_type=ShelterType.SCHOOL, position=at)
        change_shelter(session, register.hall, details=details)
    report(register.hall, day(18), sheltered=417)
    report(register.school, day(18), sheltered=23, capacity=31)
    with writer() as session:
        put_shelter_right(session, register.hall, register.whole, BY)
    return register


def look(client: StrictClient, page: str, place_id: int) -> str:
    return client.see(f"{page.format(place_id)}known_at={BEFORE}").text


@pytest.mark.parametrize("address", PAGES)
def test_a_coordinator_reads_nothing_of_a_shelter_that_is_not_theirs_any_more(
    client_of: Callable[..., StrictClient], official: StrictClient, moved: Register, address: str
) -> None:
    coordinator = client_of(Role.COORDINATOR, assigned=[moved.by_shelter])
    said = look(coordinator, address, moved.by_shelter)
    assert "Hall" not in said
    assert "417" not in said
    assert "School" in said or "map" in address
    assert "Hall" in look(official, address, moved.by_shelter)


def test_whoever_has_both_districts_reads_all_that_was_there(
    client_of: Callable[..., StrictClient], moved: Register
) -> None:
    both = client_of(Role.COORDINATOR, assigned=[moved.by_shelter, moved.whole])
    for page in PAGES:
        assert "Hall" in look(both, page, moved.by_shelter)


def test_the_file_of_who_has_reported_leaves_it_out_too(
    client_of: Callable[..., StrictClient], official: StrictClient, moved: Register
) -> None:
    coordinator = client_of(Role.COORDINATOR, assigned=[moved.by_shelter])
    address = f"/places/{moved.by_shelter}/completeness.csv?known_at={BEFORE}"
    for client, expected in ((coordinator, False), (official, True)):
        answer = client.post(address, data={"csrf_token": client.token()})
        assert answer.mimetype == "text/csv"
        assert (",Hall," in answer.get_data(as_text=True)) is expected
        assert ",School," in answer.get_data(as_text=True)


def test_areas_that_lay_in_a_region_are_left_out(
    client_of: Callable[..., StrictClient],
    official: StrictClient,
    register: Register,
    report: Reporter,
    writer: Writer,
) -> None:
    report(register.whole, day(18), sheltered=417)
    report(register.elsewhere, day(18), sheltered=5)
    with writer() as session:
        region = add_area(session, name="New region", parent_id=register.country, by=BY)
        move_area(session, register.whole, region, BY)
    coordinator = client_of(Role.COORDINATOR, assigned=[register.region])
    page: dict[str, Any] = {"place_id": register.region, "known_at": BEFORE}
    then = coordinator.see("dashboard.show_place", **page)
    assert list(rows(then, CHILDREN)) == ["By shelter"]
    assert "Whole" in rows(official.see("dashboard.show_place", **page), CHILDREN)
    for topic in ("show_displaced", "show_casualties", "show_map", "show_completeness"):
        assert "Whole" not in coordinator.see(f"dashboard.{topic}", **page).text
