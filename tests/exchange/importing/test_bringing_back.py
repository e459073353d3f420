"""An import brings back only shelters that undoing an import gave up, and only for its reports."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests.exchange.importing.acts import plan, refusals, take_in
from tests.exchange.importing.test_taking_back import BEFORE, HEAD, ROWS, SITES, find, undo
from tests.histories import START, WHOLE
from tracker.domain.audit import Act
from tracker.registry.keeping import keep_change
from tracker.registry.places import load_place
from tracker.registry.retirement import restore_place, retire_place
from tracker.registry.shelter_changes import ShelterDetails, add_shelter
from tracker.registry.shelters import ShelterType

TAKEN = "There is a retired shelter called Hall here. Bring it back instead"
BARN = HEAD + "2024-08-08,Whole,Barn,7\n"


def retire_by_hand(session: Session, day: date) -> int:
    hall = find(session, "Hall")
    with keep_change(session, Act.PLACE_RETIRED, BEFORE, hall):
        retire_place(session, hall, day, BEFORE)
    return hall


def add_by_hand(session: Session) -> None:
    details = ShelterDetails(name="Hall", shelter_type=ShelterType.SCHOOL)
    with keep_change(session, Act.SHELTER_ADDED, BEFORE) as added:
        added.id = add_shelter(session, parent_id=WHOLE, details=details, by=BEFORE)


@pytest.mark.parametrize("day", [START, date(2024, 8, 10)])
def test_what_somebody_retired_by_hand_is_refused(operation: Session, day: date) -> None:
    add_by_hand(operation)
    hall = retire_by_hand(operation, day)
    made = plan(operation, ROWS, SITES)
    assert {reason for _, reason in refusals(made)} == {TAKEN}
    assert len(made.refused) == 2
    assert [(m.key.shelter, m.taken) for m in made.open_places] == [("Hall", TAKEN)]
    assert ([m.key.shelter for m in made.registering], made.restored) == (["Barn"], ())
    take_in(operation, ROWS, SITES)
    assert load_place(operation, hall).valid_until == day


def test_what_was_retired_by_hand_after_an_undone_import_is_refused(operation: Session) -> None:
    undo(operation, take_in(operation, ROWS, SITES))
    hall = find(operation, "Hall")
    with keep_change(operation, Act.PLACE_RESTORED, BEFORE, hall):
        restore_place(operation, hall, BEFORE)
    retire_by_hand(operation, START)
    made = plan(operation, ROWS, SITES)
    assert {reason for _, reason in refusals(made)} == {TAKEN}
    assert [m.key.shelter for m in made.restored] == ["Barn"]


def told_with_a_refused_row(session: Session) -> list[str]:
    made = plan(session, BARN + "2024-08-08,Whole,Hall,-5\n", SITES)
    assert len(made.refused) == 1
    return [m.key.shelter for m in (*made.registering, *made.restored)]


def test_new_shelters_whose_rows_are_all_refused_are_not_told(operation: Session) -> None:
    assert told_with_a_refused_row(operation) == ["Barn"]


def test_shelters_given_up_whose_rows_are_all_refused_are_not_told(operation: Session) -> None:
    undo(operation, take_in(operation, ROWS, SITES))
    assert told_with_a_refused_row(operation) == ["Barn"]
