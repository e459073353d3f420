"""Two regions, districts of both ways of reporting, and short ways to report about them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, Protocol
from uuid import uuid4

import pytest
import time_machine
from sqlalchemy.orm import Session

from tests.databases import Databases
from tests.web.fixtures import START, PersonMaker, Registered, Writer, keep_registered
from tests.web.strict_client import StrictClient
from tracker.domain.counts import Count, Form, default_form
from tracker.domain.errors import NeedsConfirmation
from tracker.domain.indicators import Indicator
from tracker.domain.reports import Receipt, ReportDraft
from tracker.domain.selection import Grade
from tracker.domain.windows import ReportingMode
from tracker.recording.reports import record_report
from tracker.registry.areas import add_area
from tracker.registry.people import Role
from tracker.registry.places import PlaceKind, list_children
from tracker.registry.reporting_modes import set_reporting_mode
from tracker.registry.shelter_changes import ShelterDetails, add_shelter
from tracker.registry.shelters import ShelterType
from tracker.registry.sources import add_source
from tracker.store.database import Database

TODAY = date(2024, 8, 20)


@dataclass(frozen=True, kw_only=True, slots=True)
class Register:
    """Ids: a region with districts of both ways of reporting, and another with one district."""

    country: int
    region: int
    whole: int
    by_shelter: int
    hall: int
    school: int
    outside: int
    elsewhere: int


class Reporter(Protocol):
    """Records a report: values by indicator, or whole counts."""

    def __call__(
        self,
        place_id: int,
        day: date,
        *counts: Count,
        source: str = ...,
        at: datetime | None = ...,
        **values: int,
    ) -> Receipt: ...


@pytest.fixture(autouse=True)
def _noon() -> Any:
    """The pages are looked at on 20 August 2024."""
    with time_machine.travel(datetime(2024, 8, 20, 9, tzinfo=UTC), tick=False):
        yield


def add_register(session: Session) -> Register:
    country = add_area(session, name="Country", parent_id=None)
    region = add_area(session, name="Region", parent_id=country)
    other = add_area(session, name="Other region", parent_id=country)
    whole = add_area(session, name="Whole", parent_id=region)
    by_shelter = add_area(session, name="By shelter", parent_id=region)
    elsewhere = add_area(session, name="Elsewhere", parent_id=other)
    set_reporting_mode(session, by_shelter, since=START, mode=ReportingMode.BY_SHELTER)

    def shelter(name: str) -> int:
        details = ShelterDetails(name=name, shelter_type=next(iter(ShelterType)))
        return add_shelter(session, parent_id=by_shelter, details=details)

    hall, school = shelter("Hall"), shelter("School")
    children = list_children(session, by_shelter)
    outside = next(child.id for child in children if child.kind is PlaceKind.OUTSIDE)
    return Register(
        country=country,
        region=region,
        whole=whole,
        by_shelter=by_shelter,
        hall=hall,
        school=school,
        outside=outside,
        elsewhere=elsewhere,
    )


@pytest.fixture(scope="session")
def registered(sqlite_databases: Databases) -> Registered[Register]:
    return keep_registered(sqlite_databases, add_register)


@pytest.fixture
def register(registered: Registered[Register], web_database: Database) -> Register:
    """The places stand in the test's database from the start."""
    return registered.ids


@pytest.fixture
def sources(writer: Writer, operation: None) -> dict[str, int]:
    with writer() as session:
        return {
            name: add_source(session, name=name, grade=grade)
            for name, grade in (("Office", Grade.B), ("Governor", Grade.C), ("Rumour", Grade.E))
        }


@pytest.fixture
def report(writer: Writer, sources: dict[str, int], make_person: PersonMaker) -> Reporter:
    """Records a report, in the evening of its day by default; all soft warnings are confirmed."""
    person = make_person(Role.COORDINATOR, name="Reporter")

    def record(
        place_id: int,
        day: date,
        *counts: Count,
        source: str = "Office",
        at: datetime | None = None,
        **values: int,
    ) -> Receipt:
        plain = [count(Indicator(code), value) for code, value in values.items()]
        now = at or datetime.combine(day, time(17), tzinfo=UTC)

        def send(confirmed: frozenset[str]) -> Receipt:
            draft = ReportDraft(
                submission_id=uuid4(),
                place_id=place_id,
                day=day,
                source_id=sources[source],
                person_id=person.id,
                counts=(*counts, *plain),
                confirmed=confirmed,
            )
            with writer() as session:
                return record_report(session, draft, now=now)

        try:
            return send(frozenset())
        except NeedsConfirmation as question:
            return send(frozenset(warning.key for warning in question.warnings))

    return record


def count(indicator: Indicator, value: int | None, form: Form | None = None, **more: Any) -> Count:
    return Count(indicator=indicator, form=form or default_form(indicator), value=value, **more)


@pytest.fixture
def official(client_of: Callable[..., StrictClient]) -> StrictClient:
    return client_of(Role.OFFICIAL)


def day(number: int) -> date:
    """A day of August 2024."""
    return date(2024, 8, number)
