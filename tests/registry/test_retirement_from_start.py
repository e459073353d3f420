"""Shelters that an act of their own retired from their first day on stay so; areas do as well."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests.registry.conftest import NOW, START, Register, assert_totals_are_true
from tracker.domain.audit import Act, Author
from tracker.registry.keeping import keep_change
from tracker.registry.places import load_place
from tracker.registry.retirement import restore_place, retire_from_start, retire_place
from tracker.store.accounts import User

DAY = date(2024, 8, 15)


@pytest.fixture
def by(session: Session) -> Author:
    person = User(
        email="admin@example.org",
        display_name="Admin",
        active=True,
        fs_uniquifier="admin",
        created_at=NOW,
    )
    session.add(person)
    session.flush()
    return Author(person_id=person.id, at=NOW)


def give_up(session: Session, by: Author, place_id: int) -> None:
    with keep_change(session, Act.PLACE_RETIRED, by, place_id):
        retire_from_start(session, [place_id], by)


def until(session: Session, place_id: int) -> date | None:
    return load_place(session, place_id).valid_until


def test_shelters_of_a_retired_district_count_on_no_day_either(
    session: Session, register: Register, reported: None, by: Author
) -> None:
    retire_place(session, register.by_shelter, DAY)
    give_up(session, by, register.hall)
    assert until(session, register.hall) == START
    assert until(session, register.school) == DAY
    assert_totals_are_true(session)


@pytest.mark.parametrize("day", [START, DAY])
def test_a_district_does_not_bring_back_what_was_given_up_by_itself(
    session: Session, register: Register, by: Author, day: date
) -> None:
    give_up(session, by, register.hall)
    retire_place(session, register.by_shelter, day)
    restore_place(session, register.by_shelter)
    assert until(session, register.hall) == START
    assert until(session, register.school) is None
    assert_totals_are_true(session)


def test_what_lies_in_a_district_given_up_by_itself_stays_with_it(
    session: Session, register: Register, by: Author
) -> None:
    restore_place(session, register.gone)
    with keep_change(session, Act.PLACE_RETIRED, by, register.by_shelter):
        retire_place(session, register.by_shelter, START, by)
    retire_place(session, register.region, START)
    restore_place(session, register.region)
    assert (until(session, register.whole), until(session, register.hall)) == (None, START)
    restore_place(session, register.by_shelter)
    assert until(session, register.hall) is None


def test_what_was_given_up_and_brought_back_goes_with_its_district_again(
    session: Session, register: Register, by: Author
) -> None:
    give_up(session, by, register.hall)
    with keep_change(session, Act.PLACE_RESTORED, by, register.hall):
        restore_place(session, register.hall, by)
    retire_place(session, register.by_shelter, START)
    restore_place(session, register.by_shelter)
    assert until(session, register.hall) is None


def test_a_day_of_ones_own_that_is_not_the_first_is_no_giving_up(
    session: Session, register: Register, by: Author
) -> None:
    with keep_change(session, Act.PLACE_RETIRED, by, register.hall):
        retire_place(session, register.hall, DAY, by)
    retire_place(session, register.by_shelter, DAY)
    restore_place(session, register.by_shelter)
    retire_place(session, register.by_shelter, START)
    restore_place(session, register.by_shelter)
    assert until(session, register.hall) is None
