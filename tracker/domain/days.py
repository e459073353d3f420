"""Days of an operation, and the limits by which its numbers are judged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """From where on a number is doubtful.

    `stale_after` is the number of days for which a carried-forward count is not yet stale,
    `disagreement_share` the per cent by which sources may differ before they are said to disagree.
    """

    stale_after: int = 3
    disagreement_share: int = 10


@dataclass(frozen=True, kw_only=True, slots=True)
class OperationClock:
    """What the operation's settings say about time, with its limits.

    `deadline` is the hour of the day after, in the operation's zone, by which a day's report is on
    time.
    """

    start: date
    time_zone: str
    deadline_hour: int
    limits: Limits = Limits()

    @property
    def stale_after(self) -> int:
        """The number of days for which a carried-forward count is not yet stale."""
        return self.limits.stale_after

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


def name_day(day: date) -> str:
    """A day in words: `7 August 2024`."""
    return f"{day.day} {day:%B %Y}"
