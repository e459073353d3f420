"""A small register: two regions, districts of each way of reporting, shelters, one retired."""

from dataclasses import dataclass
from datetime import date

import pytest
from sqlalchemy.orm import Session

from tracker.domain.days import OperationClock
from tracker.registry.operation import create_operation
from tracker.store.places import PlaceRow, ReportingModeRow, ShelterRow, ShelterStatusRow

START = date(2024, 8, 6)


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


@pytest.fixture
def operation(session: Session) -> None:
    create_operation(
        session,
        name="Border region",
        clock=OperationClock(start=START, time_zone="Europe/Moscow", deadline_hour=10),
    )


@pytest.fixture
def register(session: Session, operation: None) -> Register:
    """`by_shelter` reports by its shelters from 10 August on; `gone` was retired on 8 August."""

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
    return register
