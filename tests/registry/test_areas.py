"""Writing the register of areas."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests.registry.conftest import START, Register, assert_totals_are_true, refusal_of
from tracker.domain.errors import InvalidField, NotFound
from tracker.domain.indicators import Indicator
from tracker.registry.areas import add_area, change_area, move_area
from tracker.registry.operation import load_operation
from tracker.registry.places import list_units_under, load_place
from tracker.registry.retirement import retire_place
from tracker.totals.read import read_days

DAY = date(2024, 8, 9)


def test_the_level_follows_from_the_parent(session: Session, operation: None) -> None:
    country = add_area(session, name="Russia", parent_id=None)
    region = add_area(session, name="Kursk region", parent_id=country)
    district = add_area(session, name="Sudzha", parent_id=region)

    levels = [load_place(session, area).level_name for area in (country, region, district)]
    assert levels == ["country", "region", "district"]
    assert load_place(session, district).valid_from == START


def test_a_new_district_is_expected_to_report(session: Session, register: Register) -> None:
    before = read_days(session, None, DAY, DAY)["coverage"][0].expected
    district = add_area(session, name="New", parent_id=register.region)

    assert read_days(session, None, DAY, DAY)["coverage"][0].expected == before + 1
    assert district in {unit.place_id for unit in list_units_under(session, None, DAY)}
    assert_totals_are_true(session)


def test_nothing_lies_beneath_a_district_but_shelters(session: Session, register: Register) -> None:
    for parent in (register.whole, register.hall):
        with refusal_of("parent", "Choose a country or a region"):
            add_area(session, name="Village", parent_id=parent)
    with pytest.raises(NotFound):
        add_area(session, name="Village", parent_id=999_999)


def test_a_retired_area_takes_nothing_new(session: Session, register: Register) -> None:
    retire_place(session, register.other_region, DAY)

    with refusal_of("parent", "Other region is retired"):
        add_area(session, name="New", parent_id=register.other_region)


@pytest.mark.parametrize("name", ["Whole", "  wHOLE ", "Gone"])
def test_a_name_is_used_once_in_a_parent(session: Session, register: Register, name: str) -> None:
    with refusal_of("name", "There is a (retired )?district called (Whole|Gone) here"):
        add_area(session, name=name, parent_id=register.region)


def test_letters_outside_ascii_are_compared_without_case(
    session: Session, register: Register
) -> None:
    add_area(session, name="Суджанский район", parent_id=register.region)

    with refusal_of("name", "Суджанский район"):
        add_area(session, name="СУДЖАНСКИЙ  РАЙОН", parent_id=register.region)


def test_a_name_may_repeat_in_another_parent_or_as_another_kind(
    session: Session, register: Register
) -> None:
    add_area(session, name="Whole", parent_id=register.other_region)
    add_area(session, name="Region", parent_id=register.region)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("", "Enter the name of the district"),
        (" \t ", "Enter the name"),
        ("x" * 201, "at most 200"),
        ("a\x00b", "cannot be printed"),
    ],
)
def test_a_name_is_required_and_fits(
    session: Session, register: Register, name: str, text: str
) -> None:
    with refusal_of("name", text):
        add_area(session, name=name, parent_id=register.region)


def test_codes_are_kept_as_typed_and_never_made_up(session: Session, register: Register) -> None:
    odd = add_area(session, name="Odd", parent_id=register.region, p_code=" zz-9 ")
    place = load_place(session, odd)

    assert (place.p_code, place.national_code) == ("zz-9", None)
    with refusal_of("p_code", "at most 40"):
        add_area(session, name="Long", parent_id=register.region, p_code="9" * 41)


def test_an_area_may_begin_later_than_its_parent_never_earlier(
    session: Session, register: Register
) -> None:
    later = add_area(session, name="Later", parent_id=register.region, valid_from=DAY)

    assert load_place(session, later).valid_from == DAY
    with refusal_of("valid_from", "6 Aug 2024"):
        add_area(session, name="Early", parent_id=register.region, valid_from=date(2024, 8, 1))


def test_without_an_operation_there_are_no_areas(session: Session) -> None:
    assert load_operation(session) is None
    with pytest.raises(NotFound, match="operation"):
        add_area(session, name="Russia", parent_id=None)


def test_name_and_codes_change(session: Session, register: Register) -> None:
    change_area(session, register.whole, name="WHOLE", p_code="RU38", national_code="38 401")

    place = load_place(session, register.whole)
    assert (place.name, place.p_code, place.national_code) == ("WHOLE", "RU38", "38 401")
    with refusal_of("name", "By shelter"):
        change_area(session, register.whole, name="By shelter")


def test_only_areas_change_as_areas(session: Session, register: Register) -> None:
    with pytest.raises(InvalidField, match="Hall is no area"):
        change_area(session, register.hall, name="Area")


def test_a_moved_district_takes_its_history_along(
    session: Session, register: Register, reported: None
) -> None:
    def present(area: int) -> int | None:
        return read_days(session, [area], DAY, DAY)[Indicator.PRESENT][0].value

    own = present(register.whole)
    sums = present(register.region), present(register.other_region)
    move_area(session, register.whole, register.other_region)

    assert own == 100
    assert sums == (210, 120)
    assert (present(register.region), present(register.other_region)) == (110, 220)
    assert load_place(session, register.whole).path[-1] == (register.other_region, "Other region")
    assert_totals_are_true(session)


def test_a_moved_region_takes_its_districts_along(
    session: Session, register: Register, reported: None
) -> None:
    country = add_area(session, name="Other country", parent_id=None)
    move_area(session, register.region, country)

    days = read_days(session, [country], DAY, DAY)
    assert days[Indicator.PRESENT][0].value == 210
    assert load_place(session, register.hall).path[0] == (country, "Other country")
    assert_totals_are_true(session)


def test_an_area_moves_only_to_the_level_above(session: Session, register: Register) -> None:
    with refusal_of("parent", "Choose a region"):
        move_area(session, register.whole, register.country)
    with refusal_of("parent", "Choose a country"):
        move_area(session, register.region, register.other_region)
    with refusal_of("parent", "Choose a country"):
        move_area(session, register.country, register.country)


def test_an_area_does_not_move_to_where_its_name_is_taken(
    session: Session, register: Register
) -> None:
    add_area(session, name="Whole", parent_id=register.other_region)

    with refusal_of("name", "called Whole"):
        move_area(session, register.whole, register.other_region)
