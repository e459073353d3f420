"""What charts draw as lines of a file: the numbers of the chart, with their doubts."""

import pytest

from tests.charts.made import (
    FIRST,
    UNITS,
    build,
    day_at,
    make_carried,
    make_claim,
    make_flow,
    make_level,
    make_month,
    make_total,
)
from tests.charts.test_forecast_figure import make as make_full
from tracker.charts.figures.forecast import count_ahead, list_ahead
from tracker.charts.series.capacity import CapacitySeries
from tracker.charts.series.flows import read_flow
from tracker.charts.series.levels import LevelPoint
from tracker.charts.series.tallies import build_tally_series
from tracker.charts.tables.drawn import DrawnPoint, list_flow, qualify, qualify_bounds
from tracker.charts.tables.drawn_capacity import list_drawn_capacity
from tracker.charts.tables.drawn_tallies import list_drawn_tallies
from tracker.domain.daily import DayTotal
from tracker.domain.indicators import Indicator
from tracker.domain.qualifiers import Qualifier


def list_series(series: CapacitySeries, key: str) -> list[DrawnPoint]:
    return [point for point in list_drawn_capacity(series) if point.series == key]


@pytest.mark.parametrize(
    ("bounds", "said"),
    [
        ((5, 5, 5), Qualifier.EXACT),
        ((0, 0, 0), Qualifier.EXACT),
        ((301, 301, None), Qualifier.AT_LEAST),
        ((None, 301, None), Qualifier.AT_LEAST),
        ((300, 200, None), Qualifier.ABOUT),
        ((300, None, None), Qualifier.ABOUT),
        ((49, 0, 49), Qualifier.AT_MOST),
        ((None, 20, 30), Qualifier.BETWEEN),
        ((25, 20, 30), Qualifier.BETWEEN),
        ((None, None, None), Qualifier.IN_WORDS),
        ((None, 0, None), Qualifier.IN_WORDS),
    ],
)
def test_bounds_give_the_word_before_a_number(
    bounds: tuple[int | None, int | None, int | None], said: Qualifier
) -> None:
    assert qualify_bounds(*bounds) is said


def test_what_nobody_said_has_no_qualifier_and_no_value() -> None:
    assert qualify(LevelPoint()) is None
    flow = list_flow(FIRST, "arrivals", "Arrivals", read_flow(None), 3)
    assert (flow.qualifier, flow.value, flow.said) == (None, None, "not reported")


def test_a_flow_in_words_is_told_from_none() -> None:
    worded = read_flow(make_flow(0, None, reporting=1))
    flow = list_flow(FIRST, "arrivals", "Arrivals", worded, 3)
    assert (flow.value, flow.qualifier, flow.marks) == (None, Qualifier.IN_WORDS, ("words",))


def test_each_point_of_the_chart_is_a_line_with_the_same_number() -> None:
    series = build(make_month(30))
    sheltered = list_series(series, Indicator.SHELTERED)
    assert [point.value for point in sheltered] == [day.sheltered.value for day in series.days]
    assert [point.low for point in sheltered] == [day.sheltered.low for day in series.days]
    arrivals = list_series(series, Indicator.ARRIVALS)
    assert [point.value for point in arrivals] == [day.arrivals.new for day in series.days]


def test_carried_counts_carry_their_mark_and_its_words() -> None:
    days: dict[str, list[DayTotal]] = {
        Indicator.SHELTERED: [make_carried(0, 40, stale=2, unreviewed=40)]
    }
    (point,) = list_series(build(days), Indicator.SHELTERED)
    assert point.marks == ("carried", "stale", "unreviewed")
    assert "2 of 22 units stale (silent for more than 3 days)" in point.explained
    assert (point.known, point.reporting, point.stale, point.unreviewed) == (UNITS, 0, 2, 40)


def test_an_overflow_is_free_places_below_zero() -> None:
    days: dict[str, list[DayTotal]] = {
        Indicator.SHELTERED: [make_level(0, 120)],
        Indicator.CAPACITY: [make_level(0, 100)],
        Indicator.CAPACITY_STANDBY: [make_level(0, 10)],
    }
    series = build(days)
    (free,) = list_series(series, "free")
    assert (free.value, free.low, free.high) == (-20, -20, -20)
    assert free.marks == ("derived", "overflow")
    assert free.said == "20 over"
    (room,) = list_series(series, "usable_and_standby")
    assert room.value == 110


def test_units_that_reported_stand_beside_those_expected() -> None:
    covered = make_total(0, reporting=18, expected=22)
    (point,) = list_series(build({"coverage": [covered]}), "coverage")
    assert (point.value, point.high, point.said) == (18, 22, "18 of 22 units reported")


def test_a_claim_names_its_source_and_is_marked() -> None:
    series = build({Indicator.SHELTERED: [make_level(0, 1), make_level(1, 1)]}, [make_claim(2500)])
    (claim,) = [point for point in list_drawn_capacity(series) if point.source]
    assert (claim.day, claim.value, claim.source, claim.marks) == (
        day_at(1),
        2500,
        "Governor",
        ("claim",),
    )


def test_nothing_at_all_has_no_lines() -> None:
    assert list_drawn_capacity(build({}, [make_claim(1)])) == ()


def test_the_coming_days_are_those_that_are_drawn() -> None:
    series, full = make_full()
    ahead = count_ahead(full, len(series.days))
    points = list_drawn_capacity(series, full)
    forecast = [point for point in points if "forecast" in point.marks]
    assert [(each.day, each.value) for each in forecast] == [
        (each.day, each.value) for each in list_ahead(full, ahead)
    ]
    assert all(point.low is not None and point.high is not None for point in forecast)
    planned = [point for point in points if "planned" in point.marks]
    assert len(planned) == ahead


def test_totals_so_far_and_what_was_new_are_series_of_their_own() -> None:
    days: dict[str, list[DayTotal]] = {
        Indicator.KILLED: [make_flow(0, 3), make_flow(1, None)],
        Indicator.MISSING: [make_level(0, 2), make_level(1, 2)],
        Indicator.INJURED: [make_total(0), make_total(1)],
    }
    series = build_tally_series(days, map(Indicator, days))
    points = list_drawn_tallies(series, 3)
    assert [(point.series, point.value) for point in points] == [
        ("killed", 1000),
        ("killed_new", 3),
        ("killed", 1000),
        ("killed_new", None),
        ("missing", 2),
        ("missing", 2),
    ]
