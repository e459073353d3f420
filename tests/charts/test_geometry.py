"""Outlines of areas between lines."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.charts.figures.axes import find_top, list_ticks, round_up
from tracker.charts.figures.hover import wrap_words
from tracker.charts.geometry import (
    Edge,
    find_runs,
    outline_bands,
    outline_cells,
    outline_excess,
)


def _edge(at: float, bottom: float, top: float) -> Edge:
    return Edge(at=at, bottom=bottom, top=top)


def test_runs_end_at_gaps() -> None:
    assert list(find_runs([None, 1, 2, None, 0])) == [range(1, 3), range(4, 5)]
    assert not list(find_runs([]))


def test_cells_of_equal_height_are_one_step() -> None:
    assert outline_cells([(0, 5), (0, 5), (0, 7), None, (0, 1)]) == (
        (_edge(-0.5, 0, 5), _edge(1.5, 0, 5), _edge(1.5, 0, 7), _edge(2.5, 0, 7)),
        (_edge(3.5, 0, 1), _edge(4.5, 0, 1)),
    )


def test_bands_without_width_are_left_out() -> None:
    bounds = [(1, 1), (1, 1), (1, 3), (2, 2), (2, 2), None]
    assert outline_bands(bounds) == ((_edge(1, 1, 1), _edge(2, 1, 3), _edge(3, 2, 2)),)
    assert outline_bands([(4, 4)]) == ()


def test_excess_is_cut_where_the_line_crosses_the_step() -> None:
    (outline,) = outline_excess([100, 100], [80, 120])
    assert outline == (_edge(0.5, 100, 100), _edge(1, 100, 120))


def test_excess_ends_with_the_day_that_is_above() -> None:
    (outline,) = outline_excess([100, 100], [140, 90])
    assert outline == (_edge(0, 100, 140), _edge(0.5, 100, 115))


def test_excess_is_cut_where_the_line_comes_down_within_the_day() -> None:
    (outline,) = outline_excess([100, 100], [110, 50])
    assert outline[0] == _edge(0, 100, 110)
    assert outline[-1].at == pytest.approx(1 / 6)
    assert outline[-1].top == 100


def test_no_excess_between_days_of_which_neither_is_above() -> None:
    """People rise while places rise: in the middle the line lies over the steps of both days."""
    assert outline_excess([100, 200], [90, 190]) == ()
    assert outline_excess([200, 100], [190, 90]) == ()


@given(
    days=st.lists(
        st.tuples(st.none() | st.integers(0, 300), st.none() | st.integers(0, 300)), max_size=9
    )
)
def test_excess_stands_in_the_cells_of_days_above_and_in_no_others(
    days: list[tuple[int | None, int | None]],
) -> None:
    outlines = outline_excess([step for step, _ in days], [line for _, line in days])
    above = {
        at
        for at, (step, line) in enumerate(days)
        if step is not None and line is not None and line > step
    }
    covered = {
        round((left.at + right.at) / 2)
        for outline in outlines
        for left, right in pairwise(outline)
        if left.at < right.at
    }
    assert covered == above


def test_excess_ends_at_the_edge_of_the_day_when_places_are_added() -> None:
    (outline,) = outline_excess([100, 200], [150, 150])
    assert outline == (_edge(0, 100, 150), _edge(0.5, 100, 150))


def test_excess_on_a_single_day_between_gaps() -> None:
    (outline,) = outline_excess([100, 100], [150, None])
    assert outline == (_edge(-0.3, 100, 150), _edge(0.3, 100, 150))
    assert outline_excess([100], [50]) == ()


def test_excess_interrupted_is_two_areas() -> None:
    assert len(outline_excess([100] * 5, [150, 50, 150, 50, 150])) == 3


def test_ticks_are_round_and_reach_both_ways() -> None:
    assert list_ticks(130, 400) == [0, 200, 400]
    assert list_ticks(45, 45) == [-40, -20, 0, 20, 40]
    assert [round_up(number) for number in (0.5, 1, 3, 11, 51)] == [1, 1, 5, 20, 100]


def test_an_axis_without_numbers_still_has_a_top() -> None:
    assert find_top([None, 0]) == 10


def test_long_words_are_not_broken() -> None:
    assert wrap_words("a verylongword b", 5) == ["a", "verylongword", "b"]
