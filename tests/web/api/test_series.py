"""Daily values: of which places, on which days, with what marks, and as known when."""

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from sqlalchemy import event

from tests.web.api.conftest import CALLS_BY_NAME, Caller, CallerMaker, Register, Reporter, day
from tests.web.api.test_registers import hide_shelter
from tests.web.dashboard.conftest import count
from tests.web.fixtures import Writer
from tracker.domain.audit import Author
from tracker.domain.counts import Form
from tracker.domain.indicators import Indicator
from tracker.domain.qualifiers import Qualifier
from tracker.recording.knowledge import Knowledge
from tracker.registry.areas import add_area
from tracker.registry.people import Role
from tracker.registry.shelter_changes import ShelterDetails, add_shelter
from tracker.registry.shelters import ShelterType
from tracker.store.database import Database


@pytest.fixture
def reported(register: Register, report: Reporter) -> Register:
    report(register.whole, day(17), present=100, arrivals=7)
    report(register.hall, day(18), count(Indicator.PRESENT, 40, qualifier=Qualifier.MORE_THAN))
    report(register.hall, day(18), count(Indicator.KILLED, 3, Form.TOTAL), source="Governor")
    report(register.elsewhere, day(18), present=5)
    return register


def read(caller: Caller, query: str) -> dict[tuple[int, str], list[dict[str, Any]]]:
    """Days by place and indicator."""
    items = caller.get(f"/series?{query}")["items"]
    return {(one["place"]["id"], one["indicator"]): one["days"] for one in items}


def test_without_anything_said_the_whole_operation_is_answered_up_to_today(
    official: Caller, reported: Register
) -> None:
    answer = official.get("/series")
    assert (answer["from"], answer["to"], answer["known_at"]) == ("2024-08-06", "2024-08-20", None)
    assert [one["indicator"] for one in answer["items"]] == list(Indicator)
    assert {one["place"]["name"] for one in answer["items"]} == {"Country"}
    assert all(len(one["days"]) == 15 for one in answer["items"])


def test_a_level_has_bounds_marks_and_coverage(official: Caller, reported: Register) -> None:
    query = f"area={reported.region}&indicator=present&from=2024-08-16&to=2024-08-19"
    days = read(official, query)[reported.region, "present"]
    values = [(one["value"], one["low"], one["high"], one["mark"]) for one in days]
    assert values == [
        (None, None, None, "gap"),
        (100, 100, 100, "observed"),
        (140, 141, None, "partly"),
        (140, 141, None, "carried"),
    ]
    assert [one["coverage"]["reporting"] for one in days] == [0, 1, 1, 0]
    assert {one["coverage"]["expected"] for one in days} == {4}
    assert "open_upwards" in days[2]["marks"]
    assert days[2]["unreviewed"] == 140
    assert {one["new"] for one in days} == {None}


def test_a_tally_has_its_total_so_far_and_what_was_new(
    official: Caller, reported: Register
) -> None:
    query = "indicator=arrivals,killed&from=2024-08-17&to=2024-08-18"
    found = read(official, f"{query}&levels=self,unit")
    arrivals = found[reported.whole, "arrivals"]
    assert [(one["value"], one["new"]) for one in arrivals] == [(7, 7), (7, None)]
    killed = found[reported.hall, "killed"]
    assert [(one["value"], one["new"]) for one in killed] == [(None, None), (3, 3)]
    assert "lump" in killed[1]["marks"]


def test_what_was_new_has_its_bounds(
    official: Caller, register: Register, report: Reporter
) -> None:
    span = count(Indicator.KILLED, None, Form.NEW, qualifier=Qualifier.BETWEEN, low=3, high=5)
    report(register.hall, day(17), span, present=9)
    report(register.hall, day(18), count(Indicator.KILLED, 2, qualifier=Qualifier.MORE_THAN))
    query = "indicator=killed,present&from=2024-08-17&to=2024-08-19"
    found = read(official, f"{query}&levels=self,unit")
    for place in (register.hall, register.country):
        told = [(one["new"], one["new_low"], one["new_high"]) for one in found[place, "killed"]]
        assert told == [(None, 3, 5), (2, 2, None), (None, None, None)]
        levels = found[place, "present"]
        assert {one[key] for one in levels for key in ("new", "new_low", "new_high")} == {None}


