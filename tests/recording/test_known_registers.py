"""Who looks back sees the registers as they were, without what was registered or closed since."""

from datetime import timedelta

from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from tests.histories import COUNTRY, FIRST, OUTSIDE, REGION, SECOND, SPLIT, START, WHOLE
from tests.recording.drafts import LATE, level, noon_of, report
from tests.recording.drafts import day as on
from tracker.domain.audit import Author
from tracker.domain.indicators import Indicator
from tracker.domain.windows import COVERAGE, ReportingMode, ShelterStatus
from tracker.recording.knowledge import Knowledge
from tracker.recording.reports import record_report
from tracker.registry.areas import add_area, move_area
from tracker.registry.reporting_modes import set_reporting_mode
from tracker.registry.retirement import restore_place, retire_place
from tracker.registry.shelter_changes import ShelterDetails, add_shelter, set_shelter_status
from tracker.registry.shelter_moves import put_shelter_right, relocate_shelter
from tracker.registry.shelters import ShelterType, list_shelters
from tracker.store.place_past import PlacePastRow
from tracker.totals.known.past import Past

I = Indicator  # noqa: E741 -- the tests are about indicators on every line
MINUTE = timedelta(minutes=1)


def by(offset: int) -> Author:
    return Author(person_id=1, at=noon_of(offset))


def split(session: Session, since: int, offset: int) -> None:
    set_reporting_mode(
        session, SPLIT, since=on(since), mode=ReportingMode.BY_SHELTER, by=by(offset)
    )


def open_shelter(session: Session, name: str, offset: int, parent_id: int = SPLIT) -> int:
    details = ShelterDetails(name=name, shelter_type=ShelterType.SCHOOL)
    return add_shelter(session, parent_id=parent_id, details=details, by=by(offset))


def expected(knowledge: Knowledge, day: int) -> int:
    days = knowledge.read_days(None, on(day), on(day), [COVERAGE])
    return days[COVERAGE][0].expected


def value(knowledge: Knowledge, place: int, indicator: Indicator, day: int) -> int | None:
    return knowledge.read_days([place], on(day), on(day), [indicator])[indicator][0].value


def test_after_many_shelters_were_registered_yesterday_is_silent_about_as_many_as_it_was(
    operation: Session,
) -> None:
    record_report(
        operation, report(level(I.PRESENT, 40), place_id=WHOLE, confirmed=LATE), now=noon_of(1)
    )
    made = [open_shelter(operation, f"Shelter {at}", 2) for at in range(20)]
    split(operation, 0, 2)
    for place in made:
        record_report(
            operation, report(level(I.PRESENT, 5), place_id=place, confirmed=LATE), now=noon_of(2)
        )
    then, now = Knowledge(operation, noon_of(1)), Knowledge(operation)
    assert (expected(then, 1), expected(now, 1)) == (2, 24)
    assert (value(then, COUNTRY, I.PRESENT, 0), value(now, COUNTRY, I.PRESENT, 0)) == (40, 140)
    units = then.read_completeness(None, on(0), on(1), noon_of(2))
    assert [unit.place_id for unit in units] == [WHOLE, SPLIT]
    assert value(then, made[0], I.PRESENT, 0) is None
    assert then.read_last_points(made, on(1)) == {}
    assert then.find_last_reports([*made, SPLIT], on(1)) == {}


def test_a_shelter_closed_for_all_days_today_was_open_yesterday(operation: Session) -> None:
    split(operation, 0, 0)
    record_report(operation, report(level(I.PRESENT, 30), place_id=FIRST), now=noon_of(0))
    set_shelter_status(operation, FIRST, since=START, status=ShelterStatus.CLOSED, by=by(2))
    then, now = Knowledge(operation, noon_of(1)), Knowledge(operation)
    assert (value(then, SPLIT, I.PRESENT, 1), value(now, SPLIT, I.PRESENT, 1)) == (30, None)
    (behind,) = then.list_behind(SPLIT, on(1), I.PRESENT)
    assert (behind.unit.place_id, behind.unit.counts) == (FIRST, True)
    (behind,) = now.list_behind(SPLIT, on(1), I.PRESENT)
    assert not behind.unit.counts


