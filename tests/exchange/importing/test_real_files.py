"""Published files are taken in whole, and their sums are those computed from the files by hand."""

import csv
import io
import json
from collections import defaultdict
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.exchange.importing.acts import draft, mapped
from tracker.domain.counts import Form
from tracker.domain.days import OperationClock
from tracker.domain.indicators import Indicator
from tracker.domain.qualifiers import Qualifier
from tracker.domain.selection import Grade
from tracker.exchange.detecting import survey_table
from tracker.exchange.importing import (
    Outcome,
    Plan,
    WarningKind,
    list_warnings,
    plan_import,
    record_import,
    sum_by_day,
)
from tracker.exchange.mapping import Constants, ImportMapping
from tracker.exchange.meanings import Meaning
from tracker.exchange.meanings import Role as Meant
from tracker.exchange.reading import Limits, open_file
from tracker.registry.areas import add_area
from tracker.registry.operation import create_operation
from tracker.registry.people import Role, add_person, list_people
from tracker.registry.sources import add_source
from tracker.totals.check import find_differences

NOW = datetime(2026, 9, 1, 9, tzinfo=UTC)
AREA = Constants(area="District", source="Publisher")
QUALIFIED = {"qualifier": Meaning(role=Meant.QUALIFIER)}


@pytest.fixture
def world(session: Session) -> Session:
    clock = OperationClock(start=date(2022, 2, 1), time_zone="UTC", deadline_hour=10)
    create_operation(session, name="World", clock=clock)
    country = add_area(session, name="Country", parent_id=None)
    region = add_area(session, name="Region", parent_id=country)
    add_area(session, name="District", parent_id=region)
    for name in ("Publisher", "ocha", "moph_lb"):
        add_source(session, name=name, grade=Grade.B)
    add_person(
        session,
        email="someone@example.org",
        display_name="Someone",
        roles=[Role.ADMINISTRATOR],
        password="correct horse battery",
        now=NOW,
    )
    return session


def plan(session: Session, file: Path, mapping: ImportMapping) -> Plan:
    table = open_file(file.read_bytes(), file.name, Limits()).tables[0]
    return plan_import(session, survey_table(table), mapping, now=NOW)


def sums(made: Plan, indicator: Indicator) -> dict[date, int]:
    found = (s for s in sum_by_day(made.planned) if s.indicator is indicator)
    return {s.day: s.value for s in found if s.value is not None}


def test_toronto(world: Session, shared_data: Path) -> None:
    file = shared_data / "toronto_shelter_occupancy_2024.csv"
    rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"))))
    assert len(rows) == 6561
    people: dict[str, int] = defaultdict(int)
    for row in rows:
        people[row["OCCUPANCY_DATE"]] += int(row["SERVICE_USER_COUNT"])
    beds = [r for r in rows if r["CAPACITY_TYPE"] == "Bed Based Capacity"]
    rooms = [r for r in rows if r["CAPACITY_TYPE"] == "Room Based Capacity"]
    last = "2024-02-18"
    assert add(rooms, "OCCUPIED_ROOMS", last) == 2794
    assert add(rooms, "CAPACITY_ACTUAL_ROOM", last) == 2804
    columns = {
        "OCCUPANCY_DATE": "day",
        "PROGRAM_ID": "shelter",
        "SERVICE_USER_COUNT": "sheltered",
        "CAPACITY_ACTUAL_BED": "capacity",
    }
    programmes = {row["PROGRAM_ID"] for row in rows}
    places = {f"District / {programme}": "new shelter" for programme in programmes}
    mapping = mapped(columns, constants=AREA, places=places)
    made = plan(world, file, mapping)
    assert (made.rows, made.refused, made.repeated) == (6561, (), 0)
    found = sums(made, Indicator.SHELTERED)
    assert (found[date(2024, 1, 1)], found[date(2024, 2, 18)]) == (9772, 9960)
    assert {day.isoformat(): value for day, value in found.items()} == people
    assert sums(made, Indicator.CAPACITY)[date(2024, 2, 18)] == 4999
    assert add(beds, "CAPACITY_ACTUAL_BED", last) == 4999
    occupied = mapped(
        columns | {"SERVICE_USER_COUNT": "not used", "OCCUPIED_BEDS": "sheltered"},
        constants=AREA,
        places=places,
        only={"CAPACITY_TYPE": ("Bed Based Capacity",)},
    )
    made = plan(world, file, occupied)
    assert sums(made, Indicator.SHELTERED)[date(2024, 2, 18)] == 4956
    assert made.left_out == len(rooms)


def test_toronto_by_locations(world: Session, shared_data: Path) -> None:
    columns = {
        "OCCUPANCY_DATE": "day",
        "LOCATION_NAME": "shelter",
        "SERVICE_USER_COUNT": "sheltered",
        "CAPACITY_ACTUAL_BED": "capacity",
    }
    mapping = mapped(columns, constants=AREA, add_rows=True, other_places="new shelter")
    file = shared_data / "toronto_shelter_occupancy_2024.csv"
    made = plan(world, file, replace(mapping, report_by_shelter=True))
    (claims,) = (w for w in list_warnings(world, made) if w.kind is WarningKind.CLAIMS)
    assert claims.words.startswith("49 reports are about a district on a day on which it reports")
    assert claims.lines[0].startswith("District, Region, 49 days from 1 Jan 2024 to 18 Feb 2024")