def test_levels_choose_the_places_each_once(official: Caller, reported: Register) -> None:
    query = "indicator=present&from=2024-08-18&levels=country,region,district,unit"
    items = official.get(f"/series?{query}")["items"]
    levels = [one["level"] for one in items]
    assert {level: levels.count(level) for level in levels} == {
        "country": 1,
        "region": 2,
        "district": 3,
        "shelter": 2,
        "outside": 1,
    }
    beneath = read(official, f"area={reported.by_shelter}&indicator=present&levels=self,unit")
    own = {reported.by_shelter, reported.hall, reported.school, reported.outside}
    assert {place for place, _ in beneath} == own


def test_a_unit_can_be_asked_for_by_itself(official: Caller, reported: Register) -> None:
    days = read(official, f"area={reported.hall}&indicator=present")[reported.hall, "present"]
    assert (days[-3]["value"], days[-1]["mark"]) == (40, "carried")


def test_units_say_the_same_as_when_read_one_by_one(
    official: Caller, reported: Register, web_database: Database
) -> None:
    found = read(official, "indicator=present&from=2024-08-10&levels=unit")
    with web_database.reader() as session:
        for (place_id, _), days in found.items():
            alone = Knowledge(session).read_days([place_id], day(10), day(20), ["present"])
            assert [one["value"] for one in days] == [one.value for one in alone["present"]]


def test_what_was_known_at_a_moment(official: Caller, reported: Register, report: Reporter) -> None:
    query = f"indicator=present&levels=self,unit&area={reported.region}"
    then = "known_at=2024-08-18T12:00:00Z"
    answer = official.get(f"/series?{query}&{then}")
    assert (answer["to"], answer["known_at"]) == ("2024-08-18", "2024-08-18T12:00:00Z")
    found = read(official, f"{query}&known_at=2024-08-18T15:00:00%2B03:00")
    assert found[reported.region, "present"][-1]["value"] == 100
    assert found[reported.hall, "present"][-1]["value"] is None
    assert found[reported.whole, "present"][-1]["value"] == 100


@pytest.mark.parametrize(
    ("query", "parameter", "detail"),
    [
        ("to=2024-08-21", "to", "Enter a last day that is not in the future"),
        ("from=2024-08-05", "from", "Enter 2024-08-06, the first day of the operation, or later"),
        ("from=2024-08-10&to=2024-08-09", "to", "Enter a last day that is not before the first"),
        ("from=2024-8-1", "from", "Enter a day, such as 2024-08-08"),
        ("known_at=2025-01-01T00:00:00Z", "known_at", "Enter a moment that is not in the future"),
        (
            "known_at=2024-08-01T00:00:00Z",
            "known_at",
            "Enter a moment that is not before the operation began",
        ),
        (
            "known_at=2024-08-08",
            "known_at",
            "Enter a day and a time, such as 2024-08-08T10:00:00Z",
        ),
        ("area=0", "area", "Enter a whole number from 1 to 2,147,483,647"),
        (
            "levels=self,town",
            "levels",
            "Select a level: self, country, region, district, unit",
        ),
    ],
)
def test_what_cannot_be_asked_is_said(
    official: Caller, register: Register, query: str, parameter: str, detail: str
) -> None:
    problem = official.get(f"/series?{query}", status=422)
    assert {"parameter": parameter, "detail": detail} in problem["errors"]


def test_a_year_can_be_asked_for_at_once(official: Caller, register: Register) -> None:
    with time_machine.travel(datetime(2026, 1, 1, 9, tzinfo=UTC), tick=False):
        days = "indicator=present&from=2024-08-06&to=2025-08"
        found = official.get(f"/series?{days}-06")["items"]
        assert len(found[0]["days"]) == 366
        problem = official.get(f"/series?{days}-07", status=422)
        # Of each place so much is asked that a page has room for one.
        first = official.get("/series?from=2024-08-06&to=2025-08-06&levels=self,district")
    assert ({one["place"]["id"] for one in first["items"]}, first["next"]) == (
        {register.country},
        1,
    )
    assert problem["errors"] == [{"parameter": "from", "detail": "Enter at most 366 days"}]


def test_an_unknown_indicator_is_refused_with_the_list(official: Caller) -> None:
    problem = official.get("/series?indicator=present,people", status=422)
    assert problem["errors"][0]["detail"].startswith("Select an indicator: evacuated, arrivals")


def test_a_page_has_as_many_places_as_asked_for(official: Caller, reported: Register) -> None:
    query = "indicator=present&levels=district,unit&from=2024-08-19"
    whole = official.get(f"/series?{query}")["items"]
    first = official.get(f"/series?{query}&limit=4")
    second = official.get(f"/series?{query}&limit=4&cursor={first['next']}")
    assert first["items"] + second["items"] == whole
    assert second["next"] is None


