"""A map in words."""

from dataclasses import replace
from typing import Any

import pytest

from tests.charts.map_made import make_area, make_map
from tracker.charts.bounds import Bound
from tracker.charts.sentences.map import describe_map
from tracker.charts.series.map import MapMeasure, MapSeries, find_step


def describe(measure: MapMeasure, *values: float | None) -> str:
    areas = [
        make_area(at, None, value, step=find_step(measure, value, 3))
        for at, value in enumerate(values, start=1)
    ]
    more: dict[str, Any] = {"measure": measure}
    series: MapSeries = replace(make_map(*areas), **more)
    return describe_map(series)


def test_the_worst_area_is_named_and_those_over_capacity_counted() -> None:
    assert describe(MapMeasure.OCCUPANCY, 0.2, 1.5, 1.1) == (
        "Occupancy on 9 August 2024: highest in Area 2, 150%. 2 of 3 areas are over capacity."
    )


def test_the_fewest_places_are_the_worst() -> None:
    assert describe(MapMeasure.FREE, 20, -3, 500) == (
        "Free places on 9 August 2024: fewest in Area 2, 3 over. 1 of 3 areas is over capacity."
    )


@pytest.mark.parametrize(
    ("measure", "value", "bound", "said"),
    [
        (MapMeasure.OCCUPANCY, 1.5, Bound.AT_LEAST, "highest in Area 1, at least 150%."),
        (MapMeasure.ARRIVALS, 20, Bound.AT_LEAST, "most in Area 1, at least 20."),
        (MapMeasure.ARRIVALS, 20, Bound.ABOUT, "most in Area 1, about 20."),
        (MapMeasure.FREE, 20, Bound.AT_MOST, "fewest in Area 1, at most 20."),
        (MapMeasure.FREE, -3, Bound.AT_MOST, "fewest in Area 1, at least 3 over."),
        (MapMeasure.FREE, -3, Bound.ABOUT, "fewest in Area 1, about 3 over."),
    ],
)
def test_a_worst_number_that_may_be_more_or_less_says_so(
    measure: MapMeasure, value: float, bound: Bound, said: str
) -> None:
    area = make_area(1, None, value, bound=bound)
    assert said in describe_map(replace(make_map(area), measure=measure))


def test_what_is_not_known_is_not_nought() -> None:
    assert describe(MapMeasure.ARRIVALS, 20, None, None) == (
        "Arrivals in 7 days on 9 August 2024: most in Area 1, 20. "
        "2 areas have no number, which is not zero."
    )
    assert describe(MapMeasure.SILENCE, 1, None) == (
        "Days since last report on 9 August 2024: longest in Area 1, 1 day ago. "
        "1 area has no number, which is not zero."
    )


def test_a_map_without_any_number_says_so() -> None:
    assert describe(MapMeasure.FREE, None) == "On 9 August 2024 none of 1 area has a number."
