"""How high and how far the numbers reach that a capacity chart or picture has to hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf

from tracker.charts.figures.axes import find_top
from tracker.charts.figures.flows import choose_flow_mark
from tracker.charts.figures.forecast import LastCount, list_ahead
from tracker.charts.figures.places import measure_standby, measure_usable
from tracker.charts.series.capacity import CapacityDay
from tracker.charts.series.flows import FlowPoint
from tracker.charts.series.forecast import FullSeries


def list_heights(days: Sequence[CapacityDay]) -> list[float]:
    """Everything drawn above zero in the panel of people and places."""
    heights: list[float | None] = []
    for places in (measure_usable(days), measure_standby(days)):
        heights += places.tops
        heights += [band[1] for band in places.bands if band]
    for day in days:
        for point in (day.sheltered, day.present):
            heights += [point.value, point.low, point.high]
    return [height for height in heights if height is not None]


def measure_flows(days: Sequence[CapacityDay], beyond: float) -> tuple[float, float]:
    """How far the panel of flows reaches down and up.

    Beyond the bars that are marked a part of the whole height, `beyond`, is free for their marks:
    where the other side is much longer a mark stands further away than its own side is long.
    """
    left, came = [day.departures for day in days], [day.arrivals for day in days]
    down, up = (find_top((flow.reach for flow in flows), 1.3) for flows in (left, came))
    lower, upper = _find_marked(left), _find_marked(came)
    # The height of which the part is taken holds that part, on one of the sides or on both.
    whole = max(
        down + up,
        (lower + up) / (1 - beyond),
        (down + upper) / (1 - beyond),
        (lower + upper) / (1 - 2 * beyond),
    )
    return max(down, lower + beyond * whole), max(up, upper + beyond * whole)


def _find_marked(flows: Sequence[FlowPoint]) -> float:
    """The end of the longest bar with a mark; below everything where there is none."""
    return max((flow.reach or 0 for flow in flows if choose_flow_mark(flow)), default=-inf)


def list_coming_heights(full: FullSeries | None, ahead: int) -> Iterator[float]:
    """The highest forecast of each coming day that is drawn, and the places."""
    if full is None:
        return
    for each in list_ahead(full, ahead):
        yield each.high
        if each.day in full.room:
            room = full.room[each.day]
            yield room.value if room.high is None else room.high


def find_last_count(days: Sequence[CapacityDay], full: FullSeries | None) -> LastCount | None:
    """The count from which the forecast goes on; None where there is none among the days drawn."""
    if full is None or full.forecast is None:
        return None
    for day in days:
        if day.day == full.forecast.since and day.sheltered.value is not None:
            return LastCount(day=day.day, people=day.sheltered.value)
    return None
