"""Undoing several imports of one district takes back what they registered together."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from tests.exchange.importing.acts import mapped, take_in
from tests.exchange.importing.test_taking_back import (
    BEFORE,
    BY,
    DAY,
    HEAD,
    SITES,
    acts_of,
    find,
    foreseen,
    report_nine,
    undo,
)
from tests.histories import REGION, START, WHOLE
from tracker.domain.audit import Act
from tracker.domain.windows import ReportingMode
from tracker.exchange.importing import foresee_undoing
from tracker.exchange.importing.taking_back import (
    ASSIGNED_OUTSIDE,
    HAS_SHELTERS,
    REPORTED,
    REPORTED_BENEATH,
    SET_LATER,
)
from tracker.registry.areas import add_area
from tracker.registry.keeping import keep_change
from tracker.registry.places import load_place
from tracker.registry.reporting_modes import list_modes, set_reporting_mode
from tracker.registry.retirement import restore_place, retire_place
from tracker.store.accounts import AssignmentRow

HALL = HEAD + "2024-08-08,Whole,Hall,6\n"
BARN = HEAD + "2024-08-09,Whole,Barn,7\n"
OTHERS = replace(SITES, other_places="new shelter")
TENT = HEAD + "2024-08-08,Whole,Tent,8\n"


def days_of(session: Session) -> list[int]:
    """The days on which the district's way to report changes."""
    return [mode.since.day for mode in list_modes(session, WHOLE)]


def counts(session: Session, name: str) -> bool:
    place = load_place(session, find(session, name))
    return place.valid_until != place.valid_from


@pytest.mark.parametrize("first", [0, 1])
def test_the_last_import_undone_takes_the_district_back(operation: Session, first: int) -> None:
    numbers = [take_in(operation, HALL, SITES), take_in(operation, BARN, SITES)]
    undo(operation, numbers.pop(first))
    assert [mode.since.day for mode in list_modes(operation, WHOLE)] == [8]
    undo(operation, numbers.pop())
    assert (counts(operation, "Hall"), counts(operation, "Barn")) == (False, False)
    assert list_modes(operation, WHOLE) == ()
    assert acts_of(operation, WHOLE) == ["reporting_mode_set"] * 2


def test_each_takes_back_its_own_day_also_after_a_later_one_did(operation: Session) -> None:
    with keep_change(operation, Act.REPORTING_MODE_SET, BEFORE, WHOLE):
        since, mode = date(2024, 8, 12), ReportingMode.BY_SHELTER
        set_reporting_mode(operation, WHOLE, since=since, mode=mode)
    first = take_in(operation, HEAD + "2024-08-10,Whole,Hall,6\n", SITES)
    second, third = take_in(operation, BARN, SITES), take_in(operation, TENT, OTHERS)
    assert days_of(operation) == [8, 9, 10, 12]
    undo(operation, third)
    assert days_of(operation) == [9, 10, 12]
    fourth = take_in(operation, TENT, OTHERS)
    undo(operation, second)
    assert days_of(operation) == [8, 9, 10, 12]
    # The day of the one undone before goes with it, and the one of the first stays.
    assert foreseen(operation, fourth) == (["Tent"], ["Whole"], {})
    undo(operation, fourth)
    assert days_of(operation) == [10, 12]
    assert foreseen(operation, first) == (["Hall"], ["Whole"], {})
    undo(operation, first)
    assert days_of(operation) == [12]


def test_a_day_of_an_import_that_is_undone_after_a_later_one_is_its_own(operation: Session) -> None:
    first, second = take_in(operation, BARN, SITES), take_in(operation, TENT, OTHERS)
    undo(operation, second)
    assert foreseen(operation, first) == (["Barn"], ["Whole"], {})
    with keep_change(operation, Act.REPORTING_MODE_SET, BY, WHOLE):
        set_reporting_mode(operation, WHOLE, since=DAY, mode=ReportingMode.WHOLE)
    assert foreseen(operation, first) == (["Barn"], [], {"Whole": SET_LATER})


def test_a_shelter_that_stayed_for_an_import_goes_with_it(operation: Session) -> None:
    older = take_in(operation, HALL, SITES)
    newer = take_in(operation, HEAD + "2024-08-10,Whole,Hall,8\n", SITES)
    assert foreseen(operation, older) == ([], [], {"Hall": REPORTED, "Whole": HAS_SHELTERS})
    assert foreseen(operation, newer) == ([], [], {})
    assert not foresee_undoing(operation, older).registers.of_earlier
    undo(operation, older)
    assert foreseen(operation, newer) == (["Hall"], ["Whole"], {})
    assert foresee_undoing(operation, newer).registers.of_earlier
    undo(operation, newer)
    assert acts_of(operation, find(operation, "Hall")) == ["shelter_added", "place_retired"]
    assert list_modes(operation, WHOLE) == ()


