"""Which report counts: rivals are ranked and never added."""

from __future__ import annotations

import itertools
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.histories import make_candidate, rivals
from tests.oracle import Statement, order_statements
from tracker.domain.amounts import Amount, Spread
from tracker.domain.indicators import Indicator
from tracker.domain.review import ReviewState
from tracker.domain.selection import (
    Candidate,
    Rung,
    amount_of,
    find_rung,
    order_candidates,
    select,
)

DAY = date(2024, 8, 7)


def said(value: int | None, at: int, form: str = "new", **more: Any) -> Candidate:
    statement = Statement(form=form, value=value, report_id=at, recorded=at, **more)
    return make_candidate(statement, Indicator.KILLED)


def test_two_sources_that_say_1_and_2_give_1_or_2_and_never_3() -> None:
    observation = select(DAY, [said(1, 1), said(2, 2)])

    assert observation is not None
    assert observation.value == 2
    assert observation.same == Spread(low=1, high=2)
    assert observation.alternatives == 1
    assert observation.contested


def test_sources_that_say_the_same_do_not_contest_each_other() -> None:
    observation = select(DAY, [said(2, 1), said(2, 2)])

    assert observation is not None
    assert observation.alternatives == 1
    assert not observation.contested


def test_nobody_said_anything() -> None:
    assert select(DAY, []) is None


def test_rivals_in_the_other_form_have_a_spread_of_their_own() -> None:
    observation = select(DAY, [said(5, 1), said(24, 2, "total"), said(30, 3, "total")])

    assert observation is not None
    assert observation.value == 30
    assert observation.same == Spread(low=24, high=30)
    assert observation.other == Spread(low=5, high=5)
    assert observation.amount.value == 30


@pytest.mark.parametrize(
    "better",
    [
        {"preference": 4, "review": "disputed", "grade": "F"},
        {"review": "verified", "grade": "F"},
        {"grade": "A"},
    ],
)
def test_the_better_one_counts_though_it_was_recorded_first(
    better: dict[str, Any],
) -> None:
    decided: dict[str, Any] = {"preference": 3} if "preference" in better else {}
    other = said(2, 2, grade="B", **decided)

    ordered = order_candidates([said(1, 1, **better), other])

    assert ordered[0].count.value == 1


def test_what_was_disputed_comes_after_what_nobody_reviewed() -> None:
    ordered = order_candidates([said(1, 1), said(2, 2, review="disputed")])

    assert ordered[0].count.value == 1


def test_what_changed_since_it_was_verified_ranks_as_unreviewed() -> None:
    ordered = order_candidates([said(1, 1, review="changed"), said(2, 2)])

    assert ordered[0].count.value == 2


def test_of_equals_the_later_recorded_counts() -> None:
    ordered = order_candidates([said(2, 2), said(1, 1)])

    assert ordered[0].count.value == 2


@pytest.mark.parametrize(
    ("best", "other", "rung"),
    [
        ({"preference": 4, "review": "disputed"}, {"review": "verified"}, Rung.PREFERENCE),
        ({"preference": 4}, {"preference": 3, "grade": "A"}, Rung.PREFERENCE),
        ({"review": "verified"}, {"grade": "A"}, Rung.REVIEW),
        ({}, {"review": "disputed", "grade": "A"}, Rung.REVIEW),
        ({"grade": "B"}, {"grade": "D", "recorded": 9}, Rung.GRADE),
        ({"recorded": 9}, {"review": "changed"}, Rung.RECORDED),
    ],
)
def test_the_first_thing_that_differs_decides(
    best: dict[str, Any], other: dict[str, Any], rung: Rung
) -> None:
    candidates = [
        make_candidate(Statement(form="new", value=1, **{"recorded": 1, **more}), Indicator.KILLED)
        for more in (best, other)
    ]

    assert order_candidates(candidates)[0] is candidates[0]
    assert find_rung(*candidates) is rung


