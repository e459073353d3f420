"""Running totals as a figure: for each indicator a panel with line, band and bars of new ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from tracker.charts.appearance import DARK, LIGHT, PRINT, Appearance, map_colours, soften
from tracker.charts.figures.axes import find_top
from tracker.charts.figures.empty import draw_nothing
from tracker.charts.figures.flows import choose_flow_mark
from tracker.charts.figures.hover import LINE, wrap_remarks
from tracker.charts.figures.layout import configure, lay_out_base, lay_out_counts, lay_out_days
from tracker.charts.figures.levels import LevelStyle, draw_level, explain_bands
from tracker.charts.figures.notes import title_panels
from tracker.charts.figures.ranges import BAR, FRINGE, draw_ranges
from tracker.charts.figures.shapes import DAY_IN_MS, Trace, draw_symbols, name_once, space_days
from tracker.charts.series.tallies import TallyDay, TallySeries
from tracker.charts.wording import phrase_flow, phrase_level
from tracker.domain.indicators import Indicator

GAP = 0.09
"""Height between panels, as a part of the figure: a title stands in it."""
SMALLEST = 5
"""How far an axis reaches at the least: of a few people each can be seen."""
MOST_ROOMY = 5
"""With more panels than this there is less between them."""


def draw_tallies(
    series: Sequence[TallySeries],
    appearance: Appearance = LIGHT,
    urls: Callable[[date], str] | None = None,
    *,
    name: str,
    one_scale: bool = False,
    remarks: Mapping[date, Sequence[str]] | None = None,
) -> dict[str, Any]:
    """The figure as Plotly takes it, panels in the order of the series; see `draw_capacity`.

    With `one_scale` all panels reach as high as the highest. `remarks` are further lines that days
    say of themselves.
    """
    looks = {"dark": map_colours(appearance, DARK), "print": map_colours(appearance, PRINT)}
    shown = [each for each in series if not each.is_empty]
    tops = find_tops(shown, one_scale=one_scale)
    if not shown:
        return {**draw_nothing(appearance), "config": configure(name), "looks": looks}
    figure = _draw(shown, tops, appearance, _explain(shown, urls, remarks or {}))
    return {**figure, "config": configure(name), "looks": looks}


def colour_of(indicator: Indicator, appearance: Appearance) -> str:
    """The colour in which an indicator is drawn here."""
    return {
        Indicator.KILLED: appearance.overflow,
        Indicator.INJURED: appearance.departures,
        Indicator.HOSPITALISED: appearance.present,
        Indicator.EVACUATED: appearance.sheltered,
        Indicator.ARRIVALS: appearance.arrivals,
        Indicator.DEPARTURES: appearance.departures,
        Indicator.PRESENT: appearance.present,
    }.get(indicator, appearance.standby)


def find_tops(series: Sequence[TallySeries], *, one_scale: bool) -> list[float]:
    """The upper end of each series' panel."""
    tops = [find_top(_list_heights(each.days), least=SMALLEST) for each in series]
    return [max(tops)] * len(tops) if one_scale and tops else tops


def _draw(
    series: Sequence[TallySeries],
    tops: Sequence[float],
    appearance: Appearance,
    explained: Trace,
) -> dict[str, Any]:
    first, count = series[0].days[0].day, len(series[0].days)
    traces: list[Trace] = []
    axes: dict[str, Any] = {}
    titles: list[tuple[str, float]] = []
    gap = GAP if len(series) <= MOST_ROOMY else GAP * MOST_ROOMY / len(series)
    height = (1 - gap * (len(series) - 1)) / len(series)
    for number, (each, highest) in enumerate(zip(series, tops, strict=True), start=1):
        top = 1 - (number - 1) * (height + gap)
        axis = "" if number == 1 else str(number)
        axes[f"yaxis{axis}"] = {
            **lay_out_counts(appearance),
            "zeroline": True,
            "zerolinecolor": appearance.quiet,
            "zerolinewidth": 1,
            "domain": (round(max(0, top - height), 4), round(top, 4)),
            "range": [0, round(highest, 1)],
            "tickformat": ",d",
            "nticks": 4 if len(series) <= MOST_ROOMY else 3,
        }
        traces += [
            trace | {"yaxis": f"y{axis}"} for trace in _draw_panel(each, first, highest, appearance)
        ]
        titles.append((_title(each), top))
    if series[0].name is None:
        traces = explain_bands(traces)
    last_axis = "y" if len(series) == 1 else f"y{len(series)}"
    days = lay_out_days(first, count, appearance) | {"anchor": last_axis}
    return {
        "data": [*name_once(traces), explained],
        "layout": {
            **lay_out_base(appearance),
            "margin": {"l": 52, "r": 16, "t": 28, "b": 8},
            "xaxis": days,
            **axes,
            "annotations": title_panels(appearance, titles),
        },
    }


