"""Days of an operation: which day it is there, and until when a report is on time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, kw_only=True, slots=True)
class OperationClock:
    """What the operation's settings say about time.

    `deadline` is the hour of the day after, in the operation's zone, by which a day's report is on
    time; `stale_after` the number of days for which a carried-forward count is not yet stale.
    """

    start: date
    time_zone: str
    deadline_hour: int
    stale_after: int = 3

    def day_of(self, moment: datetime) -> date:
        """The operation's day at a moment (UTC, aware)."""
        return moment.astimezone(ZoneInfo(self.time_zone)).date()

    def deadline_of(self, day: date) -> datetime:
        """Until when a report about the day is on time: the deadline hour of the next day."""
        at = time(hour=self.deadline_hour % 24)
        after = day + timedelta(days=1 + self.deadline_hour // 24)
        return datetime.combine(after, at, tzinfo=ZoneInfo(self.time_zone))

    def is_late(self, day: date, moment: datetime) -> bool:
        """Whether a report about the day, recorded at the moment, is late."""
        return moment > self.deadline_of(day)

    def last_published(self, moment: datetime) -> date:
        """The newest published day: a day's totals are published once its deadline has passed."""
        day = self.day_of(moment)
        while not self.is_late(day, moment):
            day -= timedelta(days=1)
        return day


def iterate_days(first: date, last: date) -> Iterator[date]:
    """Days from first to last, both included."""
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)
