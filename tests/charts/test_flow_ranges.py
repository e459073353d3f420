"""Ranges of what came and left: rivals and vague numbers are drawn, said and filed as such."""

from typing import Any

import pytest

from tests.charts.drawing import all_named, draw, named
from tests.charts.made import build, make_flow, make_total
from tracker.charts.appearance import LIGHT
from tracker.charts.figures.key import list_key
from tracker.charts.figures.movement import draw_movement
from tracker.charts.figures.ranges import RANGE_NAME
from tracker.charts.figures.tallies import draw_tallies
from tracker.charts.pictures.capacity import draw_capacity_picture
from tracker.charts.pictures.capacity_key import sign_capacity
from tracker.charts.pictures.movement import draw_movement_picture, sign_movement
from tracker.charts.pictures.tallies import draw_tally_picture, sign_tallies
from tracker.charts.series.capacity import CapacitySeries
from tracker.charts.series.movement import build_movement_series
from tracker.charts.series.tallies import build_tally_series
from tracker.charts.tables.capacity import tabulate
from tracker.charts.tables.drawn_capacity import list_drawn_capacity
from tracker.domain.daily import DayTotal
from tracker.domain.indicators import Indicator
from tracker.domain.qualifiers import Qualifier

WHISKER_OF_SECOND = "M13.4 "
"""Where both ends of a whisker begin: 0.16 of a day before the middle, ten to a day."""


def rivals(**more: Any) -> list[DayTotal]:
    """Ten on one day; on the next ten by one source and forty by another."""
    return [make_flow(0, 10), make_flow(1, 10, **{"new_high": 40, "contested": 1, **more})]


def build_flows(flows: list[DayTotal], key: str = Indicator.ARRIVALS) -> CapacitySeries:
    return build({key: flows})


def test_rival_arrivals_have_a_whisker_over_their_bar_and_the_mark_beyond_it() -> None:
    figure = draw(build_flows(rivals()))
    whisker, mark = named(figure, RANGE_NAME), named(figure, "Rival reports")
    assert {y for y in whisker["y"] if y is not None} == {10, 40}
    assert whisker["x"][3:5] == ["2024-08-07", "2024-08-07"]
    assert (whisker["yaxis"], named(figure, "Arrivals")["y"]) == ("y2", [10, 10])
    assert mark["y"][0] > 40
    assert figure["layout"]["yaxis2"]["range"][1] > mark["y"][0]
    assert RANGE_NAME in list_key(figure)


def test_departures_reach_down() -> None:
    figure = draw(build_flows(rivals(), Indicator.DEPARTURES))
    assert min(y for y in named(figure, RANGE_NAME)["y"] if y is not None) == -40
    assert named(figure, "Rival reports")["y"][0] < -40
    assert figure["layout"]["yaxis2"]["range"][0] < -40


def test_numbers_that_are_sure_have_no_whisker() -> None:
    figure = draw(build_flows([make_flow(0, 10), make_flow(1, None)]))
    assert not all_named(figure, RANGE_NAME)
    assert not all_named(figure, "No upper bound")


@pytest.mark.parametrize(("low", "said"), [(10, "at least 10"), (None, "about 10")])
def test_an_open_number_is_hatched_beyond_its_bar(low: int | None, said: str) -> None:
    series = build_flows(rivals(new_low=low, new_high=None))
    fringe = named(draw(series), "No upper bound")
    assert (min(fringe["y"]), fringe["yaxis"]) == (10, "y2")
    assert tabulate(series)[0].arrivals.text == said
    (point,) = [p for p in list_drawn_capacity(series) if p.series == "arrivals"][1:]
    assert (point.low, point.high, point.said) == (low, None, said)


def test_a_range_without_a_number_is_a_whisker_without_a_bar() -> None:
    ranged = make_total(1, new_low=5, new_high=9, reporting=1, known=1)
    series = build_flows([make_flow(0, 10), ranged])
    figure = draw(series)
    assert named(figure, "Arrivals")["y"] == [10, None]
    assert {y for y in named(figure, RANGE_NAME)["y"] if y is not None} == {5, 9}
    assert tabulate(series)[0].arrivals.text == "5 to 9"


def test_table_file_and_hover_say_the_range() -> None:
    series = build_flows(rivals())
    assert tabulate(series)[0].arrivals.text == "10 (10 to 40)"
    (point,) = [p for p in list_drawn_capacity(series) if p.series == "arrivals"][1:]
    assert (point.value, point.low, point.high) == (10, 10, 40)
    assert (point.qualifier, point.said) == (Qualifier.BETWEEN, "10 (10 to 40)")
    assert "Arrivals 10 (10 to 40)" in named(draw(series), "Day")["text"][1]


def test_the_picture_holds_whiskers_hatching_and_marks_of_bars() -> None:
    series = build_flows([*rivals(), make_flow(2, 10, new_high=None)])
    text = draw_capacity_picture(series, LIGHT, "Capacity")
    assert WHISKER_OF_SECOND in text
    assert text.count("M-6-4V4L6-4V4Z") == 1
    names = [name for name, _ in sign_capacity(series, None, LIGHT)]
    assert names == [RANGE_NAME, "No upper bound", "Rival reports"]


def test_movement_and_totals_draw_the_same_ranges() -> None:
    present = [make_total(at) for at in range(2)]
    days: dict[str, list[DayTotal]] = {key: rivals() for key in ("arrivals", "departures")}
    movement = build_movement_series({**days, Indicator.PRESENT: present})
    assert len(all_named(draw_movement(movement), RANGE_NAME)) == 2
    assert draw_movement_picture(movement, LIGHT, "Moved").count(WHISKER_OF_SECOND) == 4
    assert RANGE_NAME in [name for name, _ in sign_movement(movement, LIGHT)]
    totals = build_tally_series(days, map(Indicator, days))
    assert len(all_named(draw_tallies(totals, name="totals"), RANGE_NAME)) == 2
    assert draw_tally_picture(totals, LIGHT, "Totals").count(WHISKER_OF_SECOND) == 4
    assert RANGE_NAME in [name for name, _ in sign_tallies(totals, LIGHT)]


def test_a_mark_of_few_who_left_is_not_cut_off_where_many_came() -> None:
    days: dict[str, list[DayTotal]] = {
        Indicator.ARRIVALS: [make_flow(0, 500)],
        Indicator.DEPARTURES: [make_flow(0, 2, corrected=1)],
    }
    figure = draw(build(days))
    assert figure["layout"]["yaxis2"]["range"][0] < 1.3 * named(figure, "Corrected")["y"][0]
