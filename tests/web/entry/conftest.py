"""Places, a source and a coordinator for the entry pages."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session
from time_machine import Traveller

from tests.databases import Databases
from tests.web.fixtures import START, PersonMaker, Registered, Writer, keep_registered
from tests.web.strict_client import StrictClient
from tracker.domain.counts import Count, default_form
from tracker.domain.indicators import Indicator
from tracker.domain.reports import Receipt, ReportDraft, Revision
from tracker.domain.selection import Grade
from tracker.domain.windows import ReportingMode, ShelterStatus
from tracker.recording.history import load_report
from tracker.recording.reports import record_report
from tracker.registry.people import Person, Role
from tracker.registry.sources import add_source
from tracker.store.database import Database
from tracker.store.places import PlaceRow, ReportingModeRow, ShelterRow, ShelterStatusRow
from tracker.store.reports import ReportRow

# Noon in Moscow on the third day, two hours past the deadline for the second.
NOW = datetime(2024, 8, 8, 9, 0, tzinfo=UTC)
TODAY = date(2024, 8, 8)
YESTERDAY = date(2024, 8, 7)


@dataclass(frozen=True, kw_only=True, slots=True)
class Places:
    """A region with a district that reports as a whole, and one that reports by its shelters."""

    country: int
    region: int
    whole: int
    by_shelter: int
    hall: int
    school: int
    outside: int
    foreign: int


@pytest.fixture(autouse=True)
def noon() -> Iterator[Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def add_places(session: Session) -> Places:
    def add(kind: str, level: int, parent: int | None, name: str) -> int:
        row = PlaceRow(
            kind=kind,
            level=level,
            parent_id=parent,
            name=name,
            p_code=None,
            national_code=None,
            valid_from=START,
            valid_until=None,
        )
        session.add(row)
        session.flush()
        if kind == "shelter":
            session.add(ShelterRow(place_id=row.id, shelter_type="school", do_not_publish=False))
            status = ShelterStatus.OPEN if name == "Hall" else ShelterStatus.CLOSED
            session.add(ShelterStatusRow(place_id=row.id, since=START, status=status))
        return row.id

    country = add("area", 0, None, "Country")
    region = add("area", 1, country, "Region")
    whole = add("area", 2, region, "Whole district")
    by_shelter = add("area", 2, region, "Sheltering district")
    session.add(ReportingModeRow(place_id=by_shelter, since=START, mode=ReportingMode.BY_SHELTER))
    other = add("area", 1, country, "Other region")
    return Places(
        country=country,
        region=region,
        whole=whole,
        by_shelter=by_shelter,
        hall=add("shelter", 3, by_shelter, "Hall"),
        school=add("shelter", 3, by_shelter, "School"),
        outside=add("outside", 3, by_shelter, "Outside shelters"),
        foreign=add("area", 2, other, "Foreign district"),
    )


@pytest.fixture(scope="session")
def registered(sqlite_databases: Databases) -> Registered[tuple[Places, int]]:
    """The places, and the source of their reports."""
    return keep_registered(sqlite_databases, add_places_and_source)


def add_places_and_source(session: Session) -> tuple[Places, int]:
    return add_places(session), add_source(session, name="District office", grade=Grade.B)


@pytest.fixture
def source(registered: Registered[tuple[Places, int]], web_database: Database) -> int:
    return registered.ids[1]


@pytest.fixture
def places(registered: Registered[tuple[Places, int]], web_database: Database) -> Places:
    """They stand in the test's database from the start."""
    return registered.ids[0]


@pytest.fixture
def coordinator(make_person: PersonMaker, places: Places, source: int) -> Person:
    return make_person(
        Role.COORDINATOR, name="Olga", source_id=source, assigned=(places.whole, places.by_shelter)
    )


@pytest.fixture
def olga(client: StrictClient, coordinator: Person) -> StrictClient:
    """The client at which the coordinator is signed in."""
    client.sign_in_as(coordinator)
    return client


Reporter = Callable[..., Receipt]
Revisions = Callable[[], list[Revision]]


@pytest.fixture
def report(writer: Writer, coordinator: Person, source: int) -> Reporter:
    """Records a report of these numbers by the coordinator."""

    def record(place_id: int, day: date, *counts: Count, **numbers: int) -> Receipt:
        stated = [
            Count(indicator=Indicator(code), form=default_form(Indicator(code)), value=value)
            for code, value in numbers.items()
        ]
        draft = ReportDraft(
            submission_id=uuid4(),
            place_id=place_id,
            day=day,
            source_id=source,
            person_id=coordinator.id,
            counts=(*stated, *counts),
            confirmed=frozenset({"late", "already_reported"}),
        )
        with writer() as session:
            return record_report(session, draft, now=NOW)

    return record


@pytest.fixture
def revisions(writer: Writer) -> Revisions:
    """All revisions of all reports, in the order of recording."""

    def load() -> list[Revision]:
        with writer() as session:
            ids = session.scalars(select(ReportRow.id)).all()
            found = [load_report(session, report_id) for report_id in ids]
        every = [revision for history in found for revision in history.revisions]
        return sorted(every, key=lambda revision: revision.revision_id)

    return load
