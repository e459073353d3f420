"""When shelters will be full, by value and in words."""

from datetime import timedelta

import pytest

from tests.charts.made import UNITS, day_at, make_carried, make_level
from tracker.charts.sentences.capacity import ONE_SHELTER
from tracker.charts.sentences.forecast import (
    describe_full,
    phrase_span,
    phrase_until,
    phrase_within,
    say_until,
)
from tracker.charts.series.forecast import FullSeries, Outlook, build_full_series
from tracker.domain.daily import DayTotal
from tracker.domain.openings import RoomChange

STEEP = [make_level(at, 100 * at) for at in range(10)]
RISING = [make_level(at, 500 + 40 * at) for at in range(10)]
"""500 people at first, 860 on the last day."""


def build(
    sheltered: list[DayTotal] = RISING,
    places: int | None = 1000,
    standby: int | None = None,
    changes: tuple[RoomChange, ...] = (),
    **more: int | None,
) -> FullSeries:
    last = (sheltered[-1].day - day_at(0)).days
    return build_full_series(
        sheltered,
        None if places is None else make_level(last, places, **more),
        None if standby is None else make_level(last, standby),
        changes=changes,
        stale_after=3,
    )


def make_opening(ahead: int, usable: int | None, standby: int = 0) -> RoomChange:
    return RoomChange(
        day=day_at(9 + ahead), place="School 3", opens=True, usable=usable, standby=standby
    )


def test_rising_people_fill_the_places_in_some_days() -> None:
    series = build()
    assert series.outlook is Outlook.AHEAD
    assert series.usable is not None
    assert series.usable.likely == day_at(9 + 6)
    assert series.days_until(series.usable.likely) == 6
    assert describe_full(series) == (
        "At the pace of the last week they are full in 4 to over 30 days, most likely in 6 days."
    )


def test_places_that_fill_fast_have_a_last_day_as_well() -> None:
    assert describe_full(build(STEEP, places=1000), ONE_SHELTER) == (
        "At the pace of the last week it is full in 1 to 4 days, most likely in 2 days."
    )


def test_few_people_more_may_fill_them_but_most_likely_do_not() -> None:
    assert describe_full(build(places=1150)) == (
        "At the pace of the last week they are not expected to fill within 30 days, "
        "but perhaps in 10 days."
    )


def test_without_known_places_nothing_is_said() -> None:
    series = build(places=None)
    assert series.outlook is Outlook.NO_ROOM
    assert describe_full(series) == ""


def test_under_seven_fresh_days_there_are_not_enough_reports() -> None:
    series = build(RISING[:6])
    assert series.outlook is Outlook.FEW_DAYS
    assert describe_full(series, ONE_SHELTER).startswith(
        "Not enough reports to say when it will be full"
    )
    nothing = build([make_carried(at, 500) for at in range(10)])
    assert nothing.outlook is Outlook.FEW_DAYS


def test_carried_days_are_not_learnt_from() -> None:
    carried = [
        make_carried(at, 500 + 40 * at) if 1 <= at <= 4 else total
        for at, total in enumerate(RISING)
    ]
    assert build(carried).outlook is Outlook.FEW_DAYS


