"""The main pages of each role on PostgreSQL, which is stricter than SQLite about ids and texts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
import time_machine
from flask import Flask

from tests.databases import Databases
from tests.web.fixtures import NOW, PersonMaker, Writer
from tests.web.strict_client import Page, StrictClient, check_page
from tracker.app import create_app
from tracker.config import Settings
from tracker.domain.selection import Grade
from tracker.extensions import use_database
from tracker.registry.areas import add_area
from tracker.registry.people import Role
from tracker.registry.shelter_changes import ShelterDetails, add_shelter
from tracker.registry.shelters import ShelterType
from tracker.registry.sources import add_source
from tracker.registry.tokens import TokenDraft, TokenUse, add_token
from tracker.store.database import Database
from tracker.store.driver import driver_of
from tracker.web.shared import access
from tracker.web.shared.unit_of_work import writing

END_CONNECTION = "SELECT pg_terminate_backend(pg_backend_pid())"
TODAY = date(2024, 8, 20)
TOO_LARGE = (str(2**31), str(2**63), "9" * 5000)


@dataclass(frozen=True, kw_only=True, slots=True)
class Ids:
    """The ids of a small operation."""

    region: int
    district: int
    shelter: int
    source: int


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def web_database(postgresql_databases: Databases) -> Iterator[Database]:
    """In place of the SQLite file that the other tests of pages run on."""
    with postgresql_databases.own() as database:
        yield database


@pytest.fixture
def ids(writer: Writer, operation: None) -> Ids:
    with writer() as session:
        country = add_area(session, name="Country", parent_id=None)
        region = add_area(session, name="Region", parent_id=country)
        district = add_area(session, name="District", parent_id=region)
        details = ShelterDetails(name="Hall", shelter_type=next(iter(ShelterType)))
        shelter = add_shelter(session, parent_id=district, details=details)
        source = add_source(session, name="Office", grade=Grade.B)
    return Ids(region=region, district=district, shelter=shelter, source=source)


@pytest.fixture
def coordinator(client_of: Callable[..., StrictClient], ids: Ids) -> StrictClient:
    return client_of(Role.COORDINATOR, source_id=ids.source, assigned=(ids.district,))


@pytest.fixture
def administrator(client_of: Callable[..., StrictClient]) -> StrictClient:
    return client_of(Role.ADMINISTRATOR)


def send_report(client: StrictClient, ids: Ids, status: int = 303, **typed: str) -> Page:
    return client.fill_in(
        "entry.report", {"present-value": "412", **typed}, place_id=ids.district, status=status
    )


def test_a_coordinator_reports_and_gets_a_receipt(coordinator: StrictClient, ids: Ids) -> None:
    assert "District" in coordinator.see("entry.list_units").text
    page = send_report(coordinator, ids, note="calm\x00 night")
    assert page.heading == "Report received"
    assert "People present: 412" in page.text
    history = coordinator.see("entry.history", report_id=1)
    assert "calm night" in history.text


def test_those_who_look_see_what_was_reported(
    coordinator: StrictClient, client_of: Callable[..., StrictClient], ids: Ids
) -> None:
    send_report(coordinator, ids)
    for role in (Role.OFFICIAL, Role.REVIEWER):
        client = client_of(role)
        client.see("dashboard.overview")
        client.see("dashboard.show_operation")
        client.see("dashboard.list_areas")
        client.see("dashboard.show_operation_day", day=TODAY.isoformat())
        for place_id in (ids.region, ids.district):
            client.see("dashboard.show_place", place_id=place_id)
            address = client.address("dashboard.show_day", place_id=place_id, day=TODAY.isoformat())
            day = client.see(f"{address}?indicator=present")
            assert "412" in day.text


def test_an_administrator_sees_the_registers(administrator: StrictClient, ids: Ids) -> None:
    for name in ("areas", "shelters", "sources", "people"):
        administrator.see(f"admin.list_{name}")
    administrator.see("admin.change_settings")
    administrator.see("admin.show_area", place_id=ids.district)
    administrator.see("admin.show_shelter", place_id=ids.shelter)


def test_programs_send_and_read(
    app: Flask, make_person: PersonMaker, ids: Ids, writer: Writer
) -> None:
    person = make_person(*Role, name="All", source_id=ids.source, assigned=(ids.region,))
    with writer() as session:
        draft = TokenDraft(use=TokenUse.API, name="All", may_write=True, areas=(ids.region,))
        token = add_token(session, person.id, draft, now=NOW)
    client = app.test_client()
    headers = {"Authorization": f"Bearer {token}"}
    body = {
        "submission_id": "0b9f2f0e-5f0c-4b1e-9d7e-2f4f6f0a1c3d",
        "place": ids.district,
        "day": TODAY.isoformat(),
        "counts": [{"indicator": "present", "value": 412, "words": "four\x00 hundred"}],
    }
    for status in (201, 200):
        sent = client.post("/api/v1/reports", json=body, headers=headers)
        assert sent.status_code == status, sent.get_json()
    days = "from=2024-08-08&known_at=2024-08-20T09:00:00Z"
    for path in (
        "/areas",
        "/units",
        "/sources",
        f"/reports?area={ids.district}&source={ids.source}&{days}&to=2024-08-20",
        "/reports/1?known_at=2024-08-20T09:00:00Z",
        f"/decisions?area={ids.district}",
        f"/series?{days}&levels=self,district,unit",
        f"/series?area={2**31 - 1}",
        f"/reports?cursor={2**63 - 1}",
    ):
        found = client.get(f"/api/v1{path}", headers=headers)
        assert found.status_code == (404 if "2147483647" in path else 200), found.get_json()


@pytest.mark.parametrize("large", TOO_LARGE, ids=["integer", "bigint", "text"])
def test_ids_that_no_row_has_are_not_found(
    client_of: Callable[..., StrictClient], ids: Ids, large: str
) -> None:
    client = client_of(*Role)
    addresses = [
        f"/places/{large}",
        f"/places/{large}/days/{TODAY}",
        f"/units/{large}/report",
        f"/reports/{large}",
        f"/reports/1/receipt/{large}",
        *(f"/admin/areas/{large}{page}" for page in ("", "/edit", "/move", "/reporting")),
        *(f"/admin/shelters/{large}{page}" for page in ("", "/edit", "/status")),
        f"/admin/places/{large}/retire",
        f"/admin/sources/{large}/edit",
        f"/admin/people/{large}/edit",
    ]
    for address in addresses:
        client.see(address, status=404)


@pytest.mark.parametrize("source", [str(2**31), "9" * 18, "9" * 5000])
def test_a_source_that_no_row_has_is_refused_in_the_form(
    coordinator: StrictClient, ids: Ids, source: str
) -> None:
    page = send_report(coordinator, ids, status=422, source=source)
    assert page.errors() == ["Select a source"]


@pytest.mark.parametrize("place", [str(2**31), "9" * 5000])
def test_a_place_that_no_row_has_is_refused_in_the_form(
    administrator: StrictClient, ids: Ids, place: str
) -> None:
    typed = {"name": "New", "parent": place}
    page = administrator.fill_in("admin.add_area", typed, status=422)
    assert page.errors() == ["Select the area that it lies in"]


def test_nobody_is_signed_in_under_an_address_with_nul(
    client: StrictClient, operation: None
) -> None:
    typed = {"email": "no\x00body@example.org", "password": "correct\x00 horse battery"}
    page = client.fill_in("accounts.sign_in", typed, status=422)
    assert "these do not belong together" in page.errors()[0]


def test_people_have_names_and_addresses_that_fit(
    administrator: StrictClient, ids: Ids, make_person: PersonMaker
) -> None:
    person = make_person(Role.OFFICIAL, name="Olga")
    long = {"display_name": "a" * 101, "email": "olga@example.org"}
    page = administrator.fill_in("admin.change_person", long, person_id=person.id, status=422)
    assert page.errors() == ["Use at most 100 characters; this has 101"]
    long = {"display_name": "Olga", "email": f"{'a' * 250}@example.org"}
    page = administrator.fill_in("admin.change_person", long, person_id=person.id, status=422)
    assert page.errors() == ["Use at most 255 characters; this has 262"]
    nul = {"display_name": "Ol\x00ga", "email": "olga@example.org\x00"}
    page = administrator.fill_in("admin.change_person", nul, person_id=person.id)
    assert "Olga is changed." in page.text


def test_texts_of_the_registers_lose_nul(administrator: StrictClient, ids: Ids) -> None:
    page = administrator.fill_in(
        "admin.change_area", {"name": "Dis\x00trict"}, place_id=ids.district
    )
    assert check_page(page.response).heading == "District"


def test_a_connection_that_is_lost_in_the_middle_of_a_report_offers_the_form_again(
    shared_app: Flask, web_database: Database
) -> None:
    @access.public
    def record() -> str:
        driver_of(writing()).connection.execute(END_CONNECTION)
        return "saved"

    app = create_app(Settings(instance=Path(shared_app.instance_path), secret_key="for tests"))
    app.test_client_class = StrictClient
    app.add_url_rule("/record", "record", record, methods=["POST"])
    use_database(app, web_database)
    client = app.test_client()
    assert isinstance(client, StrictClient)
    typed = {"arrivals": "120", "csrf_token": client.token()}
    response = client.post("/record", data=typed)
    assert response.status_code == 503
    assert check_page(response).value("arrivals") == "120"