def test_a_coordinators_program_gets_its_own_places(olga: Caller, reported: Register) -> None:
    found = read(olga, "indicator=present&levels=self,unit,region,country")
    own = {reported.whole, reported.by_shelter, reported.hall, reported.school, reported.outside}
    assert {place for place, _ in found} == own
    olga.get(f"/series?area={reported.region}", status=404)
    olga.get(f"/series?area={reported.elsewhere}", status=404)


def test_a_narrowed_token_gets_its_areas(caller_of: CallerMaker, reported: Register) -> None:
    narrow = caller_of(Role.OFFICIAL, areas=(reported.elsewhere,))
    assert {place for place, _ in read(narrow, "levels=self,unit")} == {reported.elsewhere}
    narrow.get(f"/series?area={reported.whole}", status=404)


def test_a_shelter_not_to_be_published_is_in_the_sums_and_in_no_list(
    official: Caller, olga: Caller, reported: Register, report: Reporter, writer: Writer
) -> None:
    secret = hide_shelter(writer, reported)
    report(secret, day(20), present=11)
    query = f"area={reported.by_shelter}&indicator=present&levels=self,unit"
    seen = read(official, query)
    assert seen[reported.by_shelter, "present"][-1]["value"] == 51
    assert secret not in {place for place, _ in seen}
    # As the documentation says: for insiders, and not to be published as it is.
    listed = [
        days[-1]["value"] for (place, _), days in seen.items() if place != reported.by_shelter
    ]
    assert 51 - sum(value for value in listed if value) == 11
    described = CALLS_BY_NAME["read_series"].description
    assert "sums less what is listed tell of them" in " ".join(described.split())
    official.get(f"/series?area={secret}", status=404)
    assert read(olga, query)[secret, "present"][-1]["value"] == 11


@pytest.mark.parametrize("moment", ["", "&known_at=2024-08-19T12:00:00Z"])
def test_statements_do_not_grow_with_units(  # noqa: PLR0917 (fixtures)
    official: Caller,
    reported: Register,
    report: Reporter,
    writer: Writer,
    web_database: Database,
    moment: str,
) -> None:
    paths = [
        f"/series?levels=self,region,district,unit&indicator=present{moment}&limit=200",
        "/areas?limit=200",
        "/units?limit=200",
        "/reports?limit=200",
        "/decisions?limit=200",
    ]
    add_units(writer, reported, report, 2)
    few = {path: count_statements(official, web_database, path) for path in paths}
    add_units(writer, reported, report, 12)
    assert {path: count_statements(official, web_database, path) for path in paths} == few


def add_units(writer: Writer, register: Register, report: Reporter, number: int) -> None:
    for at in range(number):
        with writer() as session:
            district = add_area(session, name=f"District {number} {at}", parent_id=register.region)
            details = ShelterDetails(name=f"Shelter {number} {at}", shelter_type=ShelterType.SCHOOL)
            shelter = add_shelter(session, parent_id=register.by_shelter, details=details)
        for unit in (district, shelter):
            report(unit, day(18), present=10 + at)


def count_statements(caller: Caller, database: Database, path: str) -> int:
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        statements.append(statement)

    event.listen(database.read, "before_cursor_execute", note)
    try:
        caller.get(path)
    finally:
        event.remove(database.read, "before_cursor_execute", note)
    return len(statements)


def test_what_was_not_registered_at_a_moment_is_in_no_list(
    official: Caller, reported: Register, writer: Writer
) -> None:
    by = Author(person_id=None, at=datetime(2024, 8, 19, 9, tzinfo=UTC))
    with writer() as session:
        district = add_area(session, name="New", parent_id=reported.region, by=by)
        details = ShelterDetails(name="New shelter", shelter_type=ShelterType.SCHOOL)
        add_shelter(session, parent_id=reported.by_shelter, details=details, by=by)
    query = "indicator=present&levels=self,region,district,unit"
    then = official.get(f"/series?{query}&known_at=2024-08-18T12:00:00Z")
    assert "New" not in str(then["items"])
    assert "New shelter" in str(official.get(f"/series?{query}")["items"])
    problem = official.get(f"/series?area={district}&known_at=2024-08-18T12:00:00Z", status=404)
    assert "was not registered yet" in problem["detail"]
