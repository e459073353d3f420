"""Levels that are reckoned from flows, and what they leave open."""

from __future__ import annotations

from datetime import date

import pytest

from tests.domain.folding import fold, level, new, on, total
from tests.domain.histories import (
    START,
    find_windows,
    fold_all,
    observe,
)
from tests.oracle import Unit


def test_people_present_follow_from_the_flows_where_nobody_counted() -> None:
    points = fold({(0, "present"): level(100), (1, "arrivals"): new(20), (1, "departures"): new(5)})

    derived = points["present"][1]
    assert derived.observation is None
    assert derived.amount.value == 115


def test_flows_without_a_level_before_them_derive_nothing() -> None:
    assert fold({(1, "arrivals"): new(20)})["present"] == {}


def test_a_reported_level_beside_flows_leaves_the_reconciliation_gap() -> None:
    points = fold(
        {(0, "present"): level(100), (1, "arrivals"): new(20), (1, "present"): level(110)}
    )

    assert points["present"][1].gap == -10


def test_a_reported_level_after_a_derived_one_leaves_a_gap() -> None:
    points = fold(
        {(0, "present"): level(100), (1, "arrivals"): new(20), (2, "present"): level(120)}
    )

    assert points["present"][2].gap == 0


def test_a_reported_level_without_flows_leaves_no_gap() -> None:
    points = fold({(0, "present"): level(100), (1, "present"): level(110)})

    assert points["present"][1].gap is None


def test_flows_in_words_leave_no_value_and_no_gap() -> None:
    words = new(None, qualifier="in_words")
    points = fold(
        {
            (0, "present"): level(100),
            (1, "departures"): words,
            (2, "present"): level(80),
            (2, "arrivals"): new(1),
        }
    )

    assert points["present"][1].amount.without_value == 1
    assert (points["present"][1].amount.low, points["present"][1].amount.upper) == (0, 100)
    assert points["present"][2].gap is None


def test_a_total_so_far_after_words_does_not_tell_what_came_that_day() -> None:
    points = fold(
        {
            (0, "arrivals"): new(None, qualifier="in_words"),
            (0, "present"): level(100),
            (1, "arrivals"): total(80),
        }
    )

    assert points["present"][1].amount.without_value == 1


def test_a_vague_total_so_far_leaves_bounds_in_the_right_order() -> None:
    vague = total(150, qualifier="about", low=100, high=200)
    points = fold(
        {(0, "arrivals"): vague, (0, "present"): level(1000), (1, "arrivals"): total(180)}
    )

    derived = points["present"][1].amount
    assert (derived.low, derived.value, derived.upper) == (980, 1030, 1080)


def test_more_departures_than_people_are_negative_and_never_clamped() -> None:
    points = fold({(0, "present"): level(10), (1, "departures"): new(15)})

    derived = points["present"][1].amount
    assert (derived.low, derived.value, derived.upper) == (-5, -5, -5)


def test_a_derived_level_is_disputed_when_one_of_its_flows_is() -> None:
    points = fold(
        {
            (0, "present"): level(10, review="verified"),
            (1, "arrivals"): new(5, review="disputed"),
            (2, "arrivals"): new(5, review="verified"),
        }
    )

    assert points["present"][1].amount.disputed == 15
    assert points["present"][2].amount.disputed == 20
    assert points["present"][2].amount.unreviewed == 0


def test_a_derived_level_of_verified_numbers_is_reviewed() -> None:
    points = fold(
        {
            (0, "present"): level(10, review="verified"),
            (1, "arrivals"): new(5, review="verified"),
        }
    )

    assert points["present"][1].amount.unreviewed == 0


@pytest.mark.parametrize("until", [on(1), on(2)])
def test_a_level_is_not_reckoned_on_across_the_end_of_a_window(until: date) -> None:
    said = {
        (on(0), "present"): [level(10)],
        (on(2), "arrivals"): [new(5)],
    }
    unit = Unit(active=[(START, until), (on(2), None)], said=said)

    points = fold_all(observe(unit), find_windows(unit))["present"]

    assert [point.day for point in points] == [START]


def test_a_jump_that_began_before_the_level_was_counted_has_no_value() -> None:
    points = fold(
        {(0, "arrivals"): total(50), (2, "present"): level(400), (4, "arrivals"): total(90)}
    )
    derived = points["present"][4].amount
    assert derived.without_value
    assert (derived.low, derived.upper) == (400, 440)


def test_a_first_total_so_far_tells_only_the_most_that_can_have_come() -> None:
    points = fold({(0, "present"): level(400), (1, "arrivals"): total(5_000)})
    derived = points["present"][1].amount
    assert (derived.without_value, derived.low, derived.upper) == (1, 400, 5_400)


def test_a_total_so_far_since_the_counted_level_adds_what_it_rose() -> None:
    points = fold(
        {
            (0, "present"): level(400),
            (0, "arrivals"): total(50),
            (1, "departures"): new(10),
            (3, "arrivals"): total(60),
        }
    )
    assert points["present"][3].amount.value == 400
