"""Areas of a file that are registered under a name in another script."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from tests.registry.area_samples import DAY, POLYGON, collection, feature, load_shape, reasons
from tests.registry.conftest import Register, assert_totals_are_true
from tracker.registry.area_files import AreaFile, find_other_names, import_areas
from tracker.registry.areas import add_area
from tracker.registry.places import list_children, load_place
from tracker.registry.retirement import retire_place


def test_what_is_likely_there_is_asked_about_and_takes_the_boundary(
    session: Session, register: Register
) -> None:
    sudzha = add_area(session, name="Sudzha district", parent_id=register.region)
    tim = add_area(session, name="Tim district", parent_id=register.region)
    gone = add_area(session, name="Sudzhansky district", parent_id=register.region)
    retire_place(session, gone, DAY)
    add_area(session, name="Sudzha district", parent_id=register.other_region)
    content = collection(
        feature(name="Суджанский район", pcode="RU3801"),
        feature(name="Новый район"),
        feature(name="Whole"),
    )
    file = AreaFile(content=content, parent_id=register.region, is_own=True)
    first, second = find_other_names(session, file)
    assert (first.where, first.name) == ("feature 1", "Суджанский район")
    assert first.likely == load_place(session, sudzha)
    assert second.likely is None
    known = [place.id for place in first.candidates]
    assert sudzha in known
    assert tim in known
    assert gone not in known
    assert register.whole not in known

    outcome = import_areas(session, replace(file, same={"feature 1": sudzha}))
    assert outcome.added == ("Новый район",)
    assert outcome.updated == ("Sudzha district", "Whole")
    place = load_place(session, sudzha)
    assert (place.name, place.p_code) == ("Sudzha district", "RU3801")
    assert load_shape(session, sudzha)[0] == POLYGON
    assert "Суджанский район" not in {p.name for p in list_children(session, register.region)}
    assert_totals_are_true(session)


def test_where_no_name_is_like_another_nothing_is_asked(
    session: Session, register: Register
) -> None:
    content = collection(feature(name="Новый район"), feature(name="Whole"))
    assert (
        find_other_names(session, AreaFile(content=content, parent_id=register.region, is_own=True))
        == ()
    )


def test_a_file_that_cannot_be_taken_in_asks_nothing(session: Session, register: Register) -> None:
    add_area(session, name="Sudzha district", parent_id=register.region)
    content = collection(feature(name="Суджанский район"), feature(name=""))
    assert (
        find_other_names(session, AreaFile(content=content, parent_id=register.region, is_own=True))
        == ()
    )


def test_two_entries_are_not_the_same_area(session: Session, register: Register) -> None:
    content = collection(feature(name="Суджа"), feature(name="Sudja"))
    same = {"feature 1": register.whole, "feature 2": register.whole}
    outcome = import_areas(session, AreaFile(content=content, parent_id=register.region, same=same))
    assert reasons(outcome) == [("feature 2", "Name it once: it stands in feature 1 too")]


def test_the_same_area_lies_in_the_same_area(session: Session, register: Register) -> None:
    content = collection(feature(name="Суджа"), feature(name="Льгов"))
    same = {"feature 1": register.elsewhere, "feature 2": 999_999}
    outcome = import_areas(session, AreaFile(content=content, parent_id=register.region, same=same))
    assert {reason for _, reason in reasons(outcome)} == {
        "Choose an area that lies in the same area as this one"
    }


LEVELS = "level;name\nregion;Курская область\ndistrict;Суджанский район\ndistrict;Новый район\n"
PARENTS = (
    "level;parent;name\ndistrict;Курская область;Суджанский район\n"
    "district;Курская область;Новый район\nregion;Country;Курская область\n"
)


@pytest.mark.parametrize("table", [LEVELS, PARENTS])
def test_levels_are_asked_about_together(session: Session, register: Register, table: str) -> None:
    region = add_area(session, name="Kursk Oblast", parent_id=register.country)
    sudzha = add_area(session, name="Sudzha district", parent_id=region)
    file = AreaFile(content=table.encode(), parent_id=register.country)
    names = find_other_names(session, file)
    assert {one.name: one.likely and one.likely.id for one in names} == {
        "Курская область": region,
        "Суджанский район": sudzha,
        "Новый район": None,
    }
    same = {one.where: one.likely.id for one in names if one.likely}
    outcome = import_areas(session, replace(file, same=same))
    assert (outcome.refused, outcome.added) == ((), ("Новый район",))
    assert [place.name for place in list_children(session, region)] == [
        "Sudzha district",
        "Новый район",
    ]


def test_what_lies_in_an_area_is_asked_about_as_that_one_was_answered(
    session: Session, register: Register
) -> None:
    region = add_area(session, name="Kursk Oblast", parent_id=register.country)
    add_area(session, name="Sudzha district", parent_id=region)
    twin = add_area(session, name="Sudzha district", parent_id=register.other_region)
    file = AreaFile(content=LEVELS.encode(), parent_id=register.country)
    where, below, _ = (one.where for one in find_other_names(session, file))
    assert [one.where for one in find_other_names(session, file, {where: None})] == [where]
    answers = {where: register.other_region, below: 999_999}
    _, moved, _ = find_other_names(session, file, answers)
    assert moved.likely == load_place(session, twin)