def add(rows: list[dict[str, Any]], column: str, day: str) -> int:
    return sum(int(row[column]) for row in rows if row["OCCUPANCY_DATE"] == day)


@pytest.mark.parametrize(
    ("file", "total"),
    [
        ("unhcr_ukraine_arrivals_poland_daily.csv", 3_627_178),
        ("unhcr_ukraine_arrivals_slovakia_daily.xlsx", 461_164),
    ],
)
def test_arrivals_from_ukraine(world: Session, shared_data: Path, file: str, total: int) -> None:
    columns = {"data_date": "day", "cumulative_refugees": "arrivals total so far"}
    made = plan(world, shared_data / file, mapped(columns, constants=AREA))
    assert [made.count(outcome) for outcome in Outcome] == [95, 0, 0, 0, 0, 0]
    found = sums(made, Indicator.ARRIVALS)
    assert (min(found), max(found)) == (date(2022, 2, 24), date(2022, 5, 29))
    assert found[date(2022, 5, 29)] == total
    daily = {"data_date": "day", "daily_refugees": "arrivals new"}
    new = sums(plan(world, shared_data / file, mapped(daily, constants=AREA)), Indicator.ARRIVALS)
    if file.endswith("csv"):
        assert new[date(2022, 3, 6)] == 140_843
        assert found[date(2022, 3, 6)] - found[date(2022, 3, 5)] == 140_843
        assert sum(new.values()) == total
    record_import(world, made, draft(person_id=list_people(world)[0].id), now=NOW)
    assert (
        plan(world, shared_data / file, mapped(columns, constants=AREA)).count(Outcome.UNCHANGED)
        == 95
    )
    assert list(find_differences(world)) == []


def test_lebanon(world: Session, shared_data: Path) -> None:
    file = shared_data / "lebanon_casualties_daily.json"
    records = json.loads(file.read_text(encoding="utf-8"))
    columns = {"report_date": "day", "report_source": "source", "killed_cum": "killed total so far"}
    made = plan(world, file, mapped(columns, constants=Constants(area="District")))
    assert (made.rows, len(made.planned), made.refused, made.falls) == (187, 187, (), ())
    assert sums(made, Indicator.KILLED)[date(2026, 8, 16)] == records[-1]["killed_cum"] == 8393
    daily = {"report_date": "day", "killed": "killed new"}
    made = plan(world, file, mapped(daily, constants=AREA))
    assert sum(sums(made, Indicator.KILLED).values()) == 8076
    assert made.blank == sum("killed" not in record for record in records) > 0
    reported = {"report_date": "day", "killed_cum_reported": "killed total so far"}
    made = plan(world, file, mapped(reported, constants=AREA))
    told = "District, Region: the total of killed falls from 4,047 to 123 on 5 Mar 2026"
    assert made.falls == (told,)
    record_import(world, made, draft(person_id=list_people(world)[0].id), now=NOW)
    assert list(find_differences(world)) == []


def test_india(world: Session, shared_data: Path) -> None:
    file = shared_data / "idmc_displacement_events_india_2023_hxl.csv"
    columns = {"displacement_date": "day", "figure": "arrivals new"}
    refused = plan(world, file, mapped(columns, constants=AREA))
    assert any("Keep one of two numbers" in row.reason for row in refused.refused)
    events = mapped(columns, constants=AREA, add_rows=True, zone="Pacific/Auckland")
    made = plan(world, file, events)
    assert (made.rows, made.refused, made.repeated) == (113, (), 0)
    found = sums(made, Indicator.ARRIVALS)
    assert sum(found.values()) == 112_759
    assert "more than" in made.left_aside[WarningKind.DOUBTS][0]
    sure = plan(world, file, replace(events, columns={**events.columns, **QUALIFIED}))
    told = {p.stated.day.isoformat(): p.stated.counts[0] for p in sure.planned}
    doubtful = [day for day, count in told.items() if count.qualifier is not Qualifier.EXACT]
    assert (len(doubtful), sure.left_aside[WarningKind.DOUBTS]) == (6, ())
    mixed = told["2023-06-17"]
    assert (mixed.qualifier, mixed.value) == (Qualifier.ABOUT, 5632)
    assert (told["2023-08-03"].qualifier, told["2023-08-03"].low) == (Qualifier.ABOUT, 535)
    assert sums(sure, Indicator.ARRIVALS) == found
    cut = sums(
        plan(world, file, mapped(columns, constants=AREA, add_rows=True)), Indicator.ARRIVALS
    )
    assert {(day - date(2023, 1, 1)).days + 1 for day in cut} == {
        (day - date(2023, 1, 1)).days for day in found
    }
    assert made.planned[0].stated.counts[0].form is Form.NEW


def test_kursk(shared_data: Path) -> None:
    file = shared_data / "kursk_oblast_districts.geojson"
    made = survey_table(open_file(file.read_bytes(), file.name, Limits()).tables[0])
    assert made.rows == 33
