"""Why a report waits, and which comes first."""

from itertools import combinations, pairwise

import pytest

from tests.recording.drafts import day
from tracker.domain.amounts import NOTHING, Spread
from tracker.domain.counts import Form
from tracker.domain.folds import Point
from tracker.domain.indicators import Indicator
from tracker.domain.reports import Channel
from tracker.domain.selection import Observation
from tracker.domain.urgency import (
    LAST_RANK,
    Reason,
    find_doubts,
    is_warned,
    judge_point,
    rank_of,
    reasons_of,
)


def test_the_most_urgent_reason_decides_whatever_else_there_is() -> None:
    for urgent, less in pairwise(Reason):
        below = [
            reason for reason in Reason if list(Reason).index(reason) >= list(Reason).index(less)
        ]
        assert rank_of({urgent}) < rank_of(below)


def test_a_reason_more_never_puts_a_report_further_back() -> None:
    for size in range(len(Reason)):
        for reasons in combinations(Reason, size):
            for more in set(Reason) - set(reasons):
                assert rank_of({*reasons, more}) < rank_of(reasons)


def test_a_report_without_a_reason_comes_last() -> None:
    assert rank_of(()) == LAST_RANK
    assert reasons_of(LAST_RANK) == ()


def test_reasons_are_read_back_from_their_rank_most_urgent_first() -> None:
    for size in range(len(Reason) + 1):
        for reasons in combinations(Reason, size):
            assert reasons_of(rank_of(reasons[::-1])) == reasons


@pytest.mark.parametrize(
    ("codes", "channel", "warned"),
    [
        (["jump"], Channel.FORM, True),
        (["late", "over_capacity"], Channel.FORM, True),
        (["late", "gap", "fall"], Channel.FORM, False),
        ([], Channel.FORM, False),
        (["jump"], Channel.UNCHANGED, False),
        (["jump"], Channel.BULK, True),
    ],
)
def test_a_confirmed_warning_is_a_reason_unless_another_reason_says_the_same(
    codes: list[str], channel: Channel, *, warned: bool
) -> None:
    assert is_warned(codes, channel) is warned


@pytest.mark.parametrize(
    ("indicator", "value", "gap", "fallen", "doubt"),
    [
        (Indicator.PRESENT, 430, 30, 0, Reason.GAP),
        (Indicator.PRESENT, 370, -30, 0, Reason.GAP),
        (Indicator.PRESENT, 405, 5, 0, None),
        (Indicator.PRESENT, 4_030, 30, 0, None),
        (Indicator.PRESENT, 400, None, 0, None),
        (Indicator.KILLED, 3, None, 1, Reason.FALL),
        (Indicator.KILLED, 3, None, 0, None),
    ],
)
def test_wide_gaps_and_falls_are_doubts(
    indicator: Indicator, value: int, gap: int | None, fallen: int, doubt: Reason | None
) -> None:
    assert judge_point(indicator, value, gap, fallen) is doubt


def test_a_doubt_belongs_to_the_report_that_was_selected() -> None:
    observation = Observation(
        day=day(0), report_id=7, form=Form.TOTAL, value=3, same=Spread(low=3, high=3)
    )
    fallen = Point(day=day(0), amount=NOTHING, observation=observation, fallen=1)
    derived = Point(day=day(0), amount=NOTHING, observation=None, fallen=1)
    calm = Point(day=day(0), amount=NOTHING, observation=observation)
    points: dict[str, Point] = {
        Indicator.KILLED: fallen,
        Indicator.INJURED: derived,
        Indicator.MISSING: calm,
    }
    assert find_doubts(points) == {7: {Reason.FALL}}
