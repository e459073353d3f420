"""Shelters that open or close on coming days."""

from datetime import timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from tests.histories import COUNTRY, FIRST, OUTSIDE, SECOND, SPLIT, START, WHOLE
from tests.recording.drafts import level, noon_of, report
from tracker.domain.indicators import Indicator
from tracker.domain.openings import RoomChange
from tracker.domain.qualifiers import Qualifier
from tracker.recording.reports import record_report
from tracker.store.places import PlaceRow, ReportingModeRow, ShelterStatusRow
from tracker.totals.coming import read_room_changes
from tracker.totals.known.past import Past
from tracker.totals.update import reweigh

TODAY = START + timedelta(days=3)
LAST = TODAY + timedelta(days=30)


def set_status(session: Session, place_id: int, ahead: int, status: str) -> None:
    since = TODAY + timedelta(days=ahead)
    session.merge(ShelterStatusRow(place_id=place_id, since=since, status=status))
    session.flush()


def read(session: Session, *place_ids: int) -> list[tuple[str, int, int | None, int]]:
    found = read_room_changes(session, place_ids or None, TODAY, LAST)
    return [(each.place, (each.day - TODAY).days, each.usable, each.standby) for each in found]


def test_a_shelter_that_closes_takes_its_last_places_away(operation: Session) -> None:
    places = level(Indicator.CAPACITY, 80), level(Indicator.CAPACITY_STANDBY, 20)
    record_report(operation, report(*places, place_id=FIRST), now=noon_of(0))
    record_report(operation, report(level(Indicator.CAPACITY, 70), place_id=SECOND), now=noon_of(0))
    set_status(operation, FIRST, 5, "closed")
    set_status(operation, SECOND, -1, "closed")
    assert read(operation) == [("First", 5, -80, -20)]
    (change,) = read_room_changes(operation, None, TODAY, LAST)
    assert isinstance(change, RoomChange)


def test_changes_today_and_beyond_the_horizon_are_left_out(operation: Session) -> None:
    set_status(operation, FIRST, 0, "standby")
    set_status(operation, FIRST, 31, "closed")
    assert read(operation) == []


def test_only_shelters_in_the_place_are_told(operation: Session) -> None:
    set_status(operation, FIRST, 2, "closed")
    set_status(operation, SECOND, 1, "standby")
    both = [("Second", 1, None, 0), ("First", 2, None, 0)]
    assert read(operation, COUNTRY) == read(operation, SPLIT) == both
    assert read(operation, FIRST) == [("First", 2, None, 0)]
    assert read(operation, WHOLE) == read(operation, OUTSIDE) == []
    assert read_room_changes(operation, [], TODAY, LAST) == ()


def test_words_without_a_number_are_no_places(operation: Session) -> None:
    vague = level(Indicator.CAPACITY, None, words="a few", qualifier=Qualifier.IN_WORDS)
    record_report(operation, report(vague, place_id=FIRST), now=noon_of(0))
    set_status(operation, FIRST, 2, "closed")
    assert read(operation) == [("First", 2, None, 0)]


def test_a_shelter_closes_when_the_register_ends_it(operation: Session) -> None:
    record_report(operation, report(level(Indicator.CAPACITY, 80), place_id=FIRST), now=noon_of(0))
    ends = TODAY + timedelta(days=4)
    operation.execute(update(PlaceRow).where(PlaceRow.id == FIRST).values(valid_until=ends))
    assert read(operation) == [("First", 4, -80, 0)]


def test_a_shelter_of_a_district_that_reports_as_a_whole_changes_nothing(
    operation: Session,
) -> None:
    operation.merge(ReportingModeRow(place_id=SPLIT, since=TODAY, mode="whole"))
    set_status(operation, FIRST, 2, "closed")
    assert read(operation) == []


def test_a_look_back_knows_what_was_entered_by_then(
    operation: Session,
) -> None:
    record_report(operation, report(level(Indicator.CAPACITY, 80), place_id=FIRST), now=noon_of(0))
    set_status(operation, FIRST, 5, "closed")
    assert len(read_room_changes(operation, None, TODAY, LAST)) == 1
    with reweigh(operation, [FIRST], moment=noon_of(2)):
        set_status(operation, FIRST, 7, "open")
    before, after = (Past(operation, noon_of(at)) for at in (1, 2))
    (closing,) = read_room_changes(operation, None, TODAY, LAST, past=before)
    assert (closing.day - TODAY).days == 5
    found = read_room_changes(operation, None, TODAY, LAST, past=after)
    assert [(change.day - TODAY).days for change in found] == [5, 7]
    assert found == read_room_changes(operation, None, TODAY, LAST)
