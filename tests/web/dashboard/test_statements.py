"""A page takes as many SQL statements for many districts and shelters as for few."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import event, insert

from tests.web.dashboard.conftest import Register, Reporter, count, day
from tests.web.fixtures import START, PersonMaker, Writer
from tests.web.strict_client import StrictClient
from tracker.domain.indicators import Indicator
from tracker.domain.reports import Channel, ReportDraft
from tracker.recording.bulk import record_many
from tracker.registry.areas import add_area
from tracker.registry.people import Role
from tracker.registry.shelter_changes import ShelterDetails, add_shelter
from tracker.registry.shelters import ShelterType
from tracker.store.database import Database
from tracker.store.places import PlaceRow

MAP = "/map?measure=arrivals"
REPORT = "/situation/2024-08-19"
BY_REGION = {MAP: 1}
"""Maps of more districts than can be told apart show regions, whose sums are kept: one more."""


def test_statements_do_not_grow_with_units(
    official: StrictClient,
    register: Register,
    report: Reporter,
    writer: Writer,
    web_database: Database,
) -> None:
    pages = [
        "/overview",
        "/overview/capacity",
        "/areas",
        "/areas?sort=free",
        f"/places/{register.region}",
        f"/places/{register.by_shelter}",
        "/overview/days/2024-08-18",
        f"/places/{register.by_shelter}/days/2024-08-18",
        "/overview/days/2024-08-18/said",
        f"/places/{register.by_shelter}/days/2024-08-18/said",
        "/map",
        "/completeness",
        f"/places/{register.by_shelter}/completeness",
        f"/places/{register.region}/map?measure=arrivals",
    ]
    add_units(writer, register, report, 2)
    few = {page: count_statements(official, web_database, page) for page in pages}
    add_units(writer, register, report, 38)
    assert {page: count_statements(official, web_database, page) for page in pages} == few


@pytest.mark.unwatched
def test_pages_take_as_many_for_a_thousand_units_as_for_ten(  # noqa: PLR0917 (fixtures)
    official: StrictClient,
    register: Register,
    writer: Writer,
    web_database: Database,
    sources: dict[str, int],
    make_person: PersonMaker,
) -> None:
    person = make_person(Role.COORDINATOR, name="Sender")
    make = partial(make_draft, source_id=sources["Office"], person_id=person.id)
    pages = list_pages(register, sources["Office"])
    add_districts(writer, register, make, 10)
    few = {page: count_statements(official, web_database, page) for page in pages}
    add_districts(writer, register, make, 990)
    many = {page: count_statements(official, web_database, page) for page in pages}
    assert {page: many[page] - few[page] for page in pages if many[page] != few[page]} == BY_REGION
    assert "All 1003 districts" in official.see("/overview").links()


def list_pages(register: Register, source: int) -> list[str]:
    """Every page of an official that shows the operation, and the region that holds it all."""
    region = f"/places/{register.region}"
    return [
        "/overview",
        "/overview/capacity",
        "/overview/displaced",
        "/overview/casualties",
        MAP,
        "/completeness",
        "/areas",
        "/areas?sort=free",
        REPORT,
        "/overview/days/2024-08-19",
        "/overview/days/2024-08-19?indicator=killed",
        "/overview/days/2024-08-19/said",
        "/overview/compare?earlier=2024-08-18T12:00&later=2024-08-20T10:00",
        "/overview?known_at=2024-08-20T10:00",
        "/corrections",
        "/sources",
        f"/sources/{source}",
        region,
        f"{region}/displaced",
        f"{region}/map",
    ]


def make_draft(place_id: int, source_id: int, person_id: int) -> ReportDraft:
    """A report about yesterday."""
    said = {
        Indicator.PRESENT: 40,
        Indicator.SHELTERED: 10 + place_id % 17,
        Indicator.CAPACITY: 30,
        Indicator.ARRIVALS: 3,
        Indicator.KILLED: place_id % 2,
    }
    return ReportDraft(
        submission_id=uuid4(),
        place_id=place_id,
        day=day(19),
        source_id=source_id,
        person_id=person_id,
        counts=tuple(count(indicator, value) for indicator, value in said.items()),
        channel=Channel.BULK,
    )


def add_districts(
    writer: Writer, register: Register, make: Callable[[int], ReportDraft], districts: int
) -> None:
    """Districts that report as a whole, each with a report."""
    with writer() as session:
        rows = [
            {
                "kind": "area",
                "level": 2,
                "parent_id": register.region,
                "name": f"District {districts} {number}",
                "valid_from": START,
            }
            for number in range(districts)
        ]
        units = session.scalars(insert(PlaceRow).returning(PlaceRow.id), rows).all()
        record_many(session, map(make, units), now=datetime(2024, 8, 19, 17, tzinfo=UTC))


def add_units(writer: Writer, register: Register, report: Reporter, number: int) -> None:
    """Districts and shelters with reports and rivals."""
    for at in range(number):
        with writer() as session:
            district = add_area(session, name=f"District {number} {at}", parent_id=register.region)
            details = ShelterDetails(name=f"Shelter {number} {at}", shelter_type=ShelterType.SCHOOL)
            shelter = add_shelter(session, parent_id=register.by_shelter, details=details)
        for unit in (district, shelter):
            report(unit, day(18), sheltered=10 + at, capacity=20)
            report(unit, day(18), sheltered=15 + at, source="Rumour")


def count_statements(client: StrictClient, database: Database, page: str) -> int:
    """How many statements the page takes."""
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        statements.append(statement)

    event.listen(database.read, "before_cursor_execute", note)
    try:
        # Not looked through as `see` does: a thousand rows take a parser seconds.
        assert client.get(page).status_code == 200
    finally:
        event.remove(database.read, "before_cursor_execute", note)
    return len(statements)