def test_a_day_with_half_of_the_units_counts_with_a_wider_range() -> None:
    half = [*RISING[:-1], make_level(9, 860, reporting=UNITS // 2, carried=UNITS // 2)]
    some, every = build(half).usable, build().usable
    assert some is not None
    assert every is not None
    assert some.earliest is not None
    assert every.earliest is not None
    assert some.earliest <= every.earliest
    assert some.likely == every.likely


def test_counts_older_than_the_stale_limit_say_nothing() -> None:
    silent = [*RISING, *(make_carried(at, 860) for at in range(10, 14))]
    series = build(silent)
    assert series.outlook is Outlook.OLD
    assert describe_full(series) == "The counts are too old to say when they will be full."
    assert build(silent[:-1]).outlook is Outlook.AHEAD


def test_silent_days_make_the_range_wider_not_surer() -> None:
    silent = [*RISING, *(make_carried(at, 860) for at in range(10, 12))]
    series = build(silent)
    assert series.forecast is not None
    assert series.forecast.since == day_at(9)
    assert series.usable is not None
    assert series.days_until(series.usable.likely) == 6 - 2


def test_full_shelters_ask_only_how_long_standby_lasts() -> None:
    assert describe_full(build(places=860)) == ""
    series = build(places=850, standby=150)
    assert series.outlook is Outlook.FULL
    assert describe_full(series) == (
        "With standby places opened they are full in 4 to over 30 days, most likely in 6 days."
    )
    assert build([make_level(at, 900) for at in range(3)], 850).outlook is Outlook.FULL


def test_standby_places_come_on_top() -> None:
    series = build(standby=40)
    assert series.usable is not None
    assert series.with_standby is not None
    assert series.usable.likely is not None
    assert series.with_standby.likely is not None
    assert series.with_standby.likely > series.usable.likely
    said = " With standby places opened they are full in 5 to over 30 days, most likely in 10 days."
    assert said in describe_full(series)


def test_people_who_leave_do_not_fill_anything() -> None:
    falling = [make_level(at, 900 - 40 * at) for at in range(10)]
    said = "At the pace of the last week they do not fill within 30 days."
    assert describe_full(build(falling)) == said


def test_a_known_opening_is_taken_in_from_its_day() -> None:
    series = build(changes=(make_opening(3, 500, -500),))
    assert series.usable is not None
    assert series.usable.earliest is None
    assert describe_full(series).endswith("School 3 opens on 18 August: 500 places more.")
    late = build(changes=(make_opening(20, 500),))
    assert late.usable is not None
    assert late.usable.likely == day_at(15)


def test_an_opening_of_standby_places_adds_nothing_to_both_together() -> None:
    without = build(standby=100).with_standby
    opened = build(standby=100, changes=(make_opening(1, 100, -100),)).with_standby
    assert without == opened


def test_an_opening_with_unknown_places_is_said_and_not_counted() -> None:
    series = build(changes=(make_opening(3, None),))
    assert series.usable == build().usable
    assert describe_full(series).endswith("how many places that makes is not known yet.")


def test_a_closing_shelter_takes_its_places_away() -> None:
    closing = RoomChange(day=day_at(10), place="Sports hall", opens=False, usable=-200, standby=0)
    series = build(changes=(closing,))
    assert series.usable is not None
    assert series.usable.likely == day_at(10)
    assert "Sports hall closes on 16 August: 200 places less." in describe_full(series)


def test_a_last_count_without_upper_bound_may_be_full_sooner() -> None:
    vague = [*RISING[:-1], make_level(9, 860, high=None)]
    assert "or sooner" in describe_full(build(vague))


def test_doubtful_places_widen_the_range() -> None:
    sure, vague = build().usable, build(low=900, high=1100).usable
    open_ended = build(high=None).usable
    assert sure is not None
    assert vague is not None
    assert open_ended is not None
    assert vague.earliest is not None
    assert sure.earliest is not None
    assert vague.earliest < sure.earliest
    assert open_ended.latest is None


def test_a_range_of_one_day_is_said_as_one() -> None:
    series = build(STEEP, places=901)
    said = "At the pace of the last week they are full in 1 day."
    assert describe_full(series) == said
    assert series.usable is not None
    assert phrase_until(series, series.usable) == "in 1 day"
    assert phrase_span(series, series.usable) == "1"
    assert series.day + timedelta(days=1) == day_at(10)


def test_ranges_are_said_in_few_words_for_tables() -> None:
    ahead, far, away = build(), build(STEEP, places=1000), build(places=5000)
    assert ahead.usable is not None
    assert far.usable is not None
    assert away.usable is not None
    assert phrase_until(ahead, ahead.usable) == "in 4 to over 30 days"
    assert phrase_until(far, far.usable) == "in 1 to 4 days"
    assert phrase_until(away, away.usable) == "not within 30 days"
    assert phrase_span(ahead, ahead.usable) == "4 to over 30"
    assert phrase_span(far, far.usable) == "1 to 4"
    assert phrase_span(away, away.usable) == "over 30"
    assert phrase_within(ahead, ahead.usable) == "most likely 6"
    assert phrase_within(away, away.usable) is None


@pytest.mark.parametrize("places", [901, 950, 1000, 1060, 1150, 5000])
def test_the_head_number_and_the_sentence_say_the_same(places: int) -> None:
    series = build(STEEP if places in {901, 1000} else RISING, places=places)
    assert series.usable is not None
    said = say_until(series, series.usable, "they")
    span, within = (phrase(series, series.usable) for phrase in (phrase_span, phrase_within))
    if series.usable.likely is None:
        assert "fill within 30 days" in said
        assert span == "over 30"
        assert (within is None) is ("do not fill" in said)
        assert within is None or f"but perhaps in {within.split()[0]} days" in said
    else:
        assert f"full in {span} day" in said
        assert within is None or f", {within.replace('likely', 'likely in')} day" in said


def test_of_many_openings_the_next_ones_are_named() -> None:
    coming = tuple(make_opening(ahead, 10 * ahead) for ahead in (9, 3, 5, 7))
    assert describe_full(build(changes=coming[:3])).count(" opens on ") == 3
    said = describe_full(build(changes=coming))
    assert said.count(" opens on ") == 2
    assert ": 30 places more." in said
    assert said.endswith(": 50 places more. 2 more openings and closings follow up to 24 August.")


def test_nobody_on_no_places_is_not_full() -> None:
    nobody = [make_level(at, 0) for at in range(10)]
    opening = make_opening(2, 50)
    series = build(nobody, places=0, changes=(opening,))
    assert series.outlook is Outlook.NO_PLACES
    assert series.usable is None
    assert describe_full(series) == "School 3 opens on 17 August: 50 places more."
    assert build(nobody[:2], places=0).outlook is Outlook.NO_PLACES  # however few the days
    assert build(STEEP, places=0).outlook is Outlook.FULL
    assert build(nobody, places=0, high=None).outlook is not Outlook.NO_PLACES  # there may be some
