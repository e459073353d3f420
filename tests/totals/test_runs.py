"""Points around days of which something else was known."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tracker.domain.amounts import Amount, Spread
from tracker.domain.counts import Form
from tracker.domain.days import Limits, OperationClock
from tracker.domain.folds import Point
from tracker.domain.indicators import Indicator
from tracker.domain.review import ReviewState
from tracker.domain.selection import Observation
from tracker.domain.windows import COVERAGE, UnitTimeline
from tracker.totals.known.runs import Surroundings, Unsettled
from tracker.totals.scopes import Scope

DAY = date(2024, 8, 9)


OBSERVATION = Observation(
    day=DAY,
    report_id=1,
    form=Form.TOTAL,
    value=5,
    same=Spread(low=5, high=5),
    other=None,
    review=ReviewState.VERIFIED,
    corrected=False,
    alternatives=0,
)
POINT = Point(day=DAY, amount=Amount(value=9, low=9, high=9), observation=OBSERVATION)


def surround(**more: Any) -> Surroundings:
    return Surroundings(
        scope=Scope(place_id=1, areas=(2,), windows={}, timeline=UnitTimeline(active=())),
        clock=OperationClock(start=DAY, time_zone="UTC", deadline_hour=20, limits=Limits()),
        stated=set(),
        **{"observe": lambda _day: {}} | more,
    )


def test_where_nothing_was_observed_then_a_unit_is_folded_as_a_whole() -> None:
    with pytest.raises(Unsettled):
        surround(otherwise={DAY}).put_right(Indicator.PRESENT, POINT)


def test_what_was_verified_since_was_unreviewed_then() -> None:
    """How far a running total had come is put right elsewhere; a level is what was observed."""
    unit = surround(unreviewed={1})
    so_far, level = (unit.put_right(at, POINT) for at in (Indicator.KILLED, Indicator.PRESENT))
    unreviewed = replace(OBSERVATION, review=ReviewState.UNREVIEWED)
    assert (so_far.observation, level.observation) == (unreviewed, unreviewed)
    assert so_far.amount == POINT.amount
    assert level.amount == unreviewed.amount
    assert level.amount.unreviewed == 5


def test_what_was_observed_otherwise_then_stands_in_its_place() -> None:
    then = replace(OBSERVATION, value=3, same=Spread(low=3, high=3))
    unit = surround(otherwise={DAY}, observe=lambda _day: {Indicator.PRESENT: then})
    assert unit.put_right(Indicator.PRESENT, POINT).observation == then
    other = replace(POINT, day=date(2024, 8, 8))
    assert unit.put_right(Indicator.PRESENT, other) is other
    assert unit.put_right(COVERAGE, POINT) is POINT
