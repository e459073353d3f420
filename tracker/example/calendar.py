"""The days of the exercise, numbered as days of August 2024: 32 to 35 are 1 to 4 September."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

TIME_ZONE = "Europe/Moscow"
DEADLINE_HOUR = 10

FIRST = 6
LAST = 35

_ZONE = ZoneInfo(TIME_ZONE)
_BEFORE = date(2024, 7, 31)
_SEED = "Kursk region, August 2024"


def day_of(number: int) -> date:
    """The day with a number.

    >>> day_of(32)
    datetime.date(2024, 9, 1)
    """
    return _BEFORE + timedelta(days=number)


START = day_of(FIRST)
END = day_of(LAST)
AFTER = day_of(LAST + 1)
"""The day on which the pages of the example stand."""


def moment_of(number: int, clock: str) -> datetime:
    """A moment on a numbered day, by the operation's clock: `moment_of(7, "18:30")`."""
    return datetime.combine(day_of(number), time.fromisoformat(clock), tzinfo=_ZONE)


class Dice:
    """Chance that falls alike in every run and every version of Python, apart for each name."""

    def __init__(self, name: str) -> None:
        self._random = Random(f"{_SEED}: {name}")  # noqa: S311 -- an exercise needs no secrets

    def roll(self, sides: int) -> int:
        """A number from 0 up to, not including, `sides`."""
        # Only random() itself is promised to stay the same from one Python to the next.
        return int(self._random.random() * sides)

    def choose_moment(self, number: int, days_late: int = 0) -> datetime:
        """When a day's report comes in: that evening, or the next morning before the deadline.

        A late one comes some days after that, at noon or in the afternoon. Those about the last day
        all come in the evening: nothing is recorded after the day on which the pages stand began,
        or the morning's visitors would be told what nobody has said yet.
        """
        if days_late:
            return moment_of(number + 1 + days_late, "12:00") + timedelta(minutes=self.roll(240))
        if self.roll(3) or number == LAST:
            return moment_of(number, "18:30") + timedelta(minutes=self.roll(180))
        return moment_of(number + 1, "07:00") + timedelta(minutes=self.roll(150))
