"""The register of shelters."""

import math
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests.registry.conftest import START, Register, assert_totals_are_true, refusal_of
from tracker.domain.errors import NotFound
from tracker.domain.indicators import Indicator
from tracker.domain.windows import ShelterStatus
from tracker.registry.floor_area import count_people_by_floor_area, describe_floor_area
from tracker.registry.places import list_units_under, load_place
from tracker.registry.retirement import retire_place
from tracker.registry.shelter_changes import (
    ShelterDetails,
    add_shelter,
    change_shelter,
    set_shelter_status,
)
from tracker.registry.shelters import (
    Position,
    ShelterType,
    StatusEntry,
    list_shelters,
    list_unpublished_ids,
    load_shelter,
)
from tracker.totals.read import read_days

DAY = date(2024, 8, 15)
PLAIN = ShelterDetails(name="Camp", shelter_type=ShelterType.TENT_CAMP)
FULL = ShelterDetails(
    name="Lyceum No. 2",
    shelter_type=ShelterType.SCHOOL,
    floor_area=1200.5,
    position=Position(latitude=51.19, longitude=35.27),
    do_not_publish=True,
    p_code="RU38",
    national_code="7",
)


def test_a_shelter_is_kept_with_all_its_details(session: Session, register: Register) -> None:
    added = add_shelter(session, parent_id=register.by_shelter, details=FULL, since=DAY)
    shelter = load_shelter(session, added)

    assert (shelter.place.name, shelter.place.p_code, shelter.place.national_code) == (
        "Lyceum No. 2",
        "RU38",
        "7",
    )
    assert (shelter.shelter_type, shelter.floor_area) == (ShelterType.SCHOOL, 1200.5)
    assert shelter.position == FULL.position
    assert shelter.do_not_publish
    assert shelter.statuses == (StatusEntry(since=DAY, status=ShelterStatus.OPEN),)
    assert shelter.place.path[-1][0] == register.by_shelter
    assert list_unpublished_ids(session) == {added}


def test_a_shelter_is_closed_before_its_first_status(session: Session, register: Register) -> None:
    added = add_shelter(
        session,
        parent_id=register.by_shelter,
        details=PLAIN,
        status=ShelterStatus.STANDBY,
        since=DAY,
    )
    shelter = load_shelter(session, added)

    assert shelter.status_on(date(2024, 8, 14)) is ShelterStatus.CLOSED
    assert shelter.status_on(DAY) is ShelterStatus.STANDBY
    assert (shelter.position, shelter.floor_area, shelter.do_not_publish) == (None, None, False)


def test_without_a_day_a_shelter_is_open_from_its_districts_first(
    session: Session, register: Register
) -> None:
    added = add_shelter(session, parent_id=register.by_shelter, details=PLAIN)

    assert load_shelter(session, added).status_on(START) is ShelterStatus.OPEN
    days = read_days(session, [register.by_shelter], date(2024, 8, 10), date(2024, 8, 10))
    assert days["coverage"][0].expected == 4
    assert_totals_are_true(session)


def test_a_shelter_lies_in_a_district_that_is_not_retired(
    session: Session, register: Register
) -> None:
    for parent in (register.region, register.hall):
        with refusal_of("parent", "Choose a district"):
            add_shelter(session, parent_id=parent, details=PLAIN)
    with refusal_of("parent", "Gone is retired"):
        add_shelter(session, parent_id=register.gone, details=PLAIN)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "HALL"}, "name"),
        ({"floor_area": 0.0}, "floor_area"),
        ({"floor_area": -3.5}, "floor_area"),
        ({"floor_area": math.inf}, "floor_area"),
        ({"floor_area": math.nan}, "floor_area"),
        ({"position": Position(latitude=90.1, longitude=0)}, "latitude"),
        ({"position": Position(latitude=math.nan, longitude=0)}, "latitude"),
        ({"position": Position(latitude=0, longitude=-180.5)}, "longitude"),
        ({"national_code": "7" * 41}, "national_code"),
    ],
)
def test_details_that_cannot_be_are_refused(
    session: Session, register: Register, change: dict, field: str
) -> None:
    with refusal_of(field):
        add_shelter(session, parent_id=register.by_shelter, details=replace(PLAIN, **change))
    with refusal_of(field):
        change_shelter(session, register.school, details=replace(PLAIN, **change))


def test_a_shelter_may_be_called_as_one_elsewhere(session: Session, register: Register) -> None:
    add_shelter(session, parent_id=register.whole, details=replace(PLAIN, name="Hall"))


