"""The operation in a few words: room, days until full, silent units."""

import pytest

from tests.charts.made import make_carried, make_level, make_total
from tracker.charts.sentences.overview import describe_overview, say_full, say_silence
from tracker.charts.series.capacity import build_capacity_series
from tracker.charts.series.forecast import build_full_series
from tracker.domain.daily import DayTotal
from tracker.domain.indicators import Indicator

LAST = 9  # Thursday, 15 August 2024


def covered(expected: int = 22, stale: int = 0, known: int = 22) -> DayTotal:
    return make_total(LAST, expected=expected, stale=stale, known=known)


def describe(values: list[int], places: int, coverage: DayTotal | None = None, age: int = 0) -> str:
    sheltered = [make_level(at, value) for at, value in enumerate(values)]
    sheltered += [make_carried(len(values) + more, values[-1]) for more in range(age)]
    days: dict[str, list[DayTotal]] = {
        Indicator.SHELTERED: sheltered,
        Indicator.CAPACITY: [make_level(at, places) for at in range(len(sheltered))],
    }
    return describe_overview(
        build_capacity_series(days, stale_after=3),
        build_full_series(sheltered, make_level(len(sheltered) - 1, places), None, stale_after=3),
        coverage or covered(),
    )


def test_all_that_matters_in_three_sentences() -> None:
    assert describe([100 * at for at in range(10)], 1000, covered(stale=2, known=21)) == (
        "Shelters hold 900 of 1,000 usable places; 100 are free. "
        "At the last week's pace they are full in 1 to 4 days, most likely in 2 days. "
        "2 of 22 units have not reported for more than 3 days; 1 not yet at all."
    )


@pytest.mark.parametrize(
    ("values", "places", "age", "said"),
    [
        ([500 + 40 * at for at in range(10)], 1150, 0, "not expected to fill within 30 days"),
        ([500] * 10, 5000, 0, "At the last week's pace they do not fill within 30 days."),
        ([500] * 3, 5000, 0, "Too few reports to say when they will be full."),
        ([500] * 8, 5000, 4, "The counts are too old to say when they will be full."),
        ([500 + 40 * at for at in range(10)], 860, 0, "; none is free. All 22 units"),
    ],
)
def test_when_they_are_full(values: list[int], places: int, age: int, said: str) -> None:
    assert said in describe(values, places, age=age)


def test_the_earliest_day_is_told_where_it_is_not_expected() -> None:
    sheltered = [make_level(at, 500 + 40 * at) for at in range(10)]
    full = build_full_series(sheltered, make_level(LAST, 1150), None, stale_after=3)
    assert say_full(full).endswith("30 days, but perhaps in 10 days.")
    soon = build_full_series(sheltered, make_level(LAST, 1060), None, stale_after=3)
    assert "in 5 to over 30 days, most likely in 14 days." in say_full(soon)


@pytest.mark.parametrize(
    ("coverage", "said"),
    [
        (covered(), "All 22 units have reported within 3 days."),
        (covered(stale=1), "1 of 22 units has not reported for more than 3 days."),
        (covered(known=20), "2 of 22 units have not reported yet."),
        (covered(known=21), "1 of 22 units has not reported yet."),
        (covered(known=0), "No unit has reported yet."),
        (covered(stale=22), "No unit has reported for more than 3 days."),
        (
            covered(stale=20, known=20),
            "20 of 22 units have not reported for more than 3 days; 2 not yet at all.",
        ),
        (covered(expected=1, known=1), ""),
        (covered(expected=0, known=0), ""),
    ],
)
def test_who_is_silent(coverage: DayTotal, said: str) -> None:
    assert say_silence(coverage, 3) == said


def test_the_limit_of_silence_is_that_of_the_operation() -> None:
    silent, well = covered(stale=1), covered()
    assert say_silence(silent, 1) == "1 of 22 units has not reported for more than 1 day."
    assert say_silence(silent, 0) == "1 of 22 units has not reported today."
    assert say_silence(well, 0) == "All 22 units have reported today."


def test_without_any_count_only_the_silence_is_told() -> None:
    days: dict[str, list[DayTotal]] = {Indicator.SHELTERED: [make_total(at) for at in range(10)]}
    series = build_capacity_series(days, stale_after=3)
    full = build_full_series(days[Indicator.SHELTERED.value], None, None, stale_after=3)
    assert describe_overview(series, full, covered(stale=22)) == (
        "No unit has reported for more than 3 days."
    )
