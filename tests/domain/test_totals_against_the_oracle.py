"""Changes, summed up, must say on every day what the oracle says."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.histories import DAYS, START, change_totals, days, read, units
from tests.oracle import SERIES, Unit, expect_days, walk
from tracker.domain.days import Limits

LAST = START + timedelta(days=DAYS + 4)
limits = st.builds(
    Limits, stale_after=st.integers(0, 4), disagreement_share=st.sampled_from([0, 10, 25, 100])
)


@given(st.lists(units(), min_size=1, max_size=3), limits, days)
def test_every_day_of_every_series_is_what_the_units_last_said(
    found: list[Unit], limit: Limits, first: date
) -> None:
    changes = change_totals(found, limit)
    walks = [walk(unit, LAST, start=START, stale_after=limit.stale_after) for unit in found]
    for series in SERIES:
        expected = expect_days(
            walks, series, first, LAST, disagreement_share=limit.disagreement_share
        )
        shown = [asdict(day) for day in read(changes, series, first, LAST, limit.stale_after)]
        assert shown == expected, series