def test_an_opening_entered_today_was_not_to_come_yesterday(operation: Session) -> None:
    split(operation, 0, 0)
    set_shelter_status(operation, SECOND, since=on(6), status=ShelterStatus.CLOSED, by=by(1))
    set_shelter_status(operation, FIRST, since=on(8), status=ShelterStatus.STANDBY, by=by(3))
    retire_place(operation, SECOND, on(5), by(3))
    open_shelter(operation, "Third", 3)

    def coming(knowledge: Knowledge) -> list[tuple[str, int]]:
        found = knowledge.read_room_changes(None, on(2), on(20))
        return [(change.place, (change.day - START).days) for change in found]

    assert coming(Knowledge(operation, noon_of(0))) == []
    assert coming(Knowledge(operation, noon_of(2))) == [("Second", 6)]
    assert coming(Knowledge(operation)) == [("Second", 5), ("First", 8)]
    assert Knowledge(operation, noon_of(2)).read_room_changes([WHOLE], on(2), on(20)) == ()


def test_a_count_lapses_as_it_did_where_the_register_says_something_else_now(
    operation: Session,
) -> None:
    split(operation, 0, 0)
    record_report(operation, report(level(I.PRESENT, 40), place_id=FIRST), now=noon_of(0))
    record_report(operation, report(level(I.PRESENT, 44), place_id=FIRST, on=3), now=noon_of(3))
    set_shelter_status(operation, FIRST, since=on(9), status=ShelterStatus.CLOSED, by=by(4))
    then = Knowledge(operation, noon_of(2)).read_days(None, START, on(6), [I.PRESENT])[I.PRESENT]
    assert [day.value for day in then] == [40] * 7
    assert [day.stale for day in then] == [0, 0, 0, 0, 1, 1, 1]


def test_a_district_that_lay_elsewhere_adds_to_where_it_lay(operation: Session) -> None:
    other = add_area(operation, name="Other", parent_id=COUNTRY, by=by(0))
    record_report(operation, report(level(I.PRESENT, 40), place_id=WHOLE), now=noon_of(0))
    move_area(operation, WHOLE, other, by(2))
    then, now = Knowledge(operation, noon_of(1)), Knowledge(operation)
    assert [value(then, at, I.PRESENT, 1) for at in (COUNTRY, REGION, other)] == [40, 40, None]
    assert [value(now, at, I.PRESENT, 1) for at in (COUNTRY, REGION, other)] == [40, None, 40]
    assert [b.unit.place_id for b in then.list_behind(REGION, on(1), I.PRESENT)] == [WHOLE]
    assert then.list_behind(other, on(1), I.PRESENT) == ()


def test_what_was_registered_in_a_district_after_it_moved_is_no_part_of_it_where_it_lay(
    operation: Session,
) -> None:
    other = add_area(operation, name="Other", parent_id=COUNTRY, by=by(0))
    record_report(operation, report(level(I.PRESENT, 40), place_id=WHOLE), now=noon_of(0))
    move_area(operation, WHOLE, other, by(2))
    set_reporting_mode(operation, WHOLE, since=on(1), mode=ReportingMode.BY_SHELTER, by=by(2))
    new = open_shelter(operation, "New", 2, WHOLE)
    said = report(level(I.PRESENT, 5), place_id=new, on=1, confirmed=LATE)
    record_report(operation, said, now=noon_of(2))
    then = Knowledge(operation, noon_of(1))
    # What is asked first brings the districts in it along.
    assert [value(then, at, I.PRESENT, 1) for at in (REGION, WHOLE, other)] == [40, 40, None]
    assert value(Knowledge(operation), WHOLE, I.PRESENT, 1) == 5


def test_a_moved_shelter_is_where_it_was_and_not_where_it_went_on(operation: Session) -> None:
    split(operation, 0, 0)
    set_reporting_mode(operation, WHOLE, since=START, mode=ReportingMode.BY_SHELTER, by=by(0))
    record_report(operation, report(level(I.PRESENT, 30), place_id=FIRST), now=noon_of(0))
    record_report(operation, report(level(I.PRESENT, 4), place_id=SECOND), now=noon_of(0))
    put_shelter_right(operation, SECOND, WHOLE, by(2))
    moved = relocate_shelter(operation, FIRST, WHOLE, since=on(1), by=by(2))
    then = Knowledge(operation, noon_of(1))
    assert [value(then, at, I.PRESENT, 1) for at in (SPLIT, WHOLE)] == [34, None]
    assert expected(then, 1) == 4
    assert value(then, moved, I.PRESENT, 1) is None
    now = Knowledge(operation)
    assert [value(now, at, I.PRESENT, 1) for at in (SPLIT, WHOLE)] == [None, 4]


