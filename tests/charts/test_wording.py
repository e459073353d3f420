"""Number phrases."""

from dataclasses import replace

import pytest

from tests.charts.made import make_level, make_total
from tracker.charts.free import phrase_free
from tracker.charts.marks import Mark, PointMark
from tracker.charts.series.capacity import CapacityDay, build_capacity_series
from tracker.charts.series.heads import Coverage
from tracker.charts.series.levels import LevelPoint, read_level
from tracker.charts.wording import (
    MARK_NAMES,
    bound_level,
    phrase_bounds,
    phrase_change,
    phrase_coverage,
    phrase_level,
    phrase_mark,
    phrase_number,
    phrase_share,
)


def exact(value: int, **more: int) -> LevelPoint:
    return read_level(make_level(0, value, **more))


def least(value: int) -> LevelPoint:
    return read_level(make_level(0, value, high=None))


def sum_of(
    counted: int | None, *, low: int, high: int | None, units: int = 22, without: int = 2
) -> LevelPoint:
    """A sum over units of which some gave no number."""
    bounds = {"low": low, "high": high}
    return read_level(
        make_total(0, value=counted, known=units, without_value=min(units, without), **bounds)
    )


def make_day(capacity: LevelPoint, sheltered: LevelPoint) -> CapacityDay:
    (day,) = build_capacity_series({"coverage": [make_total(0)]}, stale_after=3).days
    return replace(day, capacity=capacity, sheltered=sheltered)


@pytest.mark.parametrize(
    ("bounds", "said"),
    [
        ((5, 5, 5), "5"),
        ((1204, 1100, 1300), "1,204 (1,100 to 1,300)"),
        ((1204, 0, 1300), "1,204 (at most 1,300)"),
        ((1204, 1204, None), "at least 1,204"),
        ((300, 301, None), "at least 301"),
        ((1204, 1100, None), "about 1,204 (at least 1,100)"),
        ((1204, 0, None), "about 1,204"),
        ((50, 0, 49), "at most 49"),
        ((49, 0, 49), "at most 49"),
        ((50, 20, 49), "20 to 49"),
        ((2159, 2129, 2159), "2,159 (2,129 to 2,159)"),
        ((300, 301, 400), "301 to 400"),
        ((300, 300, 400), "300 (300 to 400)"),
        ((-5, 0, 5), "\N{MINUS SIGN}5 (at most 5)"),
        ((None, None, None), "in words only"),
        ((None, 100, None), "at least 100"),
        ((None, 100, 300), "100 to 300"),
        ((None, 0, 300), "at most 300"),
    ],
)
def test_a_number_is_said_with_its_bounds(bounds: tuple, said: str) -> None:
    assert phrase_bounds(*bounds) == said


def test_changes_have_signs() -> None:
    said = [phrase_change(change) for change in (1200, -30, 0, None)]
    assert said == ["+1,200", "\N{MINUS SIGN}30", "no change", None]
    assert phrase_number(-1204) == "\N{MINUS SIGN}1,204"


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [(0, 9, "0%"), (1, 900, "under 1%"), (1, 8, "12%"), (899, 900, "over 99%"), (9, 9, "100%")],
)
def test_a_share_is_none_or_all_only_when_it_is(part: int, whole: int, said: str) -> None:
    assert phrase_share(part, whole) == said


def test_coverage_of_many_and_of_one() -> None:
    assert phrase_coverage(Coverage(reporting=18, expected=22)) == "18 of 22 units reported"
    assert phrase_coverage(Coverage(reporting=1, expected=1)) == "Reported"
    assert phrase_coverage(Coverage(reporting=0, expected=1)) == "Not reported"


@pytest.mark.parametrize(
    ("capacity", "sheltered", "said"),
    [
        (exact(15), exact(10), "5"),
        (exact(10), exact(10), "0"),
        (exact(10), exact(15), "5 over"),
        (exact(10), LevelPoint(), "not known"),
        (exact(15), least(10), "at most 5"),
        (exact(10), least(15), "at least 5 over"),
        (least(15), exact(10), "at least 5"),
        (least(10), exact(15), "at most 5 over"),
        (least(15), least(10), "perhaps 5"),
        (exact(15), exact(10, without_value=1), "at most 5"),
    ],
)
def test_free_places_are_a_bound_where_places_or_people_are(
    capacity: LevelPoint, sheltered: LevelPoint, said: str
) -> None:
    assert phrase_free(make_day(capacity=capacity, sheltered=sheltered)) == said


@pytest.mark.parametrize(
    ("point", "said"),
    [
        (sum_of(1204, low=1300, high=1450), "1,300 to 1,450 (1,204 counted, and 2 units without"),
        (sum_of(1204, low=1300, high=None), "at least 1,300 (1,204 counted, and 2 units without"),
        (sum_of(1204, low=1150, high=1450), "1,150 to 1,450 (1,204 counted, and 2 units without"),
        (sum_of(1204, low=0, high=None), "1,204 counted, and 2 units without"),
        (sum_of(12, low=15, high=20, units=1), "15 to 20 (12 counted, and more without"),
        (sum_of(1204, low=1300, high=1300, without=1), "1,300 to 1,300 (1,204 counted, and 1 unit"),
        (sum_of(1204, low=1204, high=None), "at least 1,204"),
        (sum_of(None, low=100, high=250), "100 to 250"),
    ],
)
def test_what_was_counted_is_not_taken_for_the_whole(point: LevelPoint, said: str) -> None:
    assert phrase_level(point).startswith(said)


def test_a_sum_without_some_numbers_is_drawn_within_its_band() -> None:
    assert sum_of(1204, low=1300, high=1450).value == 1300
    assert sum_of(1204, low=1300, high=None).value == 1300
    assert sum_of(1204, low=1150, high=1450).value == 1204


def test_a_single_unit_is_not_counted() -> None:
    stale = PointMark(mark=Mark.STALE, part=1, whole=1)
    assert phrase_mark(stale, 1) == "stale (silent for more than 1 day)"


@pytest.mark.parametrize("mark", list(Mark))
def test_every_mark_has_a_name_a_symbol_and_words(mark: Mark) -> None:
    assert MARK_NAMES[mark]
    assert mark.icon
    assert phrase_mark(PointMark(mark=mark, part=1, whole=2), 3).startswith("1 of 2 units ")


def test_a_level_without_a_number_has_no_word_before_it() -> None:
    assert not bound_level(LevelPoint(value=None, low=3, high=None, known=1))
