"""Number phrases."""

import pytest

from tracker.charts.marks import Mark, PointMark
from tracker.charts.series.heads import Coverage
from tracker.charts.wording import (
    MARK_NAMES,
    phrase_bounds,
    phrase_change,
    phrase_coverage,
    phrase_free,
    phrase_mark,
    phrase_number,
    phrase_share,
)


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


def test_free_places() -> None:
    assert [phrase_free(free) for free in (5, 0, -5, None)] == ["5", "0", "5 over", "not known"]


def test_a_single_unit_is_not_counted() -> None:
    stale = PointMark(mark=Mark.STALE, part=1, whole=1)
    assert phrase_mark(stale, 1) == "stale (silent for more than 1 day)"


@pytest.mark.parametrize("mark", list(Mark))
def test_every_mark_has_a_name_a_symbol_and_words(mark: Mark) -> None:
    assert MARK_NAMES[mark]
    assert mark.icon
    assert phrase_mark(PointMark(mark=mark, part=1, whole=2), 3).startswith("1 of 2 units ")
