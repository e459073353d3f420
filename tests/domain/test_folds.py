"""A unit's fold: levels, running totals, lumps, falls, derived levels and gaps."""

from __future__ import annotations

from datetime import date

from hypothesis import given

from tests.domain.folding import ALWAYS, fold, level, new, on, total
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
from tests.oracle import SERIES, Unit
from tracker.domain.folds import FOLD_GROUPS, Point, fold_group, group_of
from tracker.domain.indicators import Indicator
from tracker.domain.selection import select
from tracker.domain.windows import COVERAGE


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
