"""Points around days of which something else was known."""

from datetime import date

import pytest

from tracker.domain.amounts import Amount, Spread
from tracker.domain.counts import Form
from tracker.domain.days import Limits, OperationClock
from tracker.domain.folds import Point
from tracker.domain.indicators import Indicator
from tracker.domain.review import ReviewState
from tracker.domain.selection import Observation
from tracker.domain.windows import UnitTimeline
from tracker.totals.known.runs import Surroundings, Unsettled
from tracker.totals.scopes import Scope

DAY = date(2024, 8, 9)


def test_where_nothing_was_observed_then_a_unit_is_folded_as_a_whole() -> None:
    unit = Surroundings(
        scope=Scope(place_id=1, areas=(2,), windows={}, timeline=UnitTimeline(active=())),
        clock=OperationClock(start=DAY, time_zone="UTC", deadline_hour=20, limits=Limits()),
        stated=set(),
        observe=lambda _day: {},
        otherwise={DAY},
    )
    observation = Observation(
        day=DAY,
        report_id=1,
        form=Form.TOTAL,
        value=5,
        same=Spread(low=5, high=5),
        other=None,
        review=ReviewState.UNREVIEWED,
        corrected=False,
        alternatives=0,
    )
    point = Point(day=DAY, amount=Amount(value=5, low=5, high=5), observation=observation)
    with pytest.raises(Unsettled):
        unit.put_right(Indicator.PRESENT, point)