@given(rivals("killed"))
def test_what_decides_is_where_the_ranks_part(statements: tuple[Statement, ...]) -> None:
    ordered = order_candidates(make_candidate(one, Indicator.KILLED) for one in statements)
    for better, worse in itertools.pairwise(ordered):
        rung = find_rung(better, worse)
        same_preference = better.preference == worse.preference
        assert (rung is Rung.PREFERENCE) == (not same_preference)
        if rung is Rung.RECORDED:
            assert better.grade == worse.grade
            assert better.recorded > worse.recorded


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ({"value": 298}, {"value": 260}, 13),
        ({"value": 260}, {"value": 298}, 13),
        ({"value": 100}, {"value": 90}, 10),
        ({"value": 1000}, {"value": 899}, 11),
        ({"value": 300, "qualifier": "more_than"}, {"value": 350}, 0),
        ({"value": 300, "qualifier": "more_than"}, {"value": 280}, 7),
        ({"value": 300, "qualifier": "more_than"}, {"value": 900, "qualifier": "at_least"}, 0),
        ({"value": 300, "qualifier": "about"}, {"value": 200}, 34),
        ({"value": 300, "qualifier": "about", "low": 190}, {"value": 200}, 0),
        ({"value": 300, "qualifier": "about", "high": 310}, {"value": 400}, 23),
        ({"value": None, "qualifier": "in_words"}, {"value": 200}, 0),
        ({"value": None, "qualifier": "between", "low": 5, "high": 10}, {"value": 20}, 50),
        ({"value": 0}, {"value": 2}, 100),
        ({"value": 0, "qualifier": "less_than"}, {"value": 0}, 0),
        ({"value": 2, "form": "total"}, {"value": 2}, None),
    ],
)
def test_how_far_sources_are_apart_respects_what_they_left_open(
    one: dict[str, Any], other: dict[str, Any], apart: int | None
) -> None:
    observation = select(DAY, [said(at=1, **one), said(at=2, **other)])

    assert observation is not None
    assert observation.contested
    assert observation.apart == apart


def test_sources_disagree_when_they_are_further_apart_than_the_limit() -> None:
    observation = select(DAY, [said(100, 1), said(90, 2)])
    agreed = select(DAY, [said(90, 1), said(90, 2)])
    forms = select(DAY, [said(5, 1), said(24, 2, "total")])

    assert observation is not None
    assert agreed is not None
    assert forms is not None
    assert [observation.disagrees(share) for share in (0, 9, 10)] == [True, True, False]
    assert not agreed.disagrees(0)
    assert agreed.apart is None
    assert forms.disagrees(100)


@given(rivals("killed"), st.randoms(use_true_random=False))
def test_the_order_in_which_candidates_come_does_not_matter(
    statements: tuple[Statement, ...], random: object
) -> None:
    candidates = [make_candidate(statement, Indicator.KILLED) for statement in statements]
    shuffled = list(candidates)
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    assert select(DAY, shuffled) == select(DAY, candidates)


@given(rivals("killed"))
def test_candidates_rank_as_comparing_each_with_each_ranks_them(
    statements: tuple[Statement, ...],
) -> None:
    candidates = [make_candidate(statement, Indicator.KILLED) for statement in statements]

    ranked = [candidate.report_id for candidate in order_candidates(candidates)]

    assert ranked == [statement.report_id for statement in order_statements(statements)]


@pytest.mark.parametrize(
    ("review", "unreviewed", "disputed"),
    [
        (ReviewState.UNREVIEWED, 7, 0),
        (ReviewState.CHANGED, 7, 0),
        (ReviewState.VERIFIED, 0, 0),
        (ReviewState.DISPUTED, 0, 7),
    ],
)
def test_an_amount_says_how_much_of_it_nobody_verified(
    review: ReviewState, unreviewed: int, disputed: int
) -> None:
    amount = amount_of(7, Spread(low=7, high=7), review)

    assert (amount.unreviewed, amount.disputed) == (unreviewed, disputed)


def test_words_make_an_amount_without_value() -> None:
    amount = amount_of(None, Spread(low=0, high=None), ReviewState.UNREVIEWED)

    assert amount == Amount(open_highs=1, without_value=1)
