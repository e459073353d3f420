"""Changes of the registers are kept with who, when, and each value from and to."""

import json
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.audit.links import assert_whole, read_links
from tests.registry.conftest import NOW, Register
from tracker.domain.audit import Act, Author
from tracker.domain.selection import Grade
from tracker.domain.windows import ReportingMode, ShelterStatus
from tracker.registry import people
from tracker.registry.areas import change_area
from tracker.registry.keeping import OPERATION, keep_change
from tracker.registry.operation import change_operation, require_operation
from tracker.registry.people import Person, Role, add_person
from tracker.registry.reporting_modes import set_reporting_mode
from tracker.registry.shelter_changes import set_shelter_status
from tracker.registry.sources import add_source

BY = Author(person_id=7, at=NOW)
DAY = date(2024, 8, 15)


def read_kept(session: Session) -> list[tuple[str, int | None, dict[str, Any]]]:
    """Act, subject and details of the links, newest last."""
    links = read_links(session)
    assert_whole(links)
    assert {(link["person_id"], link["recorded_at"]) for link in links[1:]} <= {(7, NOW)}
    return [(k["act"], k["subject_id"], json.loads(k["details"])) for k in links[1:]]


def test_a_change_is_kept_from_and_to(session: Session, register: Register) -> None:
    with keep_change(session, Act.AREA_CHANGED, BY, register.whole):
        change_area(session, register.whole, name="Renamed", p_code="RU3801")
    details = {
        "name": "Renamed",
        "changes": {"Name": ["Whole", "Renamed"], "P-code": [None, "RU3801"]},
    }
    assert read_kept(session) == [("area_changed", register.whole, details)]


def test_what_is_sent_without_a_change_is_kept_as_well(
    session: Session, register: Register
) -> None:
    with keep_change(session, Act.AREA_CHANGED, BY, register.whole):
        change_area(session, register.whole, name="Whole")
    assert read_kept(session)[0][2] == {"name": "Whole", "changes": {}}


def test_what_is_added_comes_from_nothing(session: Session, operation: None) -> None:
    with keep_change(session, Act.SOURCE_ADDED, BY) as added:
        added.id = add_source(session, name="Governor", grade=Grade.C)
    changes = {"Name": [None, "Governor"], "Grade": [None, "C"], "Retired": [None, False]}
    assert read_kept(session)[0][2]["changes"] == changes


def test_a_status_and_a_way_of_reporting_are_told_by_day(
    session: Session, register: Register
) -> None:
    with keep_change(session, Act.SHELTER_STATUS_SET, BY, register.hall):
        set_shelter_status(session, register.hall, since=DAY, status=ShelterStatus.STANDBY)
    with keep_change(session, Act.REPORTING_MODE_SET, BY, register.whole):
        set_reporting_mode(session, register.whole, since=DAY, mode=ReportingMode.BY_SHELTER)
    told = [details["changes"] for _, _, details in read_kept(session)]
    assert told[0] == {"Status from 2024-08-15": [None, "standby"]}
    assert told[1] == {"Reports from 2024-08-15": [None, "by shelter"]}


def test_settings_are_told_from_and_to(session: Session, operation: None) -> None:
    clock = require_operation(session).clock
    with keep_change(session, Act.SETTINGS_CHANGED, BY, OPERATION):
        change_operation(session, name="Border", clock=clock, household_size=3)
    changes = {"Name": ["Border region", "Border"], "Household size": [2.5, 3.0]}
    assert read_kept(session) == [("settings_changed", 1, {"name": "Border", "changes": changes})]


@pytest.fixture
def pavel(session: Session, register: Register) -> Person:
    values: dict[str, Any] = {
        "email": "p@example.org",
        "display_name": "Pavel",
        "password": "a long password",
    }
    made = add_person(session, **values, roles=[Role.COORDINATOR], now=NOW)
    add_person(session, **values | {"email": "a@example.org"}, roles=[Role.ADMINISTRATOR], now=NOW)
    return made


def test_roles_and_assignments_are_acts_of_their_own(
    session: Session, register: Register, pavel: Person
) -> None:
    with keep_change(session, Act.PERSON_CHANGED, BY, pavel.id):
        people.set_roles(session, pavel.id, [Role.COORDINATOR, Role.REVIEWER])
        people.set_assignments(session, pavel.id, [register.whole], now=NOW)
    roles, places = read_kept(session)
    changes = {"Roles": [["coordinator"], ["coordinator", "reviewer"]]}
    assert roles == ("roles_changed", pavel.id, {"name": "Pavel", "changes": changes})
    assert places[0] == "assignments_changed"
    assert places[2]["changes"] == {"Reports for": [[], ["Whole, Region"]]}


def test_an_account_that_is_closed_and_one_that_stays(session: Session, pavel: Person) -> None:
    account: dict[str, Any] = {"email": pavel.email, "display_name": "Pavel", "source_id": None}
    for active in (False, False):
        with keep_change(session, Act.PERSON_CHANGED, BY, pavel.id):
            people.change_person(session, pavel.id, **account, active=active)
    told = [(act, details["changes"]) for act, _, details in read_kept(session)]
    assert told == [("person_changed", {"Active": [True, False]}), ("person_changed", {})]


def test_a_change_must_say_what_it_is_about(session: Session, operation: None) -> None:
    with (
        pytest.raises(ValueError, match="what it is about"),
        keep_change(session, Act.SOURCE_ADDED, BY),
    ):
        add_source(session, name="Governor", grade=Grade.C)
