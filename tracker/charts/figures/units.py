"""Traces of the units reporting, and of each day's hover text and address."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from tracker.charts.appearance import Appearance
from tracker.charts.figures.hover import explain_days
from tracker.charts.figures.shapes import DAY_IN_MS, Trace, space_days
from tracker.charts.series.capacity import CapacityDay, CapacitySeries

STRIP_NAME = "Units reporting"


def draw_units(
    series: CapacitySeries,
    appearance: Appearance,
    urls: Callable[[date], str] | None,
    *,
    height: float,
    coming: Sequence[str],
    with_strip: bool = True,
) -> list[Trace]:
    """A bar per day for the share of units that reported, and points for hover and click.

    The points are invisible, at one `height` among the people, and exist for every day, also for
    the `coming` ones, of which they say a text: hovering finds the nearest point of each trace, so
    that a trace of its own would speak for days that it does not know.
    """
    first = series.days[0].day
    texts = [*explain_days(series), *coming]
    points: Trace = {
        "type": "scatter",
        "mode": "none",
        "name": "Day",
        "showlegend": False,
        **space_days(first),
        "y": [height] * len(texts),
        "text": texts,
        "hovertemplate": "%{text}<extra></extra>",
    }
    if urls is not None:
        points["customdata"] = [*(urls(day.day) for day in series.days), *(None for _ in coming)]
    if not with_strip:
        return [points]
    strip: Trace = {
        "type": "bar",
        "name": STRIP_NAME,
        "yaxis": "y3",
        "showlegend": False,
        **space_days(first),
        "y": [_share(day) for day in series.days],
        "width": 0.72 * DAY_IN_MS,
        "hoverinfo": "skip",
        "marker": {"color": appearance.quiet, "line": {"width": 0}},
    }
    return [strip, points]


def _share(day: CapacityDay) -> float | None:
    return round(day.coverage.reporting / day.coverage.expected, 3) if day.coverage else None