def test_what_was_retired_and_brought_back_since_counted_all_the_time(operation: Session) -> None:
    record_report(operation, report(level(I.PRESENT, 40), place_id=WHOLE), now=noon_of(0))
    retire_place(operation, WHOLE, on(1), by(2))
    restore_place(operation, WHOLE, by(4))
    seen = [value(Knowledge(operation, noon_of(at)), COUNTRY, I.PRESENT, 1) for at in (1, 3, 5)]
    assert seen == [40, None, 40]


def test_a_claim_about_a_district_was_a_report_until_it_was_split(operation: Session) -> None:
    record_report(operation, report(level(I.PRESENT, 9), place_id=SPLIT), now=noon_of(0))
    split(operation, 0, 2)
    then, now = Knowledge(operation, noon_of(1)), Knowledge(operation)
    assert (then.list_claims([SPLIT], START, START), then.find_last_claim([SPLIT], on(3))) == (
        (),
        None,
    )
    assert [claim.report.place_id for claim in now.list_claims([SPLIT], START, START)] == [SPLIT]
    assert then.list_stated_units(None, START, I.PRESENT) == (SPLIT,)
    assert now.list_stated_units(None, START, I.PRESENT) == ()


def test_acts_of_one_moment_are_known_together(operation: Session) -> None:
    split(operation, 0, 0)
    set_shelter_status(operation, FIRST, since=on(1), status=ShelterStatus.CLOSED, by=by(1))
    set_shelter_status(operation, FIRST, since=on(2), status=ShelterStatus.OPEN, by=by(1))
    then = Knowledge(operation, noon_of(1) - MINUTE)
    assert [expected(then, day) for day in (0, 1, 2)] == [4, 4, 4]
    assert [expected(Knowledge(operation, noon_of(1)), day) for day in (0, 1, 2)] == [4, 3, 4]


def test_nothing_is_kept_of_what_changes_nothing_or_was_always_so(operation: Session) -> None:
    split(operation, 0, 0)
    kept = operation.scalar(select(func.count()).select_from(PlacePastRow))
    assert kept == len((SPLIT, FIRST, SECOND, OUTSIDE))
    split(operation, 0, 1)
    details = ShelterDetails(name="Third", shelter_type=ShelterType.SCHOOL)
    always = add_shelter(operation, parent_id=SPLIT, details=details)
    assert operation.scalar(select(func.count()).select_from(PlacePastRow)) == kept
    assert expected(Knowledge(operation, noon_of(0)), 0) == 5
    assert value(Knowledge(operation, noon_of(0)), always, I.PRESENT, 0) is None


def test_statements_do_not_grow_with_what_was_registered_since(operation: Session) -> None:
    def count() -> int:
        operation.flush()
        before = len(statements)
        then = Knowledge(operation, noon_of(1))
        then.read_days(None, START, on(1), [I.PRESENT])
        then.read_last_points([SPLIT, WHOLE], on(1))
        then.read_completeness(None, START, on(1), noon_of(1))
        then.read_room_changes(None, on(1), on(9))
        return len(statements) - before

    statements: list[str] = []
    listened = operation.connection()
    event.listen(listened, "before_cursor_execute", lambda *found: statements.append(str(found[2])))
    unchanged = count()
    open_shelter(operation, "Third", 2)
    few = count()
    for at in range(20):
        place = open_shelter(operation, f"Shelter {at}", 2)
        record_report(
            operation, report(level(I.PRESENT, 5), place_id=place, confirmed=LATE), now=noon_of(2)
        )
    assert count() == few
    assert unchanged < few


def test_shelters_are_listed_with_the_statuses_of_then(operation: Session) -> None:
    split(operation, 0, 0)
    set_shelter_status(operation, FIRST, since=START, status=ShelterStatus.CLOSED, by=by(2))
    past = Past(operation, noon_of(1))
    then = {shelter.place.id: shelter for shelter in list_shelters(operation, past.registers)}
    now = {shelter.place.id: shelter for shelter in list_shelters(operation)}
    assert [entry.status for entry in then[FIRST].statuses] == [ShelterStatus.OPEN]
    assert [entry.status for entry in now[FIRST].statuses] == [ShelterStatus.CLOSED]


def test_nothing_is_known_of_a_place_that_was_not_there(operation: Session) -> None:
    made = open_shelter(operation, "Barn", 2)
    assert Past(operation, noon_of(1)).load_points(made, [I.PRESENT]) == {}
