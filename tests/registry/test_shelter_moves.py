"""A shelter goes on in another district, or turns out to have been there always."""

from datetime import date

import pytest
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from tests.registry.conftest import NOW, START, Register, assert_totals_are_true, refusal_of
from tracker.domain.errors import InUse
from tracker.domain.indicators import Indicator
from tracker.domain.windows import ReportingMode, ShelterStatus
from tracker.registry.areas import add_area
from tracker.registry.places import load_place
from tracker.registry.reporting_modes import set_reporting_mode
from tracker.registry.retirement import retire_place
from tracker.registry.shelter_changes import set_shelter_status
from tracker.registry.shelter_moves import put_shelter_right, relocate_shelter
from tracker.registry.shelters import load_shelter
from tracker.store.accounts import AssignmentRow, User
from tracker.totals.read import read_days

MOVED = date(2024, 8, 18)
LAST = date(2024, 8, 20)


def read_present(session: Session, place_id: int, day: date) -> int | None:
    return read_days(session, [place_id], day, day, [Indicator.PRESENT])["present"][0].value


@pytest.fixture
def both(session: Session, register: Register, reported: None) -> Register:
    """Elsewhere reports by its shelters as well, from the first day on."""
    mode = ReportingMode.BY_SHELTER
    set_reporting_mode(session, register.elsewhere, since=START, mode=mode)
    return register


def test_a_move_leaves_earlier_days_where_they_were_counted(
    session: Session, both: Register
) -> None:
    before = [read_present(session, both.by_shelter, d) for d in (date(2024, 8, 11), LAST)]
    moved = relocate_shelter(session, both.hall, both.elsewhere, since=MOVED)
    assert_totals_are_true(session)
    assert before == [130 + 140, 130]  # the school closed on 12 August
    assert read_present(session, both.by_shelter, date(2024, 8, 17)) == 130
    assert read_present(session, both.by_shelter, LAST) is None
    assert read_present(session, both.elsewhere, LAST) is None  # not reported there yet
    assert load_place(session, both.hall).valid_until == MOVED
    there = load_shelter(session, moved)
    assert (there.place.parent_id, there.place.name) == (both.elsewhere, "Hall")
    assert [(e.since, e.status) for e in there.statuses] == [(MOVED, ShelterStatus.OPEN)]


def test_a_mistake_in_the_register_moves_all_days(session: Session, both: Register) -> None:
    put_shelter_right(session, both.hall, both.elsewhere)
    assert_totals_are_true(session)
    for day in (date(2024, 8, 9), LAST):
        assert read_present(session, both.elsewhere, day) == 130
    assert read_present(session, both.by_shelter, LAST) is None


def test_the_status_and_the_people_who_report_go_along(session: Session, both: Register) -> None:
    person = session.scalars(select(User.id)).one()
    noise = {"person_id": person, "place_id": both.whole, "since": START}
    own = {"person_id": person, "place_id": both.hall, "since": START}
    session.execute(insert(AssignmentRow), [noise, own])
    later = date(2024, 8, 25)
    set_shelter_status(session, both.hall, since=MOVED, status=ShelterStatus.STANDBY)
    set_shelter_status(session, both.hall, since=later, status=ShelterStatus.CLOSED)
    moved = relocate_shelter(session, both.hall, both.elsewhere, since=MOVED)
    assert [(e.since, e.status) for e in load_shelter(session, moved).statuses] == [
        (MOVED, ShelterStatus.STANDBY),
        (later, ShelterStatus.CLOSED),
    ]
    assigned = session.scalars(select(AssignmentRow.place_id).order_by(AssignmentRow.place_id))
    assert assigned.all() == sorted([both.whole, both.hall, moved])
    assert NOW.date() >= MOVED


def test_a_shelter_can_move_on_and_come_back_under_its_name(
    session: Session, both: Register
) -> None:
    there = relocate_shelter(session, both.hall, both.elsewhere, since=MOVED)
    with refusal_of("name", "retired shelter called Hall"):
        relocate_shelter(session, there, both.by_shelter, since=LAST)


def test_reports_of_the_day_or_later_are_in_the_way(session: Session, both: Register) -> None:
    with refusal_of("since", "Enter a day after 16 Aug 2024"):
        relocate_shelter(session, both.hall, both.elsewhere, since=date(2024, 8, 16))
    relocate_shelter(session, both.hall, both.elsewhere, since=date(2024, 8, 17))


@pytest.mark.parametrize("move", ["mistake", "moved"])
def test_what_no_shelter_can_lie_in_is_refused(session: Session, both: Register, move: str) -> None:
    def send(parent: int) -> None:
        if move == "moved":
            relocate_shelter(session, both.hall, parent, since=MOVED)
        else:
            put_shelter_right(session, both.hall, parent)

    with refusal_of("parent", "Choose a district"):
        send(both.region)
    with refusal_of("parent", "Gone is retired"):
        send(both.gone)
    with refusal_of("parent", "Hall lies in By shelter already"):
        send(both.by_shelter)
    retire_place(session, both.hall, LAST)
    with pytest.raises(InUse, match="Hall is retired"):
        send(both.elsewhere)


def test_a_district_that_began_later_cannot_have_held_it_always(
    session: Session, both: Register
) -> None:
    young = add_area(session, name="Young", parent_id=both.region, valid_from=date(2024, 8, 10))
    with refusal_of("parent", "has counted only since 10 Aug 2024"):
        put_shelter_right(session, both.hall, young)
