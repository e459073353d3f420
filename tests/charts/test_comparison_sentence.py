"""A claim about a larger area beside the sum of its units."""

from datetime import date
from typing import Any

import pytest

from tests.charts.made import make_total
from tracker.charts.sentences.comparison import (
    Sum,
    compare_claim,
    is_apart,
    list_compared,
    read_sum,
)
from tracker.domain.counts import Count, Form
from tracker.domain.indicators import Indicator
from tracker.domain.qualifiers import Qualifier

CAPACITY, STANDBY, PRESENT = Indicator.CAPACITY, Indicator.CAPACITY_STANDBY, Indicator.PRESENT


def claim(value: int | None, indicator: Indicator = PRESENT, **more: Any) -> Count:
    return Count(indicator=indicator, form=Form.LEVEL, value=value, **more)


def exactly(value: int) -> Sum:
    return Sum(value=value, low=value, high=value)


UNKNOWN = Sum(value=None, low=0, high=None, known=False)


def test_places_are_held_against_open_and_standby_ones() -> None:
    said = compare_claim(claim(2_500, STANDBY), {CAPACITY: exactly(1_840), STANDBY: exactly(400)})

    assert said == "The units add up to 1,840 open and 400 on standby: 260 fewer."
    assert list_compared(STANDBY) == list_compared(CAPACITY) == (CAPACITY, STANDBY)
    assert list_compared(PRESENT) == (PRESENT,)


def test_what_no_unit_reported_is_not_said() -> None:
    assert compare_claim(claim(9, CAPACITY), {CAPACITY: UNKNOWN, STANDBY: UNKNOWN}) == (
        "No unit reported it."
    )
    assert compare_claim(claim(9, CAPACITY), {CAPACITY: UNKNOWN, STANDBY: exactly(9)}) == (
        "The units add up to 9 on standby: the same."
    )


@pytest.mark.parametrize(
    ("count", "total", "said"),
    [
        (claim(300), exactly(280), "280: 20 fewer"),
        (claim(280), exactly(300), "300: 20 more"),
        (claim(300, qualifier=Qualifier.MORE_THAN), exactly(280), "280: at least 21 fewer"),
        (
            claim(300, qualifier=Qualifier.MORE_THAN),
            exactly(350),
            "350: both can be true, the best numbers are 50 apart, the units' has more",
        ),
        (
            claim(300, qualifier=Qualifier.ABOUT),
            exactly(290),
            "290: both can be true, the best numbers are 10 apart, the units' has fewer",
        ),
        (
            claim(300, qualifier=Qualifier.ABOUT),
            exactly(300),
            "300: both can be true, with the same best number",
        ),
        (claim(300, qualifier=Qualifier.LESS_THAN), exactly(310), "310: at least 11 more"),
        (
            claim(None, qualifier=Qualifier.IN_WORDS, words="several thousand"),
            exactly(4_120),
            "4,120: both can be true",
        ),
        (
            claim(300),
            Sum(value=None, low=100, high=400),
            "100 to 400: both can be true",
        ),
        (
            claim(300),
            Sum(value=320, low=310, high=None),
            "about 320 (at least 310): at least 10 more",
        ),
    ],
)
def test_the_difference_respects_what_was_left_open(count: Count, total: Sum, said: str) -> None:
    assert compare_claim(count, {PRESENT: total}) == f"The units add up to {said}."


def test_sums_add_up_with_their_doubt() -> None:
    vague = Sum(value=None, low=5, high=None)

    assert exactly(3) + exactly(4) == exactly(7)
    assert exactly(3) + vague == Sum(value=3, low=8, high=None)
    assert vague + vague == Sum(value=None, low=10, high=None)
    assert exactly(3) + UNKNOWN == UNKNOWN + exactly(3) == exactly(3)
    assert UNKNOWN.words == "not reported"


def test_new_ones_are_held_against_the_new_ones_of_the_day() -> None:
    total = make_total(1, value=40, low=40, high=40, new=5, known=2)

    assert read_sum(total, Form.NEW) == exactly(5)
    assert read_sum(total, Form.TOTAL) == exactly(40)
    assert not read_sum(make_total(1, new=None), Form.NEW).known


@pytest.mark.parametrize(
    ("count", "sums", "apart"),
    [
        (claim(5), {PRESENT: exactly(5)}, False),
        (claim(5), {PRESENT: exactly(4)}, True),
        (claim(5), {PRESENT: exactly(6)}, True),
        (claim(300, qualifier=Qualifier.MORE_THAN), {PRESENT: exactly(350)}, False),
        (claim(300, qualifier=Qualifier.MORE_THAN), {PRESENT: exactly(300)}, True),
        (claim(5), {PRESENT: Sum(value=4, low=4, high=None)}, False),
        (claim(5), {PRESENT: UNKNOWN}, True),
        (claim(7, CAPACITY), {CAPACITY: exactly(4), STANDBY: exactly(3)}, False),
    ],
)
def test_a_claim_is_apart_from_a_sum_when_both_cannot_be_true(
    count: Count, sums: dict[Indicator, Sum], *, apart: bool
) -> None:
    assert is_apart(count, sums) is apart


def test_a_sum_without_the_units_that_gave_a_range_has_no_best_number() -> None:
    total = read_sum(
        make_total(0, value=1_730, low=1_730, high=2_600, known=9, without_value=2), Form.LEVEL
    )
    said = compare_claim(claim(2_500, CAPACITY), {CAPACITY: total, STANDBY: exactly(0)})
    assert said.endswith(": both can be true.")


def test_a_sum_of_another_day_says_its_day() -> None:
    on = date(2024, 8, 7)
    killed = Count(indicator=Indicator.KILLED, form=Form.TOTAL, value=3)
    assert compare_claim(killed, {Indicator.KILLED: exactly(3)}, on) == (
        "On 7 August the units added up to 3: the same."
    )
    assert compare_claim(killed, {Indicator.KILLED: UNKNOWN}, on) == (
        "No unit had reported it by 7 August."
    )