def test_details_change_and_a_shelter_keeps_its_own_name(
    session: Session, register: Register
) -> None:
    change_shelter(session, register.hall, details=replace(FULL, name="hall"))
    assert load_shelter(session, register.hall).place.name == "hall"
    change_shelter(session, register.hall, details=replace(PLAIN, name="Hall"))

    shelter = load_shelter(session, register.hall)
    assert (shelter.position, shelter.floor_area, shelter.place.p_code) == (None, None, None)
    assert shelter.shelter_type is ShelterType.TENT_CAMP
    assert load_shelter(session, register.school).shelter_type is ShelterType.SCHOOL


def test_an_area_is_no_shelter(session: Session, register: Register) -> None:
    with pytest.raises(NotFound, match="no shelter"):
        load_shelter(session, register.whole)
    with pytest.raises(NotFound):
        set_shelter_status(session, register.whole, since=DAY, status=ShelterStatus.OPEN)


def test_a_closed_shelter_has_no_places_from_the_day_on(
    session: Session, register: Register, reported: None
) -> None:
    def capacity(day: date) -> int | None:
        return read_days(session, [register.by_shelter], day, day)[Indicator.CAPACITY][0].value

    open_day, closed_day = date(2024, 8, 14), DAY
    assert (capacity(open_day), capacity(closed_day)) == (50, 50)
    set_shelter_status(session, register.hall, since=DAY, status=ShelterStatus.CLOSED)

    assert (capacity(open_day), capacity(closed_day)) == (50, None)
    assert_totals_are_true(session)


def test_a_past_entry_may_be_changed_and_the_list_shows_it(
    session: Session, register: Register, reported: None
) -> None:
    day = date(2024, 8, 12)
    set_shelter_status(session, register.school, since=day, status=ShelterStatus.STANDBY)
    set_shelter_status(session, register.school, since=DAY, status=ShelterStatus.OPEN)

    assert load_shelter(session, register.school).statuses == (
        StatusEntry(since=START, status=ShelterStatus.OPEN),
        StatusEntry(since=day, status=ShelterStatus.STANDBY),
        StatusEntry(since=DAY, status=ShelterStatus.OPEN),
    )
    assert_totals_are_true(session)


def test_a_status_begins_with_the_operation_at_the_earliest(
    session: Session, register: Register
) -> None:
    with refusal_of("since", "6 Aug 2024"):
        set_shelter_status(
            session, register.hall, since=date(2024, 8, 5), status=ShelterStatus.OPEN
        )


def test_shelters_are_listed_by_district_and_name_with_retired_ones(
    session: Session, register: Register
) -> None:
    add_shelter(session, parent_id=register.elsewhere, details=PLAIN)
    retire_place(session, register.hall, DAY)

    listed = [(s.place.path[-1][1], s.place.name) for s in list_shelters(session)]
    assert listed == [("Elsewhere", "Camp"), ("By shelter", "Hall"), ("By shelter", "School")]


def test_an_outside_is_no_shelter_in_the_list(session: Session, register: Register) -> None:
    assert register.outside not in {shelter.place.id for shelter in list_shelters(session)}
    assert load_place(session, register.outside).kind == "outside"


def test_a_unit_shows_the_status_set(session: Session, register: Register) -> None:
    set_shelter_status(session, register.hall, since=DAY, status=ShelterStatus.STANDBY)

    units = {unit.place_id: unit.status for unit in list_units_under(session, None, DAY)}
    assert units[register.hall] is ShelterStatus.STANDBY


def test_types_read_as_words() -> None:
    assert [kind.label for kind in ShelterType][:3] == [
        "Collective centre",
        "School",
        "Sports hall",
    ]


def test_floor_area_is_enough_for_whole_people() -> None:
    assert count_people_by_floor_area(3.5) == 1
    assert count_people_by_floor_area(3.49) == 0
    assert count_people_by_floor_area(350.0) == 100


def test_the_floor_area_hint_names_the_handbook_and_never_forbids() -> None:
    assert describe_floor_area(None, 500) is None
    fitting = describe_floor_area(350.0, 100)
    assert fitting == (
        "By the Sphere Handbook (3.5 m² per person), 350 m² are enough for 100 people."
    )
    assert describe_floor_area(350.0, 0) == fitting
    assert describe_floor_area(350.0, 200) == (
        "A capacity of 200 leaves 1.8 m² per person. By the Sphere Handbook (3.5 m² per person), "
        "350 m² are enough for 100. Check the floor area and the capacity."
    )
