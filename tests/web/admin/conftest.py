"""An administrator's client, and a small register to look at."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests.databases import Databases
from tests.web.fixtures import Registered, keep_registered
from tests.web.strict_client import StrictClient
from tracker.domain.selection import Grade
from tracker.domain.windows import ReportingMode
from tracker.registry.areas import add_area
from tracker.registry.people import Role
from tracker.registry.reporting_modes import set_reporting_mode
from tracker.registry.shelter_changes import ShelterDetails, add_shelter
from tracker.registry.shelters import ShelterType
from tracker.registry.sources import add_source
from tracker.store.database import Database


@dataclass(frozen=True, kw_only=True, slots=True)
class Register:
    """Ids of what stands in the register."""

    country: int
    region: int
    other_region: int
    district: int
    elsewhere: int
    shelter: int
    source: int


@pytest.fixture
def admin(client_of: Callable[..., StrictClient]) -> StrictClient:
    return client_of(Role.ADMINISTRATOR, name="Anna")


def add_register(session: Session) -> Register:
    """Two regions; the district Sudzha reports by its shelters from 10 August on."""
    country = add_area(session, name="Russia", parent_id=None, p_code="RU")
    region = add_area(session, name="Kursk region", parent_id=country, p_code="RU38")
    other = add_area(session, name="Belgorod region", parent_id=country)
    district = add_area(session, name="Sudzha", parent_id=region, national_code="38 240")
    elsewhere = add_area(session, name="Grayvoron", parent_id=other)
    details = ShelterDetails(
        name="Lyceum", shelter_type=ShelterType.SCHOOL, floor_area=350.0, do_not_publish=True
    )
    shelter = add_shelter(session, parent_id=district, details=details)
    day = date(2024, 8, 10)
    set_reporting_mode(session, district, since=day, mode=ReportingMode.BY_SHELTER)
    source = add_source(session, name="Headquarters", grade=Grade.B, url="https://example.org")
    return Register(
        country=country,
        region=region,
        other_region=other,
        district=district,
        elsewhere=elsewhere,
        shelter=shelter,
        source=source,
    )


@pytest.fixture(scope="session")
def registered(sqlite_databases: Databases) -> Registered[Register]:
    return keep_registered(sqlite_databases, add_register)


@pytest.fixture
def register(registered: Registered[Register], web_database: Database) -> Register:
    """The places stand in the test's database from the start."""
    return registered.ids
