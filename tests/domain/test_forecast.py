"""Where a level goes next, and when it reaches the room for it."""

from collections.abc import Sequence
from datetime import date, timedelta
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.forecast import (
    DAMPING,
    FEWEST_DAYS,
    MEMORY_DAYS,
    SMALLEST_ERROR,
    Forecast,
    Level,
    Room,
    find_full,
    find_pace,
    forecast_level,
    project,
)

START = date(2024, 8, 6)


def on(offset: int) -> date:
    return START + timedelta(days=offset)


def make_levels(values: Sequence[int | None], **more: object) -> list[Level]:
    """A level a day; None is a day without a fresh count."""
    return [
        Level(**{"day": on(at), "value": value, "low": value, "high": value, **more})  # type: ignore[arg-type]
        for at, value in enumerate(values)
        if value is not None
    ]


def require(forecast: Forecast | None) -> Forecast:
    assert forecast is not None
    return forecast


def test_fewer_than_seven_days_are_not_enough() -> None:
    rising = list(range(0, 70, 10))
    assert forecast_level(make_levels(rising[: FEWEST_DAYS - 1])) is None
    assert forecast_level(make_levels(rising)) is not None
    assert forecast_level([]) is None


def test_seven_days_long_ago_are_not_enough_either() -> None:
    old = [*range(0, 70, 10), *[None] * MEMORY_DAYS, 100]
    assert forecast_level(make_levels(old)) is None


def test_a_level_that_stands_still_goes_on_standing_still() -> None:
    days = require(forecast_level(make_levels([50] * 10))).days
    assert {day.value for day in days} == {50}
    assert (days[0].low, days[0].high) == (50 - SMALLEST_ERROR, 50 + SMALLEST_ERROR)


def test_the_pace_of_the_last_week_fades() -> None:
    levels = make_levels([10 * at for at in range(20)])
    days = require(forecast_level(levels)).days
    steps = [190, *(day.value for day in days)]
    assert steps[1] == round(190 + 10 * DAMPING)
    assert steps[-1] < 190 + 10 / (1 - DAMPING)
    assert sorted(steps) == steps


def test_one_slip_of_the_keys_does_not_turn_the_pace() -> None:
    right = [100 + 10 * at for at in range(10)]
    slipped = [*right]
    slipped[6] = 1600
    assert find_pace(make_levels(slipped)) == pytest.approx(10, abs=2)


def test_the_pace_is_the_median_slope_of_the_days_of_a_week() -> None:
    values = [120, 180, 90, 400, 300, 310, 295, 500, 20, 480, 470, 333]
    slopes = [
        (values[later] - values[earlier]) / (later - earlier)
        for earlier in range(4, 12)
        for later in range(earlier + 1, 12)
    ]
    assert find_pace(make_levels(values)) == median(slopes)


def test_days_without_a_count_count_as_days() -> None:
    levels = make_levels([0, None, 20, None, 40, None, 60, None])
    assert find_pace(levels) == 10
    assert find_pace(levels[:1]) == 0


NOISE = [3, -7, 10, -2, 8, -9, 1, 4, -6, 9, -10, 5, 2, -3, 7, -8, 6, -1, 10, -5]


def test_the_range_grows_with_the_days_ahead() -> None:
    levels = make_levels([500 + each for each in NOISE])
    widths = [day.high - day.low for day in require(forecast_level(levels)).days]
    assert widths == sorted(widths)
    assert widths[0] < widths[-1]


def test_a_restless_series_has_a_wider_range_than_a_calm_one() -> None:
    calm = require(forecast_level(make_levels([500 + each for each in NOISE])))
    wild = require(forecast_level(make_levels([500 + 5 * each for each in NOISE])))
    assert wild.days[0].high - wild.days[0].low > 2 * (calm.days[0].high - calm.days[0].low)


def test_silent_units_widen_the_range() -> None:
    values: list[int | None] = [100, 120, 150, 140, 180, 170, 200, 190]
    all_of_them = require(forecast_level(make_levels(values)))
    half = require(forecast_level(make_levels(values, fresh=0.5)))
    assert half.days[0].high > all_of_them.days[0].high
    assert half.days[0].value == all_of_them.days[0].value


def test_the_doubt_of_the_last_count_comes_on_top() -> None:
    levels = make_levels([100] * 8)
    vague = [*levels[:-1], Level(day=on(7), value=100, low=80, high=150)]
    sure, doubtful = require(forecast_level(levels)), require(forecast_level(vague))
    assert sure.days[0].low - doubtful.days[0].low == 20
    assert doubtful.days[0].high - sure.days[0].high == 50
    assert not doubtful.is_open


def test_a_last_count_without_upper_bound_is_said() -> None:
    levels = [*make_levels([100] * 7), Level(day=on(7), value=100, low=100, high=None)]
    assert require(forecast_level(levels)).is_open


def test_the_forecast_is_never_below_nobody() -> None:
    days = require(forecast_level(make_levels([700 - 100 * at for at in range(8)]))).days
    assert min(day.low for day in days) == min(day.value for day in days) == 0


@given(st.lists(st.integers(0, 3000), min_size=7, max_size=40), st.integers(1, 500))
def test_more_people_everywhere_shift_the_forecast(values: list[int], more: int) -> None:
    one = require(forecast_level(make_levels(values)))
    other = require(forecast_level(make_levels([value + more for value in values])))
    for before, after in zip(one.days, other.days, strict=True):
        if before.low:
            assert after.low - before.low == more
            assert after.high - before.high == more
        assert before.low <= before.value <= before.high


def same_room(places: int, forecast: Forecast) -> dict[date, Room]:
    return {each.day: Room(low=places, value=places, high=places) for each in forecast.days}


@given(
    st.lists(st.integers(0, 300), min_size=8, max_size=20), st.integers(0, 600), st.integers(0, 100)
)
def test_more_room_is_never_full_sooner(values: list[int], places: int, more: int) -> None:
    forecast = require(forecast_level(make_levels(values)))
    less = find_full(forecast, same_room(places, forecast))
    much = find_full(forecast, same_room(places + more, forecast))
    for sooner, later in (
        (less.earliest, much.earliest),
        (less.likely, much.likely),
        (less.latest, much.latest),
        (less.earliest, less.likely),
        (less.likely, less.latest),
    ):
        assert later is None or (sooner is not None and sooner <= later)


def test_full_is_the_first_day_on_which_the_level_reaches_the_room() -> None:
    forecast = require(forecast_level(make_levels([10 * at for at in range(20)])))
    until = find_full(forecast, same_room(215, forecast))
    reached = [day.day for day in forecast.days if day.value >= 215]
    assert until.likely == reached[0]
    assert until.earliest is not None
    assert until.earliest <= reached[0]


def test_days_without_a_known_room_are_not_compared() -> None:
    forecast = require(forecast_level(make_levels([10 * at for at in range(20)])))
    assert find_full(forecast, {}).earliest is None
    late = forecast.days[5].day
    assert find_full(forecast, {late: Room(low=0, value=0, high=None)}).likely == late


def test_doubt_about_the_room_widens_the_days_until_full() -> None:
    forecast = require(forecast_level(make_levels([10 * at for at in range(20)])))
    rooms = {each.day: Room(low=200, value=215, high=None) for each in forecast.days}
    until = find_full(forecast, rooms)
    assert until.latest is None
    assert until.earliest == find_full(forecast, same_room(200, forecast)).earliest


def test_a_projection_of_a_single_day_stands_still() -> None:
    assert project(make_levels([40]), 2) == [40.0, 40.0]
