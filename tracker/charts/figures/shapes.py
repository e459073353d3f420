"""Traces common to figures: lines that keep their gaps, filled outlines, moments."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from tracker.charts.appearance import SYMBOLS
from tracker.charts.geometry import HALF, Outline, find_runs
from tracker.charts.marks import Mark
from tracker.charts.wording import MARK_NAMES

Trace = dict[str, Any]

DAY_IN_MS = 86_400_000

CALM_DAYS = 75
"""With more days than this dots are left out and symbols small, or they run into each other."""


def place_moment(first: date, at: float) -> str:
    """A moment on the time axis, `at` days after the middle of the first day's cell.

    >>> place_moment(date(2024, 8, 6), 1.5)
    '2024-08-07 12:00'
    """
    moment = datetime.combine(first, time()) + timedelta(minutes=round(at * 1440))
    return f"{moment:%Y-%m-%d}" if moment.time() == time() else f"{moment:%Y-%m-%d %H:%M}"


def space_days(first: date) -> Trace:
    """The x of a trace with one value per day: a start and a step instead of every date."""
    return {"x0": first.isoformat(), "dx": DAY_IN_MS}


def fill_outlines(
    outlines: Sequence[Outline], first: date, *, name: str, colour: str, **more: Any
) -> Trace:
    """A filled area without a line and without hover text."""
    xs: list[str | None] = []
    ys: list[float | None] = []
    for outline in outlines:
        if xs:
            xs.append(None)
            ys.append(None)
        there_and_back = [(edge.at, edge.top) for edge in outline]
        there_and_back += [(edge.at, edge.bottom) for edge in reversed(outline)]
        xs += [place_moment(first, at) for at, _ in there_and_back]
        ys += [round(height, 1) for _, height in there_and_back]
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": xs,
        "y": ys,
        "fill": "toself",
        "fillcolor": colour,
        "line": {"width": 0},
        "hoverinfo": "skip",
        "showlegend": False,
        **more,
    }


def draw_steps(
    values: Sequence[int | None], first: date, *, name: str, line: Trace, **more: Any
) -> Trace:
    """A stepped line over whole cells: a point where it changes, None where it is not known."""
    xs: list[str | None] = []
    ys: list[int | None] = []
    for run in find_runs(values):
        if xs:
            xs.append(None)
            ys.append(None)
        for index in run:
            if index == run.start or values[index] != values[index - 1]:
                xs.append(place_moment(first, index - HALF))
                ys.append(values[index])
        xs.append(place_moment(first, run.stop - HALF))
        ys.append(values[run.stop - 1])
    return _draw_line(xs, ys, name=name, line={**line, "shape": "hv"}, **more)


def draw_days(
    values: Sequence[int | None], first: date, *, name: str, line: Trace, **more: Any
) -> Trace:
    """A straight line from day to day, with gaps."""
    trace = _draw_line(None, list(values), name=name, line=line, **more)
    return {**trace, **space_days(first)}


def draw_symbols(
    heights: Sequence[float | None],
    first: date,
    mark: Mark,
    colours: tuple[str, str],
    **more: Any,
) -> list[Trace]:
    """The symbol of a mark where there is a height, in a colour with an outline; none without any.

    `more` holds the `rank` in the legend, an axis other than the first, and whether the symbol
    `is_small`, as it is where there are many days.
    """
    marked = [(index, height) for index, height in enumerate(heights) if height is not None]
    if not marked:
        return []
    colour, outline = colours
    is_line = SYMBOLS[mark].endswith("open")
    size = 10 if is_line else 13
    is_small = more.pop("is_small", False) or len(heights) > CALM_DAYS
    trace: Trace = {
        "type": "scatter",
        "mode": "markers",
        "name": MARK_NAMES[mark],
        "legendgroup": mark,
        "legendrank": more.pop("rank"),
        "x": [place_moment(first, index) for index, _ in marked],
        "y": [height for _, height in marked],
        "hoverinfo": "skip",
        "marker": {
            "symbol": SYMBOLS[mark],
            "size": size - 4 if is_small else size,
            "color": colour,
            "line": {"width": 2 if is_line else 1, "color": colour if is_line else outline},
        },
    }
    return [{**trace, **more}]


def keep_where(values: Sequence[int | None], kept: Sequence[bool]) -> list[int | None]:
    """The values of the days kept, None elsewhere."""
    return [value if keep else None for value, keep in zip(values, kept, strict=True)]


def name_once(traces: list[Trace]) -> list[Trace]:
    """The same traces, each name only once in the legend."""
    named: set[str] = set()
    for trace in traces:
        if trace.get("showlegend", True):
            trace["showlegend"] = trace["name"] not in named
            named.add(trace["name"])
    return traces


def _draw_line(
    xs: list[str | None] | None, ys: list[int | None], *, name: str, line: Trace, **more: Any
) -> Trace:
    trace: Trace = {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "y": ys,
        "line": line,
        "connectgaps": False,
        "hoverinfo": "skip",
    }
    if xs is not None:
        trace["x"] = xs
    return {**trace, **more}
