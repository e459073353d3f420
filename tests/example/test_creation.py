"""The example is made once, alike every time, and never over somebody's work."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.example.keeping import NOW
from tests.example.reading import list_all_places, list_all_reports
from tracker.domain.days import Limits, OperationClock
from tracker.domain.errors import InUse
from tracker.domain.windows import ReportingMode
from tracker.example import create
from tracker.example.calendar import END, START
from tracker.example.people import SIGN_INS
from tracker.recording.history import ReportHistory
from tracker.registry.areas import add_area
from tracker.registry.operation import create_operation, load_operation
from tracker.registry.passwords import verify_password
from tracker.registry.people import Role, find_by_email, may_write
from tracker.registry.places import PlaceKind, list_areas, list_units_under
from tracker.registry.shelters import load_shelter
from tracker.store.database import Database

LATER = NOW + timedelta(days=400)


def list_everything(session: Session) -> list[Any]:
    """All that the example holds, without ids that the engines choose."""
    return [
        (place.name, place.kind, place.path) for place in list_all_places(session)
    ] + list_all_reports(session)


def fail(done: int, total: int) -> None:
    raise RuntimeError("the disk is full")


def test_it_is_an_example_with_its_settings(reading: Session) -> None:
    operation = load_operation(reading)
    assert operation is not None
    assert operation.is_example
    assert operation.name == "Kursk region evacuation, August 2024 (example)"
    assert operation.clock == OperationClock(
        start=START, time_zone="Europe/Moscow", deadline_hour=10, limits=Limits()
    )


def test_it_holds_the_region_with_its_districts_and_cities(reading: Session) -> None:
    areas = list_areas(reading)
    assert [area.name for area in areas[:2]] == ["Russia", "Kursk region"]
    assert len(areas) == 2 + 28 + 5
    assert not any(area.p_code or area.national_code for area in areas)


def test_it_holds_invented_shelters_some_of_them_unpublished(reading: Session) -> None:
    sites = [place for place in list_all_places(reading) if place.kind is PlaceKind.SHELTER]
    assert len(sites) == 13
    assert all(site.name.endswith("(exercise)") for site in sites)
    assert sum(load_shelter(reading, site.id).do_not_publish for site in sites) == 2


def test_the_two_border_districts_report_as_a_whole(reading: Session) -> None:
    units = {unit.name: unit.mode for unit in list_units_under(reading, None, END)}
    assert units["Sudzha district"] is ReportingMode.WHOLE
    assert units["Korenevo district"] is ReportingMode.WHOLE
    assert "Oboyan district" not in units


def test_a_second_call_changes_nothing(example: Database) -> None:
    with example.reader() as session:
        before = list_everything(session)
    assert create(example, now=LATER) == SIGN_INS
    with example.reader() as session:
        assert list_everything(session) == before


@pytest.mark.unwatched
def test_fresh_makes_the_same_example_anew(example: Database, own_database: Database) -> None:
    clock = OperationClock(start=START, time_zone="UTC", deadline_hour=1)
    with own_database.writer() as session, session.begin():
        create_operation(session, name="Changed by a visitor", clock=clock, is_example=True)
        add_area(session, name="Added by a visitor", parent_id=None)
    assert create(own_database, now=LATER, fresh=True) == SIGN_INS
    with example.reader() as one, own_database.reader() as two:
        assert list_everything(one) == list_everything(two)
        assert load_operation(one) == load_operation(two)


@pytest.mark.parametrize("fresh", [False, True])
def test_nothing_stays_of_an_example_that_failed(own_database: Database, *, fresh: bool) -> None:
    with pytest.raises(RuntimeError, match="the disk is full"):
        create(own_database, now=NOW, fresh=fresh, progress=fail)
    with own_database.reader() as session:
        assert load_operation(session) is None
        assert list_areas(session) == ()


@pytest.mark.parametrize("fresh", [False, True])
def test_an_operation_in_earnest_is_never_touched(own_database: Database, *, fresh: bool) -> None:
    clock = OperationClock(start=START, time_zone="Europe/Moscow", deadline_hour=10)
    with own_database.writer() as session, session.begin():
        create_operation(session, name="Flood", clock=clock)
    with pytest.raises(InUse, match="holds the operation Flood, which is not an example"):
        create(own_database, now=NOW, fresh=fresh)
    with own_database.reader() as session:
        operation = load_operation(session)
        assert operation is not None
        assert operation.name == "Flood"
        assert list_areas(session) == ()


def test_an_example_stays_when_the_new_one_fails(example: Database) -> None:
    with example.reader() as session:
        before = list_everything(session)
    with pytest.raises(RuntimeError, match="the disk is full"):
        create(example, now=LATER, fresh=True, progress=fail)
    with example.reader() as session:
        assert list_everything(session) == before


@pytest.mark.parametrize("sign_in", SIGN_INS, ids=lambda sign_in: sign_in.email)
def test_everybody_can_sign_in(reading: Session, sign_in: Any) -> None:
    found = find_by_email(reading, sign_in.email)
    assert found is not None
    assert found.person.active
    assert found.person.roles == {sign_in.role}
    assert found.person.display_name == sign_in.display_name
    assert verify_password(sign_in.password, found.password_hash)


def test_there_is_somebody_for_each_role() -> None:
    assert {sign_in.role for sign_in in SIGN_INS} == set(Role)
    assert len({sign_in.password for sign_in in SIGN_INS}) == len(SIGN_INS)
    assert all(sign_in.email.endswith("@example.org") for sign_in in SIGN_INS)


def test_people_report_only_for_their_own_places(
    reading: Session, reports: list[ReportHistory]
) -> None:
    people = {report.revisions[0].person_id: report.place_id for report in reports}
    credentials = [find_by_email(reading, sign_in.email) for sign_in in SIGN_INS]
    known = {found.person.id: found.person for found in credentials if found}
    assert len(people) == 3
    for person_id, place_id in people.items():
        assert may_write(reading, known[person_id], place_id)


def test_it_ends_before_today() -> None:
    assert datetime(2024, 9, 6, tzinfo=UTC).date() > END
