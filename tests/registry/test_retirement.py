"""Retiring places and bringing them back."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests.registry.conftest import Register, assert_totals_are_true
from tracker.domain.errors import InUse, InvalidField
from tracker.domain.indicators import Indicator
from tracker.registry.areas import add_area
from tracker.registry.places import is_unit, load_place
from tracker.registry.retirement import restore_place, retire_place
from tracker.totals.read import read_days

BEFORE, DAY = date(2024, 8, 9), date(2024, 8, 15)


def present(session: Session, day: date) -> int | None:
    return read_days(session, None, day, day)[Indicator.PRESENT][0].value


def test_what_is_retired_counts_up_to_the_day_and_keeps_its_history(
    session: Session, register: Register, reported: None
) -> None:
    before, on_day = present(session, BEFORE), present(session, DAY)
    retire_place(session, register.whole, DAY)

    assert (before, on_day) == (330, 350)
    assert present(session, BEFORE) == before
    assert present(session, DAY) == 250
    assert is_unit(session, register.whole, date(2024, 8, 14))
    assert not is_unit(session, register.whole, DAY)
    assert_totals_are_true(session)


def test_what_was_retired_can_be_brought_back_without_loss(
    session: Session, register: Register, reported: None
) -> None:
    on_day = present(session, DAY)
    retire_place(session, register.whole, DAY)
    restore_place(session, register.whole)

    assert present(session, DAY) == on_day
    assert load_place(session, register.whole).valid_until is None
    assert_totals_are_true(session)


def test_an_area_is_retired_with_all_beneath_it(
    session: Session, register: Register, reported: None
) -> None:
    retire_place(session, register.country, DAY)

    ends = {
        name: load_place(session, getattr(register, name)).valid_until
        for name in ("country", "region", "by_shelter", "hall", "outside", "gone")
    }
    assert ends.pop("gone") == date(2024, 8, 8)
    assert set(ends.values()) == {DAY}
    assert present(session, DAY) is None
    assert_totals_are_true(session)


def test_an_area_comes_back_with_what_was_retired_with_it_only(
    session: Session, register: Register, reported: None
) -> None:
    late = add_area(session, name="Late", parent_id=register.region, valid_from=date(2024, 9, 1))
    retire_place(session, register.region, DAY)
    assert not is_unit(session, late, date(2024, 9, 2))
    restore_place(session, register.region)

    assert load_place(session, register.hall).valid_until is None
    assert load_place(session, register.gone).valid_until == date(2024, 8, 8)
    assert is_unit(session, late, date(2024, 9, 2))
    assert not is_unit(session, late, date(2024, 8, 31))
    assert_totals_are_true(session)


def test_a_country_is_brought_back_with_all_of_it(session: Session, register: Register) -> None:
    retire_place(session, register.country, DAY)
    restore_place(session, register.country)

    assert is_unit(session, register.hall, DAY)


def test_a_place_does_not_come_back_into_a_retired_parent(
    session: Session, register: Register
) -> None:
    retire_place(session, register.region, DAY)

    with pytest.raises(InUse, match="Bring Region back first"):
        restore_place(session, register.whole)


def test_a_place_is_retired_once(session: Session, register: Register) -> None:
    with pytest.raises(InUse, match="Gone is retired already"):
        retire_place(session, register.gone, DAY)
    with pytest.raises(InUse, match="Whole is not retired"):
        restore_place(session, register.whole)


def test_a_place_is_not_retired_before_its_first_day(session: Session, register: Register) -> None:
    with pytest.raises(InvalidField, match="from 6 Aug 2024 on") as refused:
        retire_place(session, register.whole, date(2024, 8, 5))
    assert refused.value.field == "day"


def test_what_lies_outside_shelters_is_not_retired_alone(
    session: Session, register: Register
) -> None:
    with pytest.raises(InUse, match="report as a whole"):
        retire_place(session, register.outside, DAY)


def test_a_shelter_retires_like_an_area(
    session: Session, register: Register, reported: None
) -> None:
    retire_place(session, register.hall, DAY)

    assert not is_unit(session, register.hall, DAY)
    assert_totals_are_true(session)


def test_a_child_keeps_its_own_earlier_day_through_its_parents_retirement(
    session: Session, register: Register, reported: None
) -> None:
    retire_place(session, register.hall, date(2024, 8, 12))
    retire_place(session, register.region, DAY)
    assert load_place(session, register.hall).valid_until == date(2024, 8, 12)
    restore_place(session, register.region)

    assert load_place(session, register.hall).valid_until == date(2024, 8, 12)
    assert load_place(session, register.school).valid_until is None
    assert_totals_are_true(session)


def test_a_later_day_of_a_child_is_not_overwritten(session: Session, register: Register) -> None:
    own = date(2024, 8, 20)
    retire_place(session, register.hall, own)
    with pytest.raises(InvalidField, match="Hall is retired from 20 Aug 2024 on") as refused:
        retire_place(session, register.region, DAY)

    assert refused.value.field == "day"
    assert load_place(session, register.hall).valid_until == own
    assert load_place(session, register.region).valid_until is None


def test_what_began_later_stays_retired_with_its_own_parent(
    session: Session, register: Register
) -> None:
    first = date(2024, 9, 1)
    late = add_area(session, name="Late", parent_id=register.region, valid_from=first)
    retire_place(session, register.region, DAY)
    retire_place(session, register.country, date(2024, 8, 20))
    restore_place(session, register.country)

    assert load_place(session, register.region).valid_until == DAY
    assert load_place(session, late).valid_until == first
