"""By how much a total changed: of what is said, never of what is hidden."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.daily import Total
from tracker.domain.steps import Reach, Step, find_step, said_number

UNKNOWN = Total(value=None, low=None, high=None)


def total(value: int | None, low: int, high: int | None) -> Total:
    return Total(value=value, low=low, high=high)


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (UNKNOWN, None),
        (total(0, 0, 0), 0),
        (total(5, 4, 9), 5),
        (total(5, 4, 5), 5),
        (total(5, 4, None), 5),
        (total(5, 5, None), None),
        (total(5, 0, 5), None),
        (total(5, 0, 4), None),
        (total(5, 6, 9), None),
        (total(None, 6, 9), None),
        (total(-3, 0, 9), -3),
    ],
)
def test_a_number_is_said_unless_it_is_a_bound(one: Total, said: int | None) -> None:
    assert said_number(one) == said


@pytest.mark.parametrize(
    ("before", "after", "step"),
    [
        (UNKNOWN, total(3, 3, 3), None),
        (total(3, 3, 3), UNKNOWN, None),
        (total(4, 4, 4), total(3, 3, 3), Step(by=-1)),
        (total(754, 754, 754), total(418, 568, 678), Step(low=-186, high=-76, is_even=False)),
        (total(418, 568, 678), total(428, 578, 688), Step(by=10)),
        (total(418, 568, 678), total(428, 570, 680), Step(by=2, is_even=False)),
        (total(5, 7, None), total(8, 10, None), Step(by=3)),
        (total(None, 7, None), total(None, 10, None), Step(by=3)),
        (total(5, 5, 5), total(5, 5, 9), Step(reach=Reach.WIDER)),
        (total(5, 5, 5), total(4, 5, 9), Step(reach=Reach.WIDER, is_even=False)),
        (total(None, 2, None), total(None, 2, 9), Step(reach=Reach.NARROWER)),
        (total(260, 0, 260), total(250, 0, 260), Step(reach=Reach.SAME, is_even=False)),
        (total(10, 10, 10), total(20, 21, None), Step(low=11, is_even=False)),
        (total(20, 21, None), total(10, 10, 10), Step(high=-11, is_even=False)),
    ],
)
def test_a_step_is_of_what_is_said(before: Total, after: Total, step: Step | None) -> None:
    assert find_step(before, after) == step


totals = st.tuples(*[st.integers(0, 9)] * 3).map(sorted).map(lambda n: total(n[1], n[0], n[2]))


@given(totals, totals)
def test_a_step_back_is_the_step_with_its_sign_turned(one: Total, other: Total) -> None:
    there, back = find_step(one, other), find_step(other, one)
    assert there is not None
    assert back is not None
    assert (there.by is None) == (back.by is None)
    assert there.by is None or there.by == -(back.by or 0)
    assert there.low is None or back.high == -there.low