def _title(series: TallySeries) -> str:
    if series.indicator.is_level:
        return series.label
    return f"{series.label} so far (line), new (bars)"


def _draw_panel(
    series: TallySeries, first: date, top: float, appearance: Appearance
) -> list[Trace]:
    colour = colour_of(series.indicator, appearance)
    style = LevelStyle(
        key=series.indicator,
        label=series.label,
        colour=colour,
        band=appearance.make_band(colour),
        width=2.5,
        rank=10,
    )
    points = [day.total for day in series.days]
    traces = draw_level(points, first, style, appearance, fringe=FRINGE * top)
    if series.name is not None:
        # The panel's title says whose it is: a legend of areas in one colour would say nothing.
        traces = [_hide(trace, series.name) for trace in traces]
    if series.indicator.is_level:
        return traces
    news = [day.new for day in series.days]
    ranges = draw_ranges(news, first, colour, appearance, fringe=FRINGE * top)
    marks = _mark_bars(series, first, top, appearance)
    return [_draw_bars(series, first, colour), *traces, *ranges, *marks]


def _hide(trace: Trace, name: str) -> Trace:
    return trace | {"showlegend": False} if trace["name"] == name else trace


def _draw_bars(series: TallySeries, first: date, colour: str) -> Trace:
    return {
        "type": "bar",
        "name": f"{series.label}, new",
        "showlegend": False,
        **space_days(first),
        "y": [day.new.new for day in series.days],
        "width": BAR * DAY_IN_MS,
        "hoverinfo": "skip",
        "marker": {"color": soften(colour), "line": {"width": 0}},
    }


def _mark_bars(series: TallySeries, first: date, top: float, appearance: Appearance) -> list[Trace]:
    """Lumps, falls and corrections stand over the bars of their days."""
    traces: list[Trace] = []
    marks = {mark for day in series.days if (mark := choose_flow_mark(day.new)) is not None}
    for rank, mark in enumerate(sorted(marks)):
        heights = [
            (day.new.reach or 0) + 0.06 * top if choose_flow_mark(day.new) is mark else None
            for day in series.days
        ]
        colours = (appearance.ink, appearance.surface)
        traces += draw_symbols(heights, first, mark, colours, rank=60 + rank)
    return traces


def _list_heights(days: Sequence[TallyDay]) -> list[int | None]:
    return [
        height
        for day in days
        for height in (day.total.value, day.total.low, day.total.high, day.new.reach)
    ]


def _explain(
    series: Sequence[TallySeries],
    urls: Callable[[date], str] | None,
    remarks: Mapping[date, Sequence[str]],
) -> Trace:
    """Points without a look that say all numbers of a day, and more of it, and lead to it."""
    days = list(zip(*(each.days for each in series), strict=True))
    trace: Trace = {
        "type": "scatter",
        "mode": "none",
        "name": "Day",
        "showlegend": False,
        **space_days(series[0].days[0].day),
        "y": [0] * len(days),
        "text": [
            LINE.join([*_say(series, day), *wrap_remarks(remarks.get(day[0].day, ()))])
            for day in days
        ],
        "hovertemplate": "%{text}<extra></extra>",
    }
    if urls is not None:
        trace["customdata"] = [urls(day[0].day) for day in days]
    return trace


def _say(series: Sequence[TallySeries], days: Sequence[TallyDay]) -> list[str]:
    lines = []
    for each, day in zip(series, days, strict=True):
        new = "" if each.indicator.is_level else f" (new: {phrase_flow(day.new)})"
        lines.append(f"{each.label} {phrase_level(day.total)}{new}")
    return lines
