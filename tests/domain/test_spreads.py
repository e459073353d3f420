"""From where to where candidates go: what counts is kept whole, rivals widen it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given

from tests.domain.folding import fold, level, new, total
from tests.domain.histories import make_candidate, rivals
from tests.oracle import Statement
from tracker.domain.amounts import Spread, spread_of
from tracker.domain.indicators import Indicator
from tracker.domain.selection import Observation, order_candidates, select

DAY = date(2024, 8, 7)


def choose(best: Statement, *others: Statement) -> Observation:
    """What counts where the first one is preferred by a reviewer."""
    found = select(
        DAY,
        [
            make_candidate(make_preferred(best), Indicator.PRESENT),
            *(make_candidate(other, Indicator.PRESENT) for other in others),
        ],
    )
    assert found is not None
    return found


def make_preferred(best: Statement) -> Statement:
    return level(best.value, qualifier=best.qualifier, low=best.low, high=best.high, preference=1)


def between(low: int, high: int) -> Statement:
    return level(None, qualifier="between", low=low, high=high)


HUNDREDS = level(None, qualifier="in_words")


def test_a_rival_without_a_number_takes_no_bound_from_a_preferred_range() -> None:
    found = choose(between(150, 260), HUNDREDS)

    assert (found.value, found.same) == (None, Spread(low=150, high=260))
    assert found.contested
    assert (found.amount.low, found.amount.upper, found.amount.without_value) == (150, 260, 1)


def test_a_rival_without_a_number_takes_nothing_from_a_preferred_number() -> None:
    found = choose(level(200), HUNDREDS)

    assert (found.value, found.same) == (200, Spread(low=200, high=200))


@pytest.mark.parametrize(
    ("rival", "spread"),
    [
        (level(300, qualifier="about"), Spread(low=150, high=300)),
        (level(300, qualifier="about", low=100), Spread(low=100, high=300)),
        (level(200, qualifier="about", high=280), Spread(low=150, high=280)),
        (level(400, qualifier="at_most"), Spread(low=150, high=400)),
        (level(101, qualifier="less_than"), Spread(low=100, high=260)),
        (level(400, qualifier="at_most", low=20), Spread(low=20, high=400)),
        (level(300, qualifier="at_least"), Spread(low=150, high=300)),
        (level(None, qualifier="in_words", low=90), Spread(low=90, high=260)),
        (level(60), Spread(low=60, high=260)),
        (between(100, 500), Spread(low=100, high=500)),
    ],
)
def test_a_rival_of_a_range_widens_it_to_the_numbers_it_names(
    rival: Statement, spread: Spread
) -> None:
    assert choose(between(150, 260), rival).same == spread


@pytest.mark.parametrize(
    ("rival", "spread"),
    [
        (level(300, qualifier="about"), Spread(low=200, high=300)),
        (level(400, qualifier="at_most"), Spread(low=0, high=400)),
        (level(300, qualifier="at_least"), Spread(low=200, high=None)),
    ],
)
def test_a_rival_of_a_number_may_open_its_spread(rival: Statement, spread: Spread) -> None:
    assert choose(level(200), rival).same == spread


def test_words_that_are_preferred_stay_words() -> None:
    assert choose(HUNDREDS, level(200)).same == Spread(low=0, high=None)


@pytest.mark.parametrize("form", ["new", "total"])
def test_a_rival_without_a_number_in_the_other_form_says_nothing(form: str) -> None:
    words = Statement(form="total" if form == "new" else "new", value=None, qualifier="in_words")
    best = {"new": new, "total": total}[form](9, preference=1)
    points = fold({(0, "killed"): total(4), (1, "killed"): [best, words]})["killed"]

    so_far = 13 if form == "new" else 9
    assert (points[1].amount.low, points[1].amount.upper) == (so_far, so_far)
    assert points[1].observation is not None
    assert points[1].observation.contested


@given(rivals("killed"))
def test_rivals_never_narrow_what_counts(statements: tuple[Statement, ...]) -> None:
    candidates = [make_candidate(one, Indicator.KILLED) for one in statements]
    found = select(DAY, candidates)
    assert found is not None
    own: Any = spread_of(order_candidates(candidates)[0].count)
    assert found.same.widen(own) == found.same
