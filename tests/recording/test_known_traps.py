"""What a view as known at a moment must not get wrong."""

from datetime import timedelta

from sqlalchemy.orm import Session

from tests.histories import COUNTRY, FIRST, OUTSIDE, SECOND, SPLIT, START, WHOLE
from tests.recording.drafts import LATE, correction, level, new, noon_of, report, withdrawal
from tests.recording.drafts import day as on
from tests.recording.test_comparing import decision
from tracker.domain.indicators import Indicator
from tracker.domain.review import DecisionKind
from tracker.recording.corrections import correct_report, withdraw_report
from tracker.recording.decisions import decide
from tracker.recording.knowledge import Knowledge
from tracker.recording.reports import record_report
from tracker.store.places import PlaceRow, ReportingModeRow
from tracker.totals.update import reweigh

I = Indicator  # noqa: E741 -- the tests are about indicators on every line
MINUTE = timedelta(minutes=1)


def value(knowledge: Knowledge, indicator: Indicator, offset: int = 0) -> int | None:
    days = knowledge.read_days([COUNTRY], START, on(6), [indicator])
    return days[indicator][offset].value


def test_an_act_is_known_at_its_own_moment_and_not_before(operation: Session) -> None:
    record_report(operation, report(level(I.PRESENT, 40)), now=noon_of(0))
    assert value(Knowledge(operation, noon_of(0)), I.PRESENT) == 40
    assert value(Knowledge(operation, noon_of(0) - MINUTE), I.PRESENT) is None


def test_two_sources_with_1_and_2_killed_were_never_3(operation: Session) -> None:
    record_report(operation, report(new(I.KILLED, 1)), now=noon_of(0))
    rival = report(new(I.KILLED, 2), source_id=2, confirmed=LATE)
    record_report(operation, rival, now=noon_of(1))
    record_report(operation, report(new(I.KILLED, 2), on=1, confirmed=LATE), now=noon_of(3))
    for offset in (0, 1, 2, 3):
        assert value(Knowledge(operation, noon_of(offset)), I.KILLED) == 1


def test_a_count_lapses_although_the_next_report_is_stored(operation: Session) -> None:
    record_report(operation, report(level(I.PRESENT, 40)), now=noon_of(0))
    record_report(operation, report(level(I.PRESENT, 44), on=3), now=noon_of(3))
    then = Knowledge(operation, noon_of(2)).read_days(None, START, on(6), [I.PRESENT])[I.PRESENT]
    assert [day.value for day in then] == [40] * 7
    assert [day.stale for day in then] == [0, 0, 0, 0, 1, 1, 1]


def test_a_district_with_an_older_day_stays_in_the_total(operation: Session) -> None:
    record_report(operation, report(level(I.PRESENT, 40)), now=noon_of(0))
    record_report(operation, report(level(I.PRESENT, 7), place_id=SPLIT, on=2), now=noon_of(2))
    assert value(Knowledge(operation, noon_of(2)), I.PRESENT, 2) == 47


def test_what_was_rejected_or_withdrawn_since_counted_then(operation: Session) -> None:
    first = record_report(operation, report(level(I.PRESENT, 40)), now=noon_of(0))
    other = record_report(
        operation, report(level(I.CAPACITY, 0), place_id=SPLIT), now=noon_of(0) + MINUTE
    )
    decide(operation, decision(first.report_id, DecisionKind.REJECTED), now=noon_of(1))
    withdraw_report(operation, withdrawal(other.report_id), now=noon_of(1))
    then, now = Knowledge(operation, noon_of(0) + MINUTE), Knowledge(operation)
    assert (value(then, I.PRESENT), value(then, I.CAPACITY)) == (40, 0)
    assert (value(now, I.PRESENT), value(now, I.CAPACITY)) == (None, None)
    assert [behind.said for behind in then.list_behind(None, on(1), I.PRESENT)] == ["40"]
    assert now.list_behind(None, on(1), I.PRESENT) == ()


def test_what_had_been_withdrawn_by_then_did_not_count_though_the_day_was_touched_since(
    operation: Session,
) -> None:
    first = record_report(operation, report(level(I.PRESENT, 40)), now=noon_of(0))
    withdraw_report(operation, withdrawal(first.report_id), now=noon_of(1))
    second = report(level(I.PRESENT, 44), source_id=2, confirmed=LATE)
    record_report(operation, second, now=noon_of(3))
    assert value(Knowledge(operation, noon_of(0)), I.PRESENT) == 40
    assert value(Knowledge(operation, noon_of(2)), I.PRESENT) is None
    assert value(Knowledge(operation, noon_of(3)), I.PRESENT) == 44


def test_over_full_was_negative_then_too(operation: Session) -> None:
    with reweigh(operation, [SPLIT, FIRST, SECOND, OUTSIDE]):
        operation.add(ReportingModeRow(place_id=SPLIT, since=START, mode="by_shelter"))
    full = (level(I.SHELTERED, 140), level(I.CAPACITY, 100))
    confirmed = frozenset({"over_capacity:sheltered"})
    stated = report(*full, place_id=FIRST, confirmed=confirmed)
    receipt = record_report(operation, stated, now=noon_of(0))
    corrected = correction(receipt.report_id, level(I.SHELTERED, 90), level(I.CAPACITY, 100))
    correct_report(operation, corrected, now=noon_of(1))
    then = Knowledge(operation, noon_of(0)).read_last_points([FIRST], START)[FIRST]
    room = then[I.CAPACITY].point.amount.value - then[I.SHELTERED].point.amount.value
    assert room == -40


def test_the_words_behind_a_number_are_those_of_the_time(operation: Session) -> None:
    receipt = record_report(operation, report(level(I.PRESENT, 40)), now=noon_of(0))
    correct_report(operation, correction(receipt.report_id, level(I.PRESENT, 45)), now=noon_of(1))
    said = {
        knowledge.known_at: [one.said for one in knowledge.list_behind(WHOLE, START, I.PRESENT)]
        for knowledge in (Knowledge(operation, noon_of(0)), Knowledge(operation))
    }
    assert said == {noon_of(0): ["40"], None: ["45"]}
    (report_then,) = Knowledge(operation, noon_of(0)).list_place_reports(WHOLE, START, START)
    assert report_then.standing.seq == 1


def test_an_area_without_units_shows_nothing_then_as_now(operation: Session) -> None:
    empty = PlaceRow(name="Empty", kind="area", level=1, parent_id=COUNTRY, valid_from=START)
    operation.add(empty)
    operation.flush()  # The area is asked for by its id.
    record_report(operation, report(level(I.PRESENT, 40)), now=noon_of(0))
    for knowledge in (Knowledge(operation, noon_of(0)), Knowledge(operation)):
        days = knowledge.read_days([empty.id], START, on(6), [I.PRESENT])[I.PRESENT]
        assert [day.value for day in days] == [None] * 7
        assert value(knowledge, I.PRESENT) == 40
