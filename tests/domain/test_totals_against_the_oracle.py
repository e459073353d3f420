"""Changes, summed up, must say on every day what the oracle says."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.histories import DAYS, START, days, find_windows, fold_all, observe, units
from tests.oracle import SERIES, Unit, expect_days
from tracker.domain.changes import STATE_MEASURES, Change, Changes, add_chain, add_expected
from tracker.domain.daily import DayTotal, accumulate

LAST = START + timedelta(days=DAYS + 4)
stale_limits = st.integers(0, 4)


def change_totals(found: list[Unit], stale_after: int) -> Changes:
    changes: Changes = {}
    for unit in found:
        windows = find_windows(unit)
        add_expected(changes, windows["coverage"])
        for series, points in fold_all(observe(unit), windows).items():
            add_chain(changes, series, [None, *points, None], windows[series], stale_after)
    return changes


def read(
    changes: Changes, series: str, first: date, last: date, stale_after: int
) -> tuple[DayTotal, ...]:
    """Read a span of days from changes, as the read model does from rows."""
    own = {day: change for (key, day), change in changes.items() if key == series}
    before, lapsed, lapses = Change(), 0, {}
    shown_from = first - timedelta(days=stale_after + 1)
    for day, change in own.items():
        if day < first:
            for name in STATE_MEASURES:
                setattr(before, name, getattr(before, name) + getattr(change, name))
            if day < shown_from:
                lapsed += change.lapses
            else:
                lapses[day] = change.lapses
    inside = {day: change for day, change in own.items() if first <= day <= last}
    return accumulate(before, lapsed, lapses, inside, first, last, stale_after)


@given(st.lists(units(), min_size=1, max_size=3), stale_limits, days)
def test_every_day_of_every_series_is_what_the_units_last_said(
    found: list[Unit], stale_after: int, first: date
) -> None:
    changes = change_totals(found, stale_after)
    for series in SERIES:
        expected = expect_days(
            found, series, first, LAST, start=START, stale_after=stale_after
        )
        shown = [asdict(day) for day in read(changes, series, first, LAST, stale_after)]
        assert shown == expected, series
