"""What shelters that open or close on coming days add to the room."""

from datetime import date, timedelta

from tracker.domain.openings import RoomChange, ShelterRoom, list_room_changes
from tracker.domain.windows import ShelterStatus

OPEN, STANDBY, CLOSED = ShelterStatus.OPEN, ShelterStatus.STANDBY, ShelterStatus.CLOSED
FIRST = date(2024, 8, 12)


def play(
    status: ShelterStatus, usable: int | None, standby: int | None, *coming: ShelterStatus
) -> list[RoomChange]:
    shelter = ShelterRoom(name="School", status=status, usable=usable, standby=standby)
    days = [(FIRST + timedelta(days=at), after) for at, after in enumerate(coming)]
    return list(list_room_changes(shelter, days))


def read(changes: list[RoomChange]) -> list[tuple[int | None, int]]:
    return [(change.usable, change.standby) for change in changes]


def test_a_shelter_that_closes_takes_all_its_places_away() -> None:
    (change,) = play(OPEN, 200, 50, CLOSED)
    assert (change.day, change.place, change.opens) == (FIRST, "School", False)
    assert read([change]) == [(-200, -50)]


def test_standby_places_become_usable_when_the_shelter_opens() -> None:
    (change,) = play(STANDBY, 300, 120, OPEN)
    assert change.opens
    assert read([change]) == [(120, -120)]


def test_usable_places_are_held_ready_when_it_goes_to_standby() -> None:
    changes = play(OPEN, 200, 50, STANDBY, OPEN)
    assert read(changes) == [(-200, 150), (200, -200)]
    assert [change.opens for change in changes] == [False, True]


def test_a_closed_shelter_opens_with_the_places_that_it_had() -> None:
    changes = play(CLOSED, 200, 50, OPEN)
    assert read(changes) == [(200, 0)]
    assert changes[0].opens


def test_a_closed_shelter_may_be_made_ready() -> None:
    changes = play(CLOSED, 200, None, STANDBY, CLOSED)
    assert read(changes) == [(0, 200), (0, -200)]
    assert [change.opens for change in changes] == [True, False]


def test_places_that_nobody_said_are_not_known() -> None:
    assert read(play(CLOSED, None, None, OPEN)) == [(None, 0)]
    assert read(play(STANDBY, 90, None, OPEN)) == [(None, 0)]
    assert read(play(STANDBY, None, None, CLOSED)) == [(0, 0)]


def test_the_same_status_again_changes_nothing() -> None:
    assert play(OPEN, 200, 0, OPEN) == []
