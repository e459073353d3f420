"""The numbers of capacity against arrivals, by value."""

from datetime import date

import pytest

from tests.charts.made import (
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
from tracker.charts.marks import Mark, PointMark
from tracker.charts.series.capacity import CapacitySeries
from tracker.charts.series.heads import Coverage, Head, HeadNumber
from tracker.charts.series.moves import Move
from tracker.domain.indicators import Indicator


def _head(series: CapacitySeries, head: Head) -> HeadNumber:
    found = series.head(head)
    assert found is not None
    return found


def test_a_day_without_report_is_a_gap_not_zero() -> None:
    series = build({"sheltered": [make_level(0, 40), make_total(1)], "arrivals": [make_total(0)]})
    assert [day.sheltered.value for day in series.days] == [40, None]
    assert series.days[0].arrivals.new is None
    assert series.days[0].arrivals.marks == (PointMark(mark=Mark.MISSING),)
    assert series.days[1].sheltered.find_mark(Mark.MISSING)


def test_a_reported_zero_is_zero() -> None:
    series = build({"sheltered": [make_level(0, 0)], "arrivals": [make_flow(0, 0)]})
    assert series.days[0].sheltered.value == 0
    assert series.days[0].arrivals.new == 0
    assert series.days[0].sheltered.share_unreviewed is None


def test_a_series_nobody_ever_reported_is_unknown() -> None:
    series = build({"capacity": [make_level(0, 40)]})
    assert series.days[0].present.value is None
    assert series.days[0].coverage is None


def test_half_the_shelters_silent_does_not_halve_the_total() -> None:
    half = make_level(1, 900, reporting=11, carried=11)
    coverage = [make_total(i, expected=UNITS, reporting=n) for i, n in enumerate((22, 11))]
    series = build({"sheltered": [make_level(0, 900), half], "coverage": coverage})
    last = series.days[-1]
    assert last.sheltered.value == 900
    assert last.coverage == Coverage(reporting=11, expected=22)
    assert last.sheltered.find_mark(Mark.PARTLY) == PointMark(mark=Mark.PARTLY, part=11, whole=22)
    assert not last.sheltered.is_carried


def test_a_fall_of_a_running_total_is_no_negative_arrival() -> None:
    fallen = make_flow(0, 0, fallen=40)
    series = build({"arrivals": [fallen, make_flow(1, -40, reporting=1)]})
    assert [day.arrivals.new for day in series.days] == [0, None]
    assert series.days[0].arrivals.fallen == 40
    assert PointMark(mark=Mark.FALLEN, part=40) in series.days[0].arrivals.marks


def test_a_flow_said_in_words_has_no_number() -> None:
    series = build({"arrivals": [make_flow(0, None, reporting=1)]})
    assert series.days[0].arrivals.new is None
    assert series.days[0].arrivals.has(Mark.WORDS)


def test_free_places_are_negative_when_over_capacity() -> None:
    series = build({"capacity": [make_level(0, 100)], "sheltered": [make_level(0, 130)]})
    assert series.days[0].free == -30
    assert series.days[0].overflow == 30
    assert _head(series, Head.FREE).value == -30


def test_free_places_are_unknown_when_either_number_is() -> None:
    series = build({"capacity": [make_level(0, 100)], "sheltered": [make_total(0)]})
    assert series.days[0].free is None
    assert series.days[0].overflow is None
    assert _head(series, Head.FREE).value is None


def test_there_is_no_overflow_when_every_place_is_taken() -> None:
    series = build({"capacity": [make_level(0, 100)], "sheltered": [make_level(0, 100)]})
    assert series.days[0].free == 0
    assert series.days[0].overflow is None


def test_standby_stands_on_known_capacity_only() -> None:
    days = {
        "capacity": [make_level(0, 100), make_total(1)],
        "capacity_standby": [make_level(0, 50), make_level(1, 50)],
    }
    assert [day.room for day in build(days).days] == [150, None]


def test_free_places_say_on_how_many_units_they_rest() -> None:
    days = {
        "capacity": [make_level(0, 100)],
        "sheltered": [make_level(0, 60, known=20, reporting=20)],
    }
    marks = _head(build(days), Head.FREE).marks
    assert marks == (PointMark(mark=Mark.UNEVEN, part=20, whole=22),)


def test_free_places_have_the_bounds_of_both_numbers() -> None:
    days = {
        "capacity": [make_level(0, 100, low=90)],
        "sheltered": [make_level(0, 60, low=55, high=None)],
    }
    free = _head(build(days), Head.FREE)
    assert (free.low, free.high, free.is_open) == (None, 45, False)


def test_a_level_known_in_words_only_has_no_bounds() -> None:
    words = make_total(0, low=0, high=None, known=1, reporting=1, without_value=1)
    point = build({"sheltered": [words]}).days[0].sheltered
    assert (point.value, point.low, point.high, point.is_open) == (None, None, None, True)
    assert point.find_mark(Mark.WORDS)


@pytest.mark.parametrize(
    ("measures", "mark"),
    [
        ({"reporting": 2, "derived": 20}, PointMark(mark=Mark.DERIVED, part=20, whole=22)),
        ({"reporting": 0, "carried": 22}, PointMark(mark=Mark.CARRIED, part=22, whole=22)),
        ({"reporting": 19, "carried": 3, "stale": 2}, PointMark(mark=Mark.STALE, part=2, whole=22)),
        ({"corrected": 1}, PointMark(mark=Mark.CORRECTED, part=1, whole=22)),
        ({"contested": 2}, PointMark(mark=Mark.CONTESTED, part=2, whole=22)),
        ({}, PointMark(mark=Mark.OBSERVED, part=22, whole=22)),
        ({"high": None}, PointMark(mark=Mark.OPEN)),
    ],
)
def test_a_level_is_marked_with_the_share_it_holds_for(measures: dict, mark: PointMark) -> None:
    assert mark in build({"present": [make_level(0, 90, **measures)]}).days[0].present.marks


def test_the_unreviewed_share_is_of_the_people_counted() -> None:
    point = build({"sheltered": [make_level(0, 200, unreviewed=50)]}).days[0].sheltered
    assert point.share_unreviewed == 0.25
    assert point.find_mark(Mark.UNREVIEWED)
    assert point.is_exact


@pytest.mark.parametrize(
    ("value", "low", "high", "drawn"),
    [
        (50, 0, 49, 49),
        (300, 301, 400, 301),
        (60, 50, 70, 60),
        (300, 301, None, 301),
        (-5, 0, 5, -5),
    ],
)
def test_a_level_is_drawn_within_its_bounds(
    value: int, low: int, high: int | None, drawn: int
) -> None:
    level = make_level(0, value, low=low, high=high, unreviewed=abs(value))
    point = build({"sheltered": [level]}).days[0].sheltered
    assert point.value == drawn
    assert point.share_unreviewed == abs(value) / value


def test_a_lump_is_marked_with_its_size() -> None:
    flow = build({"arrivals": [make_flow(0, 310, lumped=250, lumps=1)]}).days[0].arrivals
    assert flow.new == 310
    assert PointMark(mark=Mark.LUMP, part=250) in flow.marks


def test_head_numbers_say_age_and_change_of_the_day_they_are_of() -> None:
    levels = [make_level(0, 100), make_level(1, 130), make_carried(2, 130)]
    head = _head(build({"sheltered": levels}), Head.SHELTERED)
    assert (head.value, head.move) == (130, Move(day=day_at(1), size=30))
    assert (head.reported, head.age) == (day_at(1), 1)


def test_a_head_number_nobody_reported_has_no_age() -> None:
    series = build({"sheltered": [make_carried(0, 5)], "arrivals": [make_total(0)]})
    head = _head(series, Head.SHELTERED)
    assert (head.value, head.reported, head.age, head.change) == (5, None, None, None)
    assert _head(series, Head.ARRIVALS).value is None


def test_the_head_number_of_a_flow_is_the_last_day_with_a_number() -> None:
    flows = [make_flow(0, 7), make_flow(1, 9), make_flow(2, None)]
    head = _head(build({"arrivals": flows}), Head.ARRIVALS)
    assert (head.value, head.day, head.age, head.change) == (9, day_at(1), 1, 2)
    first = _head(build({"arrivals": flows[:1]}), Head.ARRIVALS)
    assert first.change is None


def test_days_before_the_first_are_not_shown_but_compared_with() -> None:
    levels = [make_level(i, 100 + i) for i in range(3)]
    series = build({"sheltered": levels}, first=day_at(2))
    assert [day.day for day in series.days] == [day_at(2)]
    assert _head(series, Head.SHELTERED).change == 1


def test_no_days_give_no_head_numbers() -> None:
    series = build({}, first=date(2030, 1, 1))
    assert (series.days, series.heads) == ((), ())
    assert series.is_empty
    assert series.head(Head.FREE) is None


def test_days_without_anything_known_are_empty() -> None:
    assert build({"coverage": [make_total(0, expected=3)]}).is_empty
    assert not build({"arrivals": [make_flow(0, 0)]}).is_empty


def test_claims_stand_beside_the_sum_and_are_never_added() -> None:
    with_claim = build(make_month(), claims=[make_claim(2500)])
    assert with_claim.claims[0].height == 2500
    assert with_claim.days == build(make_month()).days
    assert with_claim.heads == build(make_month()).heads


def test_a_claim_is_placed_at_its_value_or_its_bound() -> None:
    assert make_claim(None).height is None
    assert make_claim(None, low=301).height == 301
    assert make_claim(None, high=500).height == 500


def test_head_numbers_have_labels_and_units() -> None:
    assert (Head.FREE.label, Head.FREE.unit) == ("Free places", "places")
    assert (Head.PRESENT.label, Head.PRESENT.unit) == ("Present", "people")
    assert {head.value for head in Head} - {"free"} <= {indicator.value for indicator in Indicator}


def test_there_is_no_change_to_tell_where_a_unit_gave_no_number() -> None:
    ranged = {"low": 1300, "high": 1450, "without_value": 2}
    series = build(
        {
            "capacity": [make_level(0, 1800), make_level(1, 1840)],
            "sheltered": [make_level(0, 1200), make_level(1, 1204, **ranged)],
        }
    )
    sheltered, free = series.head(Head.SHELTERED), series.head(Head.FREE)
    assert sheltered is not None
    assert free is not None
    assert (sheltered.value, sheltered.change) == (1300, None)
    assert (free.value, free.low, free.high, free.change) == (None, 390, 540, None)
    assert series.days[-1].sheltered.counted == 1204


def test_more_people_than_places_are_told_although_a_unit_gave_a_range_alone() -> None:
    ranged = {"low": 1900, "high": 2000, "without_value": 1}
    series = build(
        {"capacity": [make_level(0, 1800)], "sheltered": [make_level(0, 1900, **ranged)]}
    )
    free = series.head(Head.FREE)
    assert free is not None
    assert (free.value, free.low, free.high) == (-100, -200, -100)
