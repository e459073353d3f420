"""That nobody has reported about a place for longer than counts stay fresh."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracker.domain.days import OperationClock
from tracker.web.dashboard.extents import Extent
from tracker.web.dashboard.periods import Period, end_on
from tracker.web.shared.formats import day as say_day


@dataclass(frozen=True, kw_only=True, slots=True)
class Silence:
    """That nobody has reported for long: `since` the last day with a report."""

    since: date
    days: int
    url: str

    @property
    def heading(self) -> str:
        """How long, in words."""
        return f"No report since {say_day(self.since)}, for {self.days} days"


def find_silence(
    extent: Extent, last_report: date | None, period: Period, clock: OperationClock
) -> Silence | None:
    """The silence up to the end of the period where it is longer than counts stay fresh."""
    days = (period.last - last_report).days if last_report else 0
    if last_report is None or days <= clock.stale_after:
        return None
    until = end_on(last_report, clock.start)
    return Silence(since=last_report, days=days, url=extent.url(**until.address))
