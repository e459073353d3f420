"""Changes of totals: what a chain of points adds, in links that can be added and taken away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.histories import START, find_windows, fold_all, observe, units
from tests.oracle import SERIES, Statement, Unit
from tracker.domain.changes import (
    DAY_MEASURES,
    MEASURES,
    STATE_MEASURES,
    Change,
    Changes,
    add_chain,
    add_expected,
    change_at,
)
from tracker.domain.days import Limits
from tracker.domain.folds import Point
from tracker.domain.windows import COVERAGE, Window

limits = st.builds(
    Limits, stale_after=st.integers(0, 4), disagreement_share=st.sampled_from([0, 10, 50, 100])
)


def strip(changes: Changes) -> Changes:
    """Without changes that change nothing."""
    return {key: change for key, change in changes.items() if not change.is_empty}


def chain(
    series: str, points: Sequence[Point | None], windows: Sequence[Window], limit: Limits
) -> Changes:
    changes: Changes = {}
    add_chain(changes, series, points, windows, limit)
    return changes


@given(units(), limits, st.data())
def test_both_links_of_a_split_chain_make_the_whole(
    unit: Unit, limit: Limits, data: st.DataObject
) -> None:
    windows = find_windows(unit)
    for series, points in fold_all(observe(unit), windows).items():
        whole: list[Point | None] = [None, *points, None]
        at = data.draw(st.integers(0, len(whole) - 1))
        parts: Changes = {}
        add_chain(parts, series, whole[: at + 1], windows[series], limit)
        add_chain(parts, series, whole[at:], windows[series], limit)

        assert strip(parts) == strip(chain(series, whole, windows[series], limit))


@given(units(), limits)
def test_taking_a_chain_away_undoes_adding_it(unit: Unit, limit: Limits) -> None:
    windows = find_windows(unit)
    changes: Changes = {}
    for sign in (1, -1):
        add_expected(changes, windows[COVERAGE], sign)
        for series, points in fold_all(observe(unit), windows).items():
            whole = [None, *points, None]
            add_chain(changes, series, whole, windows[series], limit, sign)

    assert strip(changes) == {}


@given(units(), st.sampled_from(SERIES))
def test_a_chain_without_points_adds_nothing(unit: Unit, series: str) -> None:
    windows = find_windows(unit)[series]

    assert chain(series, [None, None], windows, Limits()) == {}
    assert chain(series, [], windows, Limits()) == {}


def test_measures_of_state_and_of_the_day_are_all_measures() -> None:
    assert (*STATE_MEASURES, *DAY_MEASURES) == MEASURES


def test_changes_of_one_day_add_up() -> None:
    change = Change(value=3, reporting=1)

    change.add(Change(value=-1, lumps=2))

    assert change == Change(value=2, reporting=1, lumps=2)
    assert not change.is_empty
    change.add(Change(value=2, reporting=1, lumps=2), -1)
    assert change.is_empty


def test_a_change_is_made_once_for_a_day() -> None:
    changes: Changes = {}

    assert change_at(changes, "killed", START) is change_at(changes, "killed", START)


def test_a_count_that_is_restated_in_time_does_not_lapse() -> None:
    said = {
        (START + timedelta(days=offset), "missing"): [Statement(form="level", value=1)]
        for offset in (0, 4, 9)
    }
    unit = Unit(active=[(START, None)], said=said)
    windows = find_windows(unit)
    points = fold_all(observe(unit), windows)["missing"]

    changes = chain("missing", [None, *points, None], windows["missing"], Limits(stale_after=3))

    assert [(day, c.lapses, c.resumed) for (_, day), c in changes.items()] == [
        (date(2024, 8, 6), 0, 0),
        (date(2024, 8, 10), 1, 0),
        (date(2024, 8, 15), 1, 1),
    ]


def test_what_was_reported_beside_what_was_reckoned_is_told_on_its_day() -> None:
    said = {
        (START, "present"): [Statement(form="level", value=10)],
        (START + timedelta(days=1), "arrivals"): [Statement(form="new", value=5)],
        (START + timedelta(days=1), "present"): [Statement(form="level", value=12)],
    }
    unit = Unit(active=[(START, None)], said=said)
    windows = find_windows(unit)
    points = fold_all(observe(unit), windows)["present"]

    changes = chain("present", [None, *points, None], windows["present"], Limits())

    assert [(day, c.gap, c.gaps) for (_, day), c in changes.items() if c.gaps or c.gap] == [
        (date(2024, 8, 7), -3, 1)
    ]
    add_chain(changes, "present", [None, *points, None], windows["present"], Limits(), -1)
    assert strip(changes) == {}
