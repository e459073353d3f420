"""A page takes as many SQL statements for many districts and shelters as for few."""

from typing import Any

from sqlalchemy import event

from tests.web.dashboard.conftest import Register, Reporter, day
from tests.web.fixtures import Writer
from tests.web.strict_client import StrictClient
from tracker.registry.areas import add_area
from tracker.registry.shelter_changes import ShelterDetails, add_shelter
from tracker.registry.shelters import ShelterType
from tracker.store.database import Database


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
