"""A small register: two regions, districts of each way of reporting, shelters, one retired."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from tests.databases import Databases, Fill, roll_back
from tracker.domain.counts import Count, Form
from tracker.domain.days import OperationClock
from tracker.domain.errors import InvalidField, NeedsConfirmation
from tracker.domain.indicators import Indicator
from tracker.domain.reports import ReportDraft
from tracker.domain.selection import Grade
from tracker.recording.reports import record_report
from tracker.registry.operation import create_operation
from tracker.registry.sources import add_source
from tracker.store.accounts import User
from tracker.store.places import PlaceRow, ReportingModeRow, ShelterRow, ShelterStatusRow
from tracker.totals.check import find_differences
from tracker.totals.rebuild import rebuild

START = date(2024, 8, 6)
NOW = datetime(2024, 8, 20, 12, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True, slots=True)
class Register:
    """Ids of the places."""

    country: int
    region: int
    other_region: int
    whole: int
    by_shelter: int
    elsewhere: int
    hall: int
    school: int
    outside: int
    gone: int


def make_operation(session: Session) -> None:
    create_operation(
        session,
        name="Border region",
        clock=OperationClock(start=START, time_zone="Europe/Moscow", deadline_hour=10),
    )


def make_register(session: Session) -> Register:
    """`by_shelter` reports by its shelters from 10 August on; `gone` was retired on 8 August."""
    make_operation(session)

    def add(kind: str, level: int, parent: int | None, name: str, until: date | None = None) -> int:
        row = PlaceRow(
            kind=kind,
            level=level,
            parent_id=parent,
            name=name,
            p_code=None,
            national_code=None,
            valid_from=START,
            valid_until=until,
        )
        session.add(row)
        session.flush()
        if kind == "shelter":
            session.add(ShelterRow(place_id=row.id, shelter_type="school", do_not_publish=False))
            session.add(ShelterStatusRow(place_id=row.id, since=START, status="open"))
        return row.id

    country = add("area", 0, None, "Country")
    region = add("area", 1, country, "Region")
    other_region = add("area", 1, country, "Other region")
    whole = add("area", 2, region, "Whole")
    by_shelter = add("area", 2, region, "By shelter")
    elsewhere = add("area", 2, other_region, "Elsewhere")
    register = Register(
        country=country,
        region=region,
        other_region=other_region,
        whole=whole,
        by_shelter=by_shelter,
        elsewhere=elsewhere,
        hall=add("shelter", 3, by_shelter, "Hall"),
        school=add("shelter", 3, by_shelter, "School"),
        outside=add("outside", 3, by_shelter, "Outside shelters"),
        gone=add("area", 2, region, "Gone", until=date(2024, 8, 8)),
    )
    session.add(ReportingModeRow(place_id=by_shelter, since=date(2024, 8, 10), mode="by_shelter"))
    session.add(
        ShelterStatusRow(place_id=register.school, since=date(2024, 8, 12), status="closed")
    )
    session.flush()
    rebuild(session)  # the rows above were written past the register's own functions
    return register


def make_reported(session: Session) -> Register:
    """Levels and tallies about every unit, on days of both ways of reporting."""
    register = make_register(session)
    person = User(
        email="reporter@example.org",
        display_name="Reporter",
        active=True,
        fs_uniquifier="reporter",
        created_at=NOW,
    )
    session.add(person)
    session.flush()
    source_id = add_source(session, name="District office", grade=Grade.B)
    for number, place_id in enumerate(
        (register.whole, register.by_shelter, register.elsewhere, register.hall, register.school)
    ):
        for day in (START, date(2024, 8, 9), date(2024, 8, 11), date(2024, 8, 16)):
            draft = ReportDraft(
                submission_id=uuid4(),
                place_id=place_id,
                day=day,
                source_id=source_id,
                person_id=person.id,
                counts=(
                    count(Indicator.PRESENT, Form.LEVEL, 100 + 10 * number),
                    count(Indicator.ARRIVALS, Form.NEW, 5 + number),
                    count(Indicator.CAPACITY, Form.LEVEL, 50),
                ),
            )
            record(session, draft)
    return register


FILLS: dict[str, Fill[Any]] = {
    "reported": make_reported,
    "register": make_register,
    "operation": make_operation,
}
"""What stands for a test that asks for it; each holds those that come after it."""


@pytest.fixture
def standing(databases: Databases, request: pytest.FixtureRequest) -> Iterator[tuple[Session, Any]]:
    """A session in which all that the test asks for was put once in a run, and its ids."""
    asked = next((fill for name, fill in FILLS.items() if name in request.fixturenames), None)
    if asked is None:
        with roll_back(databases.shared) as session:
            yield session, None
    else:
        with databases.session(asked) as standing:
            yield standing


@pytest.fixture
def session(standing: tuple[Session, Any]) -> Session:
    return standing[0]


@pytest.fixture
def operation(session: Session) -> None:
    """An operation without places."""


@pytest.fixture
def register(standing: tuple[Session, Register]) -> Register:
    return standing[1]


@pytest.fixture
def reported(session: Session) -> None:
    """Reports about the places of the register."""


def record(session: Session, draft: ReportDraft) -> None:
    """Record a report whatever it is warned of."""
    try:
        record_report(session, draft, now=NOW)
    except NeedsConfirmation as asked:
        confirmed = frozenset(warning.key for warning in asked.warnings)
        record_report(session, replace(draft, confirmed=confirmed), now=NOW)


def count(indicator: Indicator, form: Form, value: int) -> Count:
    return Count(indicator=indicator, form=form, value=value)


def assert_totals_are_true(session: Session) -> None:
    """Two ways of knowing: the totals kept equal those made anew from the reports."""
    assert list(find_differences(session)) == []


def refusal_of(field: str, text: str | None = None) -> pytest.RaisesExc[InvalidField]:
    """A refusal that stands at the field and says the text."""
    return pytest.RaisesExc(InvalidField, match=text, check=lambda found: found.field == field)
