"""The made-up operation: its tree of units, its people, and steady daily counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.domain.counts import Count, default_form
from tracker.domain.days import OperationClock
from tracker.domain.indicators import Indicator
from tracker.domain.reports import Channel, ReportDraft
from tracker.domain.selection import Grade
from tracker.domain.windows import ReportingMode
from tracker.recording.bulk import record_many
from tracker.registry.areas import add_area
from tracker.registry.operation import create_operation
from tracker.registry.people import Role, add_person
from tracker.registry.reporting_modes import set_reporting_mode
from tracker.registry.shelter_changes import ShelterDetails, add_shelter
from tracker.registry.shelters import ShelterType
from tracker.registry.sources import add_source

COORDINATORS = 8
PASSWORD = "made up for the benchmark"
OFFICIAL = "official@bench.example"
REVIEWER = "reviewer@bench.example"

SHELTERS_IN_DISTRICT = 10
DISTRICTS_IN_REGION = 20
OPEN_DAYS = 2
"""Days at the end, today among them, about which nothing is loaded: they are reported over HTTP."""

LATEST_DEADLINE = 47
"""Reports about yesterday are still on time, whenever the benchmark is run."""

PLACES_EVERY = 3
"""Places are restated every third day, people every day: 4 or 6 counts a report."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Shape:
    """How many units report on how many days up to the open days at the end."""

    units: int
    days: int
    today: date

    @property
    def reports(self) -> int:
        """Reports that are loaded."""
        return self.units * self.days

    @property
    def first(self) -> date:
        """The operation's first day."""
        return self.last - timedelta(days=self.days - 1)

    @property
    def last(self) -> date:
        """The last day that is loaded."""
        return self.today - timedelta(days=OPEN_DAYS)

    @property
    def open_days(self) -> list[date]:
        """The days after it, today the last of them."""
        return [self.last + timedelta(days=number + 1) for number in range(OPEN_DAYS)]


def shape_of(reports: int, *, days: int, today: date, at_least: int = 1) -> Shape:
    """The shape with at least so many reports; more units than they need have fewer days."""
    units = max(-(-reports // days), at_least)
    return Shape(units=units, days=-(-reports // units), today=today)


@dataclass(frozen=True, kw_only=True, slots=True)
class Operation:
    """What was made: unit ids in order, and the units of each coordinator by e-mail address."""

    shape: Shape
    units: tuple[int, ...]
    source_id: int
    person_id: int
    coordinators: Mapping[str, tuple[int, ...]]

    def counts(self, unit_id: int, day: date) -> dict[Indicator, int]:
        """The six counts of a unit on a day."""
        return make_counts(self.units.index(unit_id), (day - self.shape.first).days)


def make_counts(unit: int, day: int) -> dict[Indicator, int]:
    """Six counts that agree with those of the day before and give no reason to ask back."""
    usual = 120 + unit * 37 % 400
    people, before = usual + _drift(unit + day), usual + _drift(unit + day - 1)
    return {
        Indicator.ARRIVALS: 6 + max(0, people - before),
        Indicator.DEPARTURES: 6 + max(0, before - people),
        Indicator.PRESENT: people,
        Indicator.SHELTERED: people * 3 // 4,
        Indicator.CAPACITY: usual + 20,
        Indicator.CAPACITY_STANDBY: 40,
    }


def _drift(step: int) -> int:
    """Up to 14 and down again, by one person a day."""
    return abs(step % 28 - 14)


COUNTED = tuple(make_counts(0, 0))
"""The six indicators."""


def create(session: Session, shape: Shape) -> Operation:
    """Register the operation with its areas and people, without any report."""
    clock = OperationClock(start=shape.first, time_zone="UTC", deadline_hour=LATEST_DEADLINE)
    create_operation(session, name="Benchmark", clock=clock)
    source_id = add_source(session, name="District offices", grade=Grade.B)
    districts = _add_units(session, shape)
    now = datetime.now(UTC)
    coordinators: dict[str, tuple[int, ...]] = {}
    person_id = 0
    for number in range(COORDINATORS):
        own = list(districts)[number::COORDINATORS]
        email = f"coordinator-{number}@bench.example"
        person_id = add_person(
            session,
            email=email,
            display_name=f"Coordinator {number}",
            roles=[Role.COORDINATOR],
            password=PASSWORD,
            now=now,
            source_id=source_id,
            assigned=own,
        ).id
        coordinators[email] = tuple(unit for district in own for unit in districts[district])
    for email, role in ((OFFICIAL, Role.OFFICIAL), (REVIEWER, Role.REVIEWER)):
        add_person(
            session,
            email=email,
            display_name=role.value.capitalize(),
            roles=[role],
            password=PASSWORD,
            now=now,
        )
    return Operation(
        shape=shape,
        units=tuple(unit for units in districts.values() for unit in units),
        source_id=source_id,
        person_id=person_id,
        coordinators=coordinators,
    )


def _add_units(session: Session, shape: Shape) -> dict[int, list[int]]:
    """Shelters by district: as many districts as give every coordinator one at least."""
    country = add_area(session, name="Country", parent_id=None)
    count = max(COORDINATORS, -(-shape.units // SHELTERS_IN_DISTRICT))
    districts: dict[int, list[int]] = {}
    region = 0
    for number in range(count):
        if number % DISTRICTS_IN_REGION == 0:
            region = add_area(session, name=f"Region {number}", parent_id=country)
        district = add_area(session, name=f"District {number}", parent_id=region)
        mode = ReportingMode.BY_SHELTER
        set_reporting_mode(session, district, since=shape.first, mode=mode)
        districts[district] = []
    for number in range(shape.units):
        district = list(districts)[number % count]
        details = ShelterDetails(name=f"Shelter {number}", shelter_type=ShelterType.SCHOOL)
        districts[district].append(add_shelter(session, parent_id=district, details=details))
    return districts


def load_reports(
    session: Session, operation: Operation, progress: Callable[[int], None] | None = None
) -> int:
    """Load the shape's reports the way the project loads many; gives how many there are."""
    now = datetime.now(UTC)
    return record_many(session, _make_drafts(operation), now=now, progress=progress)


def _make_drafts(operation: Operation) -> Iterator[ReportDraft]:
    """Day by day, as reports come in."""
    random = Random(1)
    shape = operation.shape
    for day in range(shape.days):
        for number, unit_id in enumerate(operation.units):
            yield ReportDraft(
                submission_id=UUID(int=random.getrandbits(128), version=4),
                place_id=unit_id,
                day=shape.first + timedelta(days=day),
                source_id=operation.source_id,
                person_id=operation.person_id,
                counts=_choose_counts(number, day),
                channel=Channel.BULK,
            )


def _choose_counts(unit: int, day: int) -> tuple[Count, ...]:
    counts = make_counts(unit, day)
    if (unit + day) % PLACES_EVERY:
        del counts[Indicator.CAPACITY], counts[Indicator.CAPACITY_STANDBY]
    return tuple(
        Count(indicator=indicator, form=default_form(indicator), value=value)
        for indicator, value in counts.items()
    )
