"""A page takes as many SQL statements for many districts and shelters as for few."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any
from uuid import uuid4

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


def test_the_overview_takes_as_many_for_a_thousand_units_as_for_ten(  # noqa: PLR0917 (fixtures)
    official: StrictClient,
    register: Register,
    writer: Writer,
    web_database: Database,
    sources: dict[str, int],
    make_person: PersonMaker,
) -> None:
    person = make_person(Role.COORDINATOR, name="Sender")
    make = partial(make_draft, source_id=sources["Office"], person_id=person.id)
    add_districts(writer, register, make, 10)
    few = count_statements(official, web_database, "/overview")
    add_districts(writer, register, make, 990)
    assert count_statements(official, web_database, "/overview") == few
    assert "All 1003 districts" in official.see("/overview").links()


def make_draft(place_id: int, source_id: int, person_id: int) -> ReportDraft:
    """A report about yesterday."""
    levels = {Indicator.SHELTERED: 10 + place_id % 17, Indicator.CAPACITY: 30}
    return ReportDraft(
        submission_id=uuid4(),
        place_id=place_id,
        day=day(19),
        source_id=source_id,
        person_id=person_id,
        counts=tuple(count(indicator, value) for indicator, value in levels.items()),
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
        client.see(page)
    finally:
        event.remove(database.read, "before_cursor_execute", note)
    return len(statements)