def test_a_district_of_an_undone_import_stays_for_others(operation: Session) -> None:
    older, newer = take_in(operation, HALL, SITES), take_in(operation, BARN, SITES)
    assert foreseen(operation, older) == (["Hall"], [], {"Whole": REPORTED_BENEATH})
    undo(operation, older)
    report_nine(operation, find(operation, "Outside shelters"))
    assert foreseen(operation, newer) == (["Barn"], [], {})


def test_a_shelter_brought_back_goes_where_it_was(operation: Session) -> None:
    undo(operation, take_in(operation, HALL, SITES))
    report_nine(operation, find(operation, "Hall"))
    again = take_in(operation, HALL, SITES)
    assert foreseen(operation, again) == (["Hall"], ["Whole"], {})
    undo(operation, again)
    assert not counts(operation, "Hall")


def test_reports_since_keep_a_shelter_that_was_brought_back(operation: Session) -> None:
    undo(operation, take_in(operation, HALL, SITES))
    again = take_in(operation, HALL, SITES)
    report_nine(operation, find(operation, "Hall"))
    assert foreseen(operation, again)[2] == {"Hall": REPORTED, "Whole": HAS_SHELTERS}


def test_a_district_stays_while_somebody_reports_about_its_outside(operation: Session) -> None:
    number = take_in(operation, HALL, SITES)
    outside = find(operation, "Outside shelters")
    operation.add(AssignmentRow(person_id=1, place_id=outside, since=DAY))
    operation.flush()
    assert foreseen(operation, number) == (["Hall"], [], {"Whole": ASSIGNED_OUTSIDE})


def retire_district(session: Session) -> None:
    """As of its very first day."""
    with keep_change(session, Act.PLACE_RETIRED, BY, WHOLE):
        retire_place(session, WHOLE, START, BY)


def restore_district(session: Session) -> None:
    with keep_change(session, Act.PLACE_RESTORED, BY, WHOLE):
        restore_place(session, WHOLE, BY)


def test_a_district_retired_from_its_first_day_does_not_bring_back_what_is_undone(
    operation: Session,
) -> None:
    number = take_in(operation, HALL, SITES)
    stands = take_in(operation, BARN, SITES)
    retire_district(operation)
    assert foreseen(operation, number)[0] == ["Hall"]
    undo(operation, number)
    assert acts_of(operation, find(operation, "Hall")) == ["shelter_added", "place_retired"]
    restore_district(operation)
    assert (counts(operation, "Hall"), counts(operation, "Barn")) == (False, True)
    # Retired and brought back once more, it stays so, until somebody brings it back itself.
    retire_district(operation)
    undo(operation, stands)
    restore_district(operation)
    assert (counts(operation, "Hall"), counts(operation, "Barn")) == (False, False)
    assert foreseen(operation, take_in(operation, HALL, SITES))[0] == ["Hall"]


def test_what_stayed_for_an_import_goes_with_it_while_its_district_is_retired(
    operation: Session,
) -> None:
    older = take_in(operation, HALL, SITES)
    newer = take_in(operation, HEAD + "2024-08-10,Whole,Hall,8\n", SITES)
    undo(operation, older)
    retire_district(operation)
    assert foreseen(operation, newer)[0] == ["Hall"]
    undo(operation, newer)
    restore_district(operation)
    assert not counts(operation, "Hall")


@contextmanager
def counted(session: Session) -> Iterator[list[str]]:
    said: list[str] = []

    def hear(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        said.append(statement)

    bind = session.get_bind()
    event.listen(bind, "before_cursor_execute", hear)
    yield said
    event.remove(bind, "before_cursor_execute", hear)


def test_looking_ahead_asks_no_more_for_many_districts_than_for_few(operation: Session) -> None:
    asked = []
    for number, districts in enumerate((2, 20)):
        names = [f"District {number} {at}" for at in range(districts)]
        for name in names:
            add_area(operation, name=name, parent_id=REGION)
        sites = mapped(
            {"Date": "day", "District": "area", "Site": "shelter", "Present": "present"},
            places={f"{name} / Hall": "new shelter" for name in names},
            report_by_shelter=True,
        )
        made = take_in(operation, HEAD + "".join(f"2024-08-08,{n},Hall,6\n" for n in names), sites)
        operation.expire_all()
        with counted(operation) as said:
            found = foresee_undoing(operation, made).registers
        assert (len(found.shelters), len(found.districts)) == (districts, districts)
        asked.append(len(said))
    assert 0 < asked[0] == asked[1]
