"""Reading totals: the traps of the field, and the same answer by every way."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from tests.histories import COUNTRY, FIRST, OUTSIDE, SECOND, SPLIT, START, WHOLE
from tests.recording.drafts import level, new, noon_of, report, so_far
from tracker.domain.indicators import Indicator
from tracker.domain.windows import COVERAGE
from tracker.recording.reports import record_report
from tracker.store.places import ReportingModeRow, ShelterStatusRow
from tracker.totals.known.past import Past
from tracker.totals.read import read_days, read_days_of_each, read_last_days
from tracker.totals.units import list_behind, read_last_points
from tracker.totals.update import reweigh

I = Indicator  # noqa: E741 -- the tests are about indicators on every line


def on(offset: int) -> date:
    return START + timedelta(days=offset)


def test_a_silent_day_does_not_lower_the_total(reported: Session) -> None:
    days = read_days(reported, None, START, on(5))[I.PRESENT]
    assert [day.value for day in days] == [250, 255, 255, 255, 255, 255]
    assert [day.reporting for day in days] == [2, 0, 0, 0, 0, 0]
    assert [day.stale for day in days] == [0, 0, 0, 0, 1, 2]


def test_the_first_day_of_a_period_keeps_its_level(reported: Session) -> None:
    whole = read_days(reported, None, START, on(5))[I.PRESENT]
    assert read_days(reported, None, on(3), on(5))[I.PRESENT] == whole[3:]


def test_coverage_counts_units_that_said_anything(reported: Session) -> None:
    first, second = read_days(reported, None, START, on(1))[COVERAGE]
    assert (first.expected, first.reporting) == (4, 2)
    assert (second.expected, second.reporting) == (4, 1)


def test_the_operation_is_its_countries_and_an_area_its_units(reported: Session) -> None:
    assert read_days(reported, None, START, on(2)) == read_days(reported, [COUNTRY], START, on(2))
    district = read_days(reported, [SPLIT], START, on(2))[I.PRESENT]
    shelters = read_days(reported, [FIRST, SECOND, OUTSIDE], START, on(2))[I.PRESENT]
    assert [day.value for day in district] == [50, 55, 55]
    assert [day.value for day in shelters] == [50, 55, 55]


def test_many_areas_and_units_say_what_each_says_alone(reported: Session) -> None:
    places = [COUNTRY, WHOLE, SPLIT, FIRST, SECOND, OUTSIDE]
    for known_at in (None, noon_of(0)):
        past = Past(reported, known_at) if known_at else None
        found = read_days_of_each(reported, places, START, on(4), past=past)
        assert found.keys() == set(places)
        for place, days in found.items():
            alone = Past(reported, known_at) if known_at else None
            assert days == read_days(reported, [place], START, on(4), past=alone)
    assert read_days_of_each(reported, [], START, on(4)) == {}


def test_nowhere_has_no_numbers(reported: Session) -> None:
    (day,) = read_days(reported, [], START, START)[I.PRESENT]
    assert (day.value, day.known) == (None, 0)
    assert read_last_days(reported, [], START) == {}
    assert read_last_points(reported, [], START) == {}


def test_many_areas_on_one_day(reported: Session) -> None:
    found = read_last_days(reported, [COUNTRY, WHOLE, SPLIT], on(4))
    assert found[COUNTRY][I.PRESENT] == read_days(reported, None, on(4), on(4))[I.PRESENT][0]
    assert found[WHOLE][I.PRESENT].value == 200
    assert found[SPLIT][I.ARRIVALS].value == 5
    today = read_last_days(reported, [SPLIT], on(1), [I.ARRIVALS])[SPLIT][I.ARRIVALS]
    assert (today.new, today.value) == (5, 5)


def test_what_stands_behind_a_total(reported: Session) -> None:
    behind = list_behind(reported, None, on(4), I.PRESENT)
    assert [(b.place_name, b.said, b.source_name) for b in behind] == [
        ("First", None, None),
        ("Whole", "about 200", "Source 1"),
    ]
    first, whole = behind
    assert (first.unit.stale, whole.unit.stale) == (False, True)
    assert first.report_id is None
    assert [b.place_name for b in list_behind(reported, SPLIT, on(4), I.ARRIVALS)] == ["First"]


def test_a_closed_shelter_stands_behind_nothing(reported: Session) -> None:
    with reweigh(reported, [FIRST]):
        reported.add(ShelterStatusRow(place_id=FIRST, since=on(2), status="closed"))
    points = read_last_points(reported, [FIRST], on(3))[FIRST]
    assert not points[I.PRESENT].counts
    assert points[I.ARRIVALS].counts
    days = read_days(reported, None, START, on(3))[I.PRESENT]
    assert [day.value for day in days] == [250, 255, 200, 200]


def test_killed_stay_killed_when_the_way_of_reporting_changes(operation: Session) -> None:
    record_report(operation, report(so_far(I.KILLED, 3), place_id=SPLIT), now=noon_of(0))
    record_report(operation, report(new(I.KILLED, 1), place_id=FIRST), now=noon_of(0))
    with reweigh(operation, [SPLIT, FIRST, SECOND, OUTSIDE]):
        operation.add(ReportingModeRow(place_id=SPLIT, since=on(1), mode="whole"))
    days = read_days(operation, [SPLIT], START, on(2))[I.KILLED]
    assert [day.value for day in days] == [1, 1, 1]


def test_over_full_is_negative_room_and_never_clamped(operation: Session) -> None:
    counts = (level(I.SHELTERED, 140), level(I.CAPACITY, 100), level(I.PRESENT, 140))
    keys = frozenset({"over_capacity:sheltered"})
    record_report(operation, report(*counts, place_id=FIRST, confirmed=keys), now=noon_of(0))
    days = read_days(operation, [SPLIT], START, START)
    sheltered, capacity = days[I.SHELTERED][0].value, days[I.CAPACITY][0].value
    assert sheltered is not None
    assert capacity is not None
    assert capacity - sheltered == -40


def test_what_a_shelter_said_after_the_period_is_left_out(reported: Session) -> None:
    (day,) = read_days(reported, [FIRST], START, START)[I.ARRIVALS]
    assert (day.value, day.known) == (None, 0)
