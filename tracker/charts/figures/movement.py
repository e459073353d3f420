"""Who came and who left as a figure: bars up and down with the net, and the gaps below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from tracker.charts.appearance import DARK, LIGHT, PRINT, Appearance, map_colours
from tracker.charts.figures.axes import find_top, list_ticks
from tracker.charts.figures.empty import draw_nothing
from tracker.charts.figures.flows import draw_flow
from tracker.charts.figures.hover import LINE
from tracker.charts.figures.layout import (
    configure,
    lay_out_base,
    lay_out_counts,
    lay_out_days,
    lay_out_flows,
)
from tracker.charts.figures.notes import title_panels
from tracker.charts.figures.shapes import DAY_IN_MS, Trace, draw_days, name_once, space_days
from tracker.charts.series.heads import Head
from tracker.charts.series.movement import MovementDay, MovementSeries
from tracker.charts.wording import phrase_flow, phrase_signed

MOVED_PANEL, GAP_PANEL = (0.42, 1.0), (0.0, 0.28)
MOVED_TITLE = "Arrivals up, departures down, net"
GAP_TITLE = "Gap: reported less reckoned"
NET, GAP = "Net", "Gap"
HEAD_ROOM = 1.2
"""The marks of a day stand over the end of its bar."""
TICKS = 4
"""About so many to the side that reaches further."""
SMALLEST = 5
"""How far the axis of gaps reaches at the least."""


def draw_movement(
    series: MovementSeries,
    appearance: Appearance = LIGHT,
    urls: Callable[[date], str] | None = None,
    *,
    name: str = "movement",
) -> dict[str, Any]:
    """The figure as Plotly takes it; see `draw_capacity`."""
    looks = {"dark": map_colours(appearance, DARK), "print": map_colours(appearance, PRINT)}
    figure = draw_nothing(appearance) if series.is_empty else _draw(series, appearance, urls)
    return {**figure, "config": configure(name), "looks": looks}


def measure_moved(days: Sequence[MovementDay]) -> tuple[float, float]:
    """How far the upper panel reaches down and up."""
    nets = [day.net or 0 for day in days]
    down = find_top([*(day.departures.reach for day in days), *(-net for net in nets)], HEAD_ROOM)
    return down, find_top([*(day.arrivals.reach for day in days), *nets], HEAD_ROOM)


def measure_gaps(days: Sequence[MovementDay]) -> float:
    """How far the lower panel reaches to either side."""
    return find_top((abs(day.gap or 0) for day in days), least=SMALLEST)


def _draw(
    series: MovementSeries, appearance: Appearance, urls: Callable[[date], str] | None
) -> dict[str, Any]:
    days = series.days
    first, (down, up), reach = days[0].day, measure_moved(days), measure_gaps(days)
    ticks = list_ticks(reach, reach)
    titles = [(MOVED_TITLE, MOVED_PANEL[1]), (GAP_TITLE, GAP_PANEL[1])]
    return {
        "data": name_once(_list_traces(days, first, 0.06 * (up + down), appearance, urls)),
        "layout": {
            **lay_out_base(appearance),
            "margin": {"l": 52, "r": 16, "t": 28, "b": 8},
            "xaxis": lay_out_days(first, len(days), appearance) | {"anchor": "y2"},
            "yaxis": lay_out_flows(down, up, appearance, MOVED_PANEL, about=TICKS),
            "yaxis2": {
                **lay_out_counts(appearance),
                "domain": GAP_PANEL,
                "range": [-round(reach, 1), round(reach, 1)],
                "tickvals": ticks,
                "ticktext": [phrase_signed(tick) for tick in ticks],
                "zeroline": True,
                "zerolinecolor": appearance.quiet,
                "zerolinewidth": 1,
            },
            "annotations": title_panels(appearance, titles),
        },
    }


def _list_traces(
    days: Sequence[MovementDay],
    first: date,
    pad: float,
    appearance: Appearance,
    urls: Callable[[date], str] | None,
) -> list[Trace]:
    came, left = [day.arrivals for day in days], [day.departures for day in days]
    flows = [
        *draw_flow(came, first, Head.ARRIVALS, appearance, pad=pad),
        *draw_flow(left, first, Head.DEPARTURES, appearance, pad=pad),
    ]
    net = draw_days(
        [day.net for day in days],
        first,
        name=NET,
        line={"color": appearance.ink, "width": 2},
        legendrank=30,
    )
    net |= {"mode": "lines+markers", "marker": {"size": 5, "color": appearance.ink}}
    # The line runs over bars, one of which is as bright as it is in the dark.
    casing = net | {"line": {"color": appearance.surface, "width": 5}, "showlegend": False}
    casing["marker"] = {"size": 9, "color": appearance.surface}
    gaps: Trace = {
        "type": "bar",
        "name": GAP,
        "showlegend": False,
        "yaxis": "y2",
        **space_days(first),
        "y": [day.gap for day in days],
        "width": 0.72 * DAY_IN_MS,
        "hoverinfo": "skip",
        "marker": {"color": appearance.present, "line": {"width": 0}},
    }
    upper = [trace | {"yaxis": "y"} for trace in (*flows, casing, net)]
    return [*upper, gaps, _explain(days, first, urls)]


def _explain(days: Sequence[MovementDay], first: date, urls: Callable[[date], str] | None) -> Trace:
    """Points without a look that say all numbers of a day and lead to it."""
    trace: Trace = {
        "type": "scatter",
        "mode": "none",
        "name": "Day",
        "showlegend": False,
        **space_days(first),
        "y": [0] * len(days),
        "text": [LINE.join(_say(day)) for day in days],
        "hovertemplate": "%{text}<extra></extra>",
    }
    if urls is not None:
        trace["customdata"] = [urls(day.day) for day in days]
    return trace


def _say(day: MovementDay) -> list[str]:
    lines = [f"Arrivals {phrase_flow(day.arrivals)}", f"Departures {phrase_flow(day.departures)}"]
    if day.net is not None:
        uneven = ", not all of the same units" if day.is_uneven else ""
        lines.append(f"Net {phrase_signed(day.net)}{uneven}")
    if day.gap is not None:
        lines.append(f"Gap {phrase_signed(day.gap)}")
    return lines
