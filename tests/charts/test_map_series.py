"""A map's numbers: classes that mean the same on every day, and words."""

from dataclasses import replace

import pytest

from tests.charts.map_made import make_area, make_map, make_square
from tracker.charts.bounds import Bound
from tracker.charts.map_look import STEPS
from tracker.charts.map_wording import explain_signs, phrase_measure, shorten_measure
from tracker.charts.series.map import (
    MapMeasure,
    find_step,
    list_steps,
    rank_area,
)

OCCUPANCY, FREE, ARRIVALS, SILENCE = MapMeasure


@pytest.mark.parametrize("measure", MapMeasure)
def test_every_measure_has_its_classes_and_a_name(measure: MapMeasure) -> None:
    steps = list_steps(measure, 3)
    assert [step.number for step in steps] == list(range(STEPS))
    assert len({step.label for step in steps}) == STEPS
    assert measure.label
    assert find_step(measure, None, 3) is None


@pytest.mark.parametrize(
    ("measure", "value", "label"),
    [
        (OCCUPANCY, 0.0, "under 50%"),
        (OCCUPANCY, 0.499, "under 50%"),
        (OCCUPANCY, 0.5, "50 to under 80%"),
        (OCCUPANCY, 0.8, "80 to under 95%"),
        (OCCUPANCY, 0.95, "95 to 100%"),
        (OCCUPANCY, 1.0, "95 to 100%"),
        (OCCUPANCY, 1.001, "over 100%"),
        (FREE, -1, "over capacity"),
        (FREE, 0, "0 to 19"),
        (FREE, 19, "0 to 19"),
        (FREE, 20, "20 to 99"),
        (FREE, 499, "100 to 499"),
        (FREE, 500, "500 or more"),
        (ARRIVALS, 0, "none"),
        (ARRIVALS, 1, "1 to 19"),
        (ARRIVALS, 499, "100 to 499"),
        (ARRIVALS, 500, "500 or more"),
        (SILENCE, 0, "that day"),
        (SILENCE, 1, "1 to 3 days"),
        (SILENCE, 3, "1 to 3 days"),
        (SILENCE, 4, "4 to 6 days"),
        (SILENCE, 12, "7 to 12 days"),
        (SILENCE, 13, "13 days or more"),
    ],
)
def test_a_value_is_in_the_class_that_says_so(
    measure: MapMeasure, value: float, label: str
) -> None:
    step = find_step(measure, value, 3)
    assert step is not None
    assert list_steps(measure, 3)[step].label == label


def test_days_of_silence_follow_the_limit_of_the_operation() -> None:
    assert [step.label for step in list_steps(SILENCE, 1)] == [
        "that day",
        "1 day",
        "2 days",
        "3 to 4 days",
        "5 days or more",
    ]


@pytest.mark.parametrize(
    ("measure", "value", "words", "short"),
    [
        (OCCUPANCY, 0.806, "81%", "81%"),
        (OCCUPANCY, 0.999, "over 99%", "over 99%"),
        (OCCUPANCY, 1.001, "over 100%", "over 100%"),
        (OCCUPANCY, 1.5, "150%", "150%"),
        (FREE, 1204, "1,204", "1,204"),
        (FREE, -15, "15 over", "\N{MINUS SIGN}15"),
        (ARRIVALS, 340, "340", "340"),
        (SILENCE, 0, "that day", "0"),
        (SILENCE, 1, "1 day ago", "1"),
        (SILENCE, 12, "12 days ago", "12"),
    ],
)
def test_values_in_words(measure: MapMeasure, value: float, words: str, short: str) -> None:
    assert phrase_measure(measure, value) == words
    assert shorten_measure(measure, value) == short


def test_no_number_is_a_dash_and_never_nought() -> None:
    assert shorten_measure(FREE, None) == "\N{EN DASH}"


def test_a_map_tells_what_is_missing_on_it() -> None:
    known = make_area(1, make_square(0, 0), 0.5)
    unknown, unplaced = make_area(2, make_square(1, 0)), make_area(3, None)
    assert not make_map(known, unplaced).has_missing
    assert make_map(known, unknown).has_missing
    assert make_map(known, unplaced).drawn == ((known, known.shape),)
    assert not make_map(known).has_doubtful
    assert make_map(make_area(1, make_square(0, 0), 0.5, doubtful=True)).has_doubtful


def test_a_map_explains_the_signs_that_stand_on_it() -> None:
    sure = make_area(1, make_square(0, 0), 0.5)
    more = make_area(2, make_square(1, 0), 0.5, bound=Bound.AT_LEAST, doubtful=True)
    about = make_area(3, make_square(2, 0), 0.5, bound=Bound.ABOUT)
    unplaced = make_area(4, None, 0.5, bound=Bound.AT_MOST)
    assert explain_signs(make_map(sure, unplaced), 3) == ""
    assert explain_signs(make_map(sure, about, more, unplaced), 3) == (
        f"{Bound.AT_LEAST} means at least, {Bound.ABOUT} means about. "
        "\N{MULTIPLICATION SIGN} rests on counts that are older than 3 days."
    )


def test_arrivals_that_may_be_more_are_explained() -> None:
    some = make_area(1, make_square(0, 0), 5, bound=Bound.AT_LEAST)
    told = explain_signs(replace(make_map(some), measure=ARRIVALS), 3)
    assert told.startswith(f"{Bound.AT_LEAST} means at least. There may be more where a unit did")


@pytest.mark.parametrize(
    ("measure", "values", "ranked"),
    [
        (OCCUPANCY, [0.5, 0.82, None, 0.79, 0.58], [0.82, 0.79, 0.58, 0.5, None]),
        (FREE, [206, None, 30, -4, 25], [-4, 25, 30, 206, None]),
        (SILENCE, [0, 9, 4, 5, None], [9, 5, 4, 0, None]),
    ],
)
def test_the_most_urgent_comes_first_also_within_a_class(
    measure: MapMeasure, values: list[float | None], ranked: list[float | None]
) -> None:
    areas = [
        make_area(number, None, value, step=find_step(measure, value, 3))
        for number, value in enumerate(values)
    ]
    areas.sort(key=lambda area: rank_area(measure, area))
    assert [area.value for area in areas] == ranked
