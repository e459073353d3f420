"""The methods that are held against each other; the tracker's own is `domain.forecast.project`."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from tracker.domain.forecast import Level, Projection, project

WEEK = 7


def stay(levels: Sequence[Level], horizon: int) -> list[float]:
    """Naive: everything stays as it is."""
    return [float(levels[-1].value)] * horizon


def drift(levels: Sequence[Level], horizon: int) -> list[float]:
    """Drift: on at the average pace of all days."""
    first, last = levels[0], levels[-1]
    pace = (last.value - first.value) / max(1, (last.day - first.day).days)
    return [last.value + pace * ahead for ahead in range(1, horizon + 1)]


def repeat_week(levels: Sequence[Level], horizon: int) -> list[float]:
    """Seasonal naive: as on the same day of the last week."""
    week = [float(each.value) for each in levels[-WEEK:]]
    return [week[ahead % len(week)] for ahead in range(horizon)]


_SMOOTHING = [(level, trend) for level in (0.2, 0.5, 0.8, 1.0) for trend in (0.05, 0.1, 0.3, 0.6)]


def damp_trend(levels: Sequence[Level], horizon: int) -> list[float]:
    """Damped trend: exponential smoothing after Gardner and McKenzie, fitted by squared errors."""
    values = [float(each.value) for each in levels]
    _, level, trend = min(_smooth(values, *factors) for factors in _SMOOTHING)
    days = []
    for _ in range(horizon):
        trend *= 0.9
        level += trend
        days.append(level)
    return days


def _smooth(values: Sequence[float], of_level: float, of_trend: float) -> tuple[float, ...]:
    """The sum of squared errors, and level and trend after the last value."""
    level, squares = values[0], 0.0
    trend = values[1] - values[0] if len(values) > 1 else 0.0
    for value in values[1:]:
        trend *= 0.9
        error = value - level - trend
        squares += error * error
        level += trend + of_level * error
        trend += of_level * of_trend * error
    return squares, level, trend


def follow_slope(levels: Sequence[Level], horizon: int) -> list[float]:
    """Robust without damping: on at the median slope of the last two weeks."""
    recent = levels[-2 * WEEK :]
    slopes = [
        (later.value - earlier.value) / (later.day - earlier.day).days
        for number, earlier in enumerate(recent)
        for later in recent[number + 1 :]
    ]
    pace = median(slopes) if slopes else 0.0
    return [levels[-1].value + pace * ahead for ahead in range(1, horizon + 1)]


METHODS: dict[str, Projection] = {
    "naive": stay,
    "drift": drift,
    "seasonal naive": repeat_week,
    "damped trend": damp_trend,
    "robust": follow_slope,
    "robust, damped": project,
}
CHOSEN = "robust, damped"
