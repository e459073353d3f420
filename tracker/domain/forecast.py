"""Where a level goes next, with a range that has been held against its own past.

The method was chosen by back-test (`bench/forecast`, figures in docs/forecast.md): the level goes
on at the pace of its last week, and the pace dies away. The pace is the median of the slopes
between all pairs of days in the week (Theil 1950, Sen 1968), so that one slip of the keys does not
turn it.

How far off it may be is not taken from a formula but asked of the series itself: what would the
same method have said on each earlier day, and how wrong was that? (After split conformal
prediction, Vovk et al. 2005, over the days of one series.)
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

FEWEST_DAYS = 7
"""Days with a fresh count that a forecast needs."""

PACE_DAYS = 7
"""The pace is that of so many days up to the last count."""

DAMPING = 0.85
"""What is left of the pace from one day to the next."""

MEMORY_DAYS = 14
"""Older days say little about how wrong the method is now: of 14, 21 and 35 the back-test gives
the narrowest range that still holds what it should with 14."""

HORIZON = 30
"""Days ahead that are forecast; further on the range says nothing any more."""

INSIDE = 0.8
"""Share of truths that the range is meant to hold: from the 10 % to the 90 % point."""

GROWTH = 0.75
"""Errors grow with the days ahead to this power: 0.5 is a random walk, 1 a wrong pace."""

SMALLEST_ERROR = 1.0
"""A day ahead no count of people is surer than this."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Level:
    """A level at the end of a day, as far as it was counted on that day.

    `low` and `high` (None: open) bound what was stated. `fresh` is the share of it that was counted
    on the day itself and not carried over: 1 where every unit reported.
    """

    day: date
    value: int
    low: int
    high: int | None
    fresh: float = 1.0


@dataclass(frozen=True, kw_only=True, slots=True)
class ForecastDay:
    """A coming day: the likeliest level, and the range that holds it four times out of five."""

    day: date
    low: int
    value: int
    high: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Forecast:
    """The days after the last count; `is_open`: the last count had no highest number."""

    since: date
    days: tuple[ForecastDay, ...]
    is_open: bool


Projection = Callable[[Sequence[Level], int], list[float]]
"""A method: from the levels of some days to those of the next ones, without any doubt."""


def forecast_level(
    levels: Sequence[Level], horizon: int = HORIZON, method: Projection | None = None
) -> Forecast | None:
    """The days after the last level; None with fewer than FEWEST_DAYS of them.

    `levels` are days with fresh counts in day order; days that were only carried over are left out
    by the caller. Units that were silent on the last day widen the range. `method` is `project`
    unless the back-test tries another one.
    """
    method = method or project
    recent = [each for each in levels if (levels[-1].day - each.day).days <= MEMORY_DAYS]
    if len(recent) < FEWEST_DAYS:
        return None
    last = recent[-1]
    error = find_error(recent, method) / max(last.fresh, 0.1)
    ahead = enumerate(method(recent, horizon), start=1)
    days = tuple(_make_day(last, steps, value, error) for steps, value in ahead)
    return Forecast(since=last.day, days=days, is_open=last.high is None)


def project(levels: Sequence[Level], horizon: int) -> list[float]:
    """The level of each of the next days, without any doubt: the last one and a fading pace.

    >>> start = date(2024, 8, 6)
    >>> week = [
    ...     Level(day=start + timedelta(days=n), value=10 * n, low=0, high=None) for n in range(8)
    ... ]
    >>> project(week, 2)
    [78.5, 85.725]
    """
    pace, level, days = find_pace(levels), float(levels[-1].value), []
    for _ in range(horizon):
        pace *= DAMPING
        level += pace
        days.append(level)
    return days


def find_pace(levels: Sequence[Level]) -> float:
    """People a day in the last week: the median slope between its days; 0 with a single one."""
    end = levels[-1].day
    week = [each for each in levels[-PACE_DAYS - 1 :] if (end - each.day).days <= PACE_DAYS]
    slopes = [
        (later.value - earlier.value) / (later.day - earlier.day).days
        for number, earlier in enumerate(week)
        for later in week[number + 1 :]
    ]
    return median(slopes) if slopes else 0.0


def find_error(levels: Sequence[Level], method: Projection) -> float:
    """How wrong a method was on these very days, one day ahead, with INSIDE of them below.

    Each error is scaled to a day ahead by GROWTH. With few days the largest errors have hardly been
    seen, so the fewer there are, the more is added. The range is as wide below as above: one that
    leans to the side on which the method erred so far is narrower, and held only half of the truths
    when a surge turned.
    """
    errors = sorted(_list_errors(levels, method))
    place = math.ceil(INSIDE * (len(errors) + 1)) - 1
    error = errors[min(place, len(errors) - 1)]
    return max(SMALLEST_ERROR, error * (1 + 2 / len(levels)))


_FIRST_ORIGIN = 4
"""Days that the method is given at least when it is held against the past."""


def _list_errors(levels: Sequence[Level], method: Projection) -> Iterator[float]:
    for origin in range(_FIRST_ORIGIN, len(levels)):
        known, coming = levels[:origin], levels[origin:]
        end = known[-1].day
        said = method(known, (coming[-1].day - end).days)
        for each in coming:
            ahead = (each.day - end).days
            yield abs(said[ahead - 1] - each.value) / ahead**GROWTH


def _make_day(last: Level, steps: int, value: float, error: float) -> ForecastDay:
    """The doubt about the last count itself comes on top of that about the days since."""
    width = error * steps**GROWTH
    below = last.value - last.low
    above = 0 if last.high is None else last.high - last.value
    return ForecastDay(
        day=last.day + timedelta(days=steps),
        low=max(0, math.floor(value - width - below)),
        value=max(0, round(value)),
        high=max(0, math.ceil(value + width + above)),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Room:
    """Places on a day; `high` None is open."""

    low: int
    value: int
    high: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Until:
    """When a level reaches the room for it: days from the last count on, None: not in the horizon.

    `earliest` and `latest` are the ends of the range. `is_open`: it may be sooner, since the last
    count had no highest number.
    """

    earliest: date | None
    likely: date | None
    latest: date | None
    is_open: bool


def find_full(forecast: Forecast, room: Mapping[date, Room]) -> Until:
    """The first days on which the forecast's high, value and low reach the room of that day.

    A day without a room in the mapping is not compared. The high is held against the lowest room,
    the low against the highest: the range is that of both doubts.
    """
    earliest = likely = latest = None
    for each in forecast.days:
        places = room.get(each.day)
        if places is None:
            continue
        if earliest is None and each.high >= places.low:
            earliest = each.day
        if likely is None and each.value >= places.value:
            likely = each.day
        if latest is None and places.high is not None and each.low >= places.high:
            latest = each.day
    return Until(earliest=earliest, likely=likely, latest=latest, is_open=forecast.is_open)
