"""A unit's fold: levels, running totals, lumps, falls, derived levels and gaps."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given

from tests.domain.histories import (
    START,
    days,
    find_windows,
    fold_all,
    last_of,
    make_candidate,
    observe,
    units,
)
from tests.oracle import SERIES, Statement, Unit
from tracker.domain.folds import FOLD_GROUPS, Point, fold_group, group_of
from tracker.domain.indicators import Indicator
from tracker.domain.selection import select
from tracker.domain.windows import COVERAGE, Window

ALWAYS = (Window(first=START, until=None),)


def on(offset: int) -> date:
    return START + timedelta(days=offset)


def fold(said: dict[tuple[int, str], Statement | list[Statement]]) -> dict[str, dict[int, Point]]:
    """Points by series and offset from the first day, of a unit that always counts."""
    lists = {
        (on(offset), series): found if isinstance(found, list) else [found]
        for (offset, series), found in said.items()
    }
    unit = Unit(active=[(START, None)], said=lists)
    points = fold_all(observe(unit), find_windows(unit))
    return {
        series: {(point.day - START).days: point for point in found}
        for series, found in points.items()
    }


def level(value: int | None, **more: object) -> Statement:
    return Statement(form="level", value=value, **more)  # type: ignore[arg-type]


def new(value: int | None, **more: object) -> Statement:
    return Statement(form="new", value=value, **more)  # type: ignore[arg-type]


def total(value: int | None, **more: object) -> Statement:
    return Statement(form="total", value=value, **more)  # type: ignore[arg-type]


def test_every_series_is_folded_in_exactly_one_group() -> None:
    assert sorted(key for group in FOLD_GROUPS for key in group) == sorted([*Indicator, COVERAGE])
    assert group_of("present") == group_of("arrivals")
    assert group_of(COVERAGE) == (COVERAGE,)


def test_new_adds_and_total_so_far_sets() -> None:
    killed = fold({(0, "killed"): new(2), (1, "killed"): new(3), (2, "killed"): total(9)})["killed"]

    assert [point.amount.value for point in killed.values()] == [2, 5, 9]


def test_the_first_day_of_the_operation_keeps_its_level() -> None:
    present = fold({(0, "present"): level(40)})["present"]

    assert present[0].amount.value == 40


def test_zero_stays_zero_and_blank_is_no_point() -> None:
    points = fold({(0, "present"): level(0), (1, "killed"): new(0)})

    assert points["present"][0].amount.value == 0
    assert points["present"][0].amount.without_value == 0
    assert 1 not in points["present"]
    assert points["missing"] == {}


def test_a_total_so_far_over_unreported_days_is_a_lump() -> None:
    arrivals = fold({(0, "arrivals"): total(5), (4, "arrivals"): total(30)})["arrivals"]

    assert arrivals[0].lump_days == 0
    assert arrivals[4].lump_days == 4


def test_a_first_total_so_far_covers_the_days_since_the_start() -> None:
    assert fold({(3, "arrivals"): total(5)})["arrivals"][3].lump_days == 4


def test_a_total_so_far_of_the_day_after_is_no_lump() -> None:
    arrivals = fold({(0, "arrivals"): total(5), (1, "arrivals"): total(30)})["arrivals"]

    assert arrivals[1].lump_days == 0


def test_a_total_so_far_that_stays_covers_nothing() -> None:
    arrivals = fold({(0, "arrivals"): total(5), (4, "arrivals"): total(5)})["arrivals"]

    assert arrivals[4].lump_days == 0


def test_a_running_total_that_falls_is_kept_and_marked() -> None:
    killed = fold({(0, "killed"): total(24), (1, "killed"): total(20)})["killed"]

    assert killed[1].amount.value == 20
    assert killed[1].fallen == 4


def test_a_total_so_far_in_words_keeps_what_was_known_by_value() -> None:
    words = total(None, qualifier="in_words")
    killed = fold({(0, "killed"): total(24), (1, "killed"): words, (2, "killed"): total(30)})[
        "killed"
    ]

    assert (killed[1].amount.value, killed[1].amount.without_value) == (24, 1)
    assert (killed[1].amount.low, killed[1].amount.upper) == (0, None)
    assert killed[1].fallen == 0
    assert (killed[2].amount.value, killed[2].amount.without_value) == (30, 0)


def test_a_unit_without_value_on_two_days_is_one_unit_without_value() -> None:
    words = new(None, qualifier="in_words")
    killed = fold({(0, "killed"): new(3), (1, "killed"): words, (2, "killed"): words})["killed"]

    assert (killed[2].amount.value, killed[2].amount.without_value) == (3, 1)


def test_more_than_keeps_its_open_high_in_the_running_total() -> None:
    killed = fold({(0, "killed"): new(3), (1, "killed"): new(300, qualifier="more_than")})["killed"]

    assert (killed[1].amount.low, killed[1].amount.upper) == (304, None)


def test_a_rival_in_the_other_form_widens_the_running_total() -> None:
    both = [
        new(5, report_id=1, recorded=1, grade="A"),
        total(12, report_id=2, recorded=2, grade="B"),
    ]
    killed = fold({(0, "killed"): total(10), (1, "killed"): both})["killed"]

    assert killed[1].amount.value == 15
    assert (killed[1].amount.low, killed[1].amount.upper) == (12, 15)


def test_a_rival_new_count_widens_a_total_total() -> None:
    both = [
        new(5, report_id=1, recorded=1, grade="B"),
        total(12, report_id=2, recorded=2, grade="A"),
    ]
    killed = fold({(0, "killed"): total(10), (1, "killed"): both})["killed"]

    assert killed[1].amount.value == 12
    assert (killed[1].amount.low, killed[1].amount.upper) == (12, 15)


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


def test_days_that_count_for_nothing_still_move_the_running_total() -> None:
    said = {(on(0), "killed"): [total(10)], (on(4), "killed"): [total(12)]}
    unit = Unit(active=[(on(3), None)], said=said)

    first, second = fold_all(observe(unit), find_windows(unit))["killed"]

    assert (first.counted, second.counted) == (False, True)
    assert second.amount.value == 12


@given(units(), days)
def test_a_fold_resumed_in_the_middle_is_the_fold_from_the_start(unit: Unit, middle: date) -> None:
    observed, windows = observe(unit), find_windows(unit)
    whole = fold_all(observed, windows)
    later = {day: found for day, found in observed.items() if day >= middle}

    for group in FOLD_GROUPS:
        before = {key: last_of(whole[key], middle) for key in group}
        known = {key: point for key, point in before.items() if point is not None}
        resumed: dict[str, list[Point]] = {key: [] for key in group}
        for _, folded in fold_group(group, known, later, windows, START):
            for key, point in folded.items():
                resumed[key].append(point)
        for key in group:
            assert resumed[key] == [point for point in whole[key] if point.day >= middle]


@given(units(always=True))
def test_a_fold_has_one_point_for_each_count_and_more_only_for_derived_levels(unit: Unit) -> None:
    points = fold_all(observe(unit), find_windows(unit))

    for series in SERIES[:-1]:
        observed = [point.day for point in points[series] if point.observation is not None]
        assert observed == sorted(day for day, said in unit.said if said == series)
        if series != "present":
            assert len(observed) == len(points[series])


def test_a_candidate_alone_is_observed_as_it_was_said() -> None:
    statement = level(7, grade="C")

    observation = select(START, [make_candidate(statement, Indicator.MISSING)])

    assert observation is not None
    assert (observation.value, observation.same.low, observation.same.high) == (7, 7, 7)
    assert ALWAYS[0].holds(observation.day)


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
