"""Traces of the flows: arrivals up, departures down, and what is special about a day's number."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tracker.charts.appearance import Appearance
from tracker.charts.figures.ranges import BAR, draw_ranges
from tracker.charts.figures.shapes import DAY_IN_MS, Trace, draw_symbols, space_days
from tracker.charts.marks import Mark
from tracker.charts.series.flows import FlowPoint
from tracker.charts.series.heads import Head

FLOW_MARKS = (Mark.FALLEN, Mark.LUMP, Mark.CONTESTED, Mark.CORRECTED)


def draw_flow(
    flows: Sequence[FlowPoint],
    first: date,
    head: Head,
    appearance: Appearance,
    *,
    pad: float,
    has_small_marks: bool = False,
) -> list[Trace]:
    """Bars of a flow with their ranges, and its marks at their ends, `pad` away from them."""
    sign = -1 if head is Head.DEPARTURES else 1
    colour = appearance.departures if sign < 0 else appearance.arrivals
    bars = _draw_bars(flows, first, head, colour, sign)
    if any(flow.has(Mark.LUMP) for flow in flows):
        bars["marker"]["pattern"] = {
            "shape": ["/" if flow.has(Mark.LUMP) else "" for flow in flows],
            "fillmode": "overlay",
            "fgcolor": appearance.surface,
            "size": 5,
            "solidity": 0.35,
        }
    ranges = draw_ranges(flows, first, colour, appearance, fringe=0.7 * pad, sign=sign, yaxis="y2")
    marks = _draw_marks(flows, first, appearance, sign * pad, is_small=has_small_marks)
    return [bars, *ranges, *marks]


def choose_flow_mark(flow: FlowPoint) -> Mark | None:
    """The mark that a flow is drawn with."""
    return next((mark for mark in FLOW_MARKS if flow.has(mark)), None)


def _draw_bars(
    flows: Sequence[FlowPoint], first: date, head: Head, colour: str, sign: int
) -> Trace:
    return {
        "type": "bar",
        "name": head.label,
        "legendrank": 20 if sign > 0 else 21,
        "yaxis": "y2",
        **space_days(first),
        "y": [None if flow.new is None else sign * flow.new for flow in flows],
        "width": BAR * DAY_IN_MS,
        "hoverinfo": "skip",
        "marker": {"color": colour, "line": {"width": 0}},
    }


def _draw_marks(
    flows: Sequence[FlowPoint], first: date, appearance: Appearance, pad: float, *, is_small: bool
) -> list[Trace]:
    traces: list[Trace] = []
    sign = 1 if pad > 0 else -1
    colours = (appearance.ink, appearance.surface)
    for rank, mark in enumerate(FLOW_MARKS):
        heights = [
            sign * (flow.reach or 0) + pad if choose_flow_mark(flow) is mark else None
            for flow in flows
        ]
        traces += draw_symbols(
            heights, first, mark, colours, rank=60 + rank, is_small=is_small, yaxis="y2"
        )
    return traces
