"""Arrivals of several days, and when they are a lower bound."""

from collections.abc import Sequence

import pytest

from tests.charts.made import make_total
from tracker.charts.bounds import Bound
from tracker.charts.map_wording import phrase_arrivals
from tracker.charts.series.arrivals import Arrivals, sum_arrivals
from tracker.domain.daily import DayTotal

Measures = dict[str, int | None]


def make_days(*totals: Measures) -> list[DayTotal]:
    """Running totals from the day before the first, of one unit that reported each day."""
    return [
        make_total(at, **{"known": 1, "reporting": 1} | total) for at, total in enumerate(totals)
    ]


def expect(units: Sequence[int]) -> list[DayTotal]:
    return [make_total(at + 1, expected=number, known=1) for at, number in enumerate(units)]


BEFORE: Measures = {"value": 100, "low": 100, "high": 100, "new": 5}
ONE: Measures = {"value": 110, "low": 110, "high": 110, "new": 10}
TWO: Measures = {"value": 130, "low": 130, "high": 130, "new": 20}


def test_days_that_all_reported_add_up_exactly() -> None:
    found = sum_arrivals(make_days(BEFORE, ONE, TWO), expect([1, 1]))
    assert found == Arrivals(number=30)
    assert (phrase_arrivals(found), found.sign) == ("30", None)


def test_a_unit_that_did_not_say_on_a_day_makes_it_a_lower_bound() -> None:
    missing: Measures = {**TWO, "new": None, "reporting": 0, "value": 110, "low": 110, "high": 110}
    found = sum_arrivals(make_days(BEFORE, ONE, missing), expect([1, 1]))
    assert found is not None
    assert (phrase_arrivals(found), found.sign) == ("at least 10", Bound.AT_LEAST)


def test_units_that_were_not_to_report_are_not_missing() -> None:
    quiet: Measures = {**ONE, "new": None, "reporting": 0}
    found = sum_arrivals(make_days(BEFORE, ONE, quiet), expect([1, 0]))
    assert found == Arrivals(number=10)


@pytest.mark.parametrize(
    ("last", "said", "sign"),
    [
        ({**TWO, "high": None}, "at least 30", Bound.AT_LEAST),
        ({**TWO, "high": 135}, "at least 30", Bound.AT_LEAST),
        ({**TWO, "low": 125}, "at most 30", Bound.AT_MOST),
        ({**TWO, "low": 125, "high": 135}, "30", Bound.ABOUT),
        ({**TWO, "low": 125, "high": None}, "about 30", Bound.ABOUT),
    ],
)
def test_a_vague_number_in_the_days_is_said(last: Measures, said: str, sign: Bound) -> None:
    found = sum_arrivals(make_days(BEFORE, ONE, last), expect([1, 1]))
    assert found is not None
    assert (phrase_arrivals(found), found.sign) == (said, sign)


def test_what_was_vague_before_the_days_is_not_theirs() -> None:
    open_before: list[Measures] = [
        {**total, "high": None, "low": 90} for total in (BEFORE, ONE, TWO)
    ]
    open_before[1]["low"], open_before[2]["low"] = 100, 120
    assert sum_arrivals(make_days(*open_before), expect([1, 1])) == Arrivals(number=30)


def test_the_first_days_of_all_have_nothing_before_them() -> None:
    nothing: Measures = {
        "value": None,
        "low": None,
        "high": None,
        "new": None,
        "known": 0,
        "reporting": 0,
    }
    assert sum_arrivals(make_days(nothing, ONE, TWO), expect([1, 1])) == Arrivals(number=30)
    assert sum_arrivals(make_days(nothing, nothing), expect([1])) is None
