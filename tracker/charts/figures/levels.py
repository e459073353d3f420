"""Traces of a level that people make up: line, band, open bounds, marked points, hover text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.charts.appearance import Appearance
from tracker.charts.figures.shapes import (
    CALM_DAYS,
    Trace,
    draw_days,
    draw_symbols,
    fill_outlines,
    keep_where,
)
from tracker.charts.geometry import Bounds, Outline, outline_bands
from tracker.charts.marks import Mark
from tracker.charts.series.levels import LevelPoint
from tracker.charts.wording import MARK_NAMES

BAND_ENDING = ": low to high"
BANDS_NAME = "Low to high"
"""In legends, which are too narrow on phones for the name of a series with it."""
EVENTS = (Mark.CONTESTED, Mark.CORRECTED)
STATES = (Mark.STALE, Mark.DERIVED, Mark.DISPUTED)


@dataclass(frozen=True, kw_only=True, slots=True)
class LevelStyle:
    """How one level is drawn: its key groups the legend, `rank` is its place in it."""

    key: str
    label: str
    colour: str
    band: str
    width: float
    rank: int


def draw_level(
    points: Sequence[LevelPoint],
    first: date,
    style: LevelStyle,
    appearance: Appearance,
    *,
    fringe: float,
) -> list[Trace]:
    """All traces of a level; `fringe` is the height of the hatching that says "open upwards"."""
    bands = outline_bands([bound_level(point) for point in points])
    fringes = outline_bands([fringe_level(point, fringe) for point in points])
    heights = [point.value for point in points]
    return [
        *draw_doubts(bands, fringes, first, style),
        *_draw_lines(points, first, style),
        *_draw_dots(points, first, style),
        *draw_marks(points, heights, first, style, appearance),
    ]


def explain_bands(traces: list[Trace]) -> list[Trace]:
    """The same traces, and for the bands among them one entry of its own in the legend."""
    band = next((trace for trace in traces if trace["name"].endswith(BAND_ENDING)), None)
    if band is None:
        return traces
    sign = {"name": BANDS_NAME, "legendgroup": "bands", "legendrank": 45, "showlegend": True}
    return [*traces, {**band, **sign, "x": band["x"][:1], "y": [None]}]


def choose_mark(point: LevelPoint) -> Mark:
    """The mark that a point is drawn with: events always, states when they hold for most of it."""
    for mark in (*EVENTS, *STATES):
        found = point.find_mark(mark)
        if found and (mark in EVENTS or found.is_mostly):
            return mark
    return Mark.CARRIED if point.is_carried else Mark.OBSERVED


def _draw_dots(points: Sequence[LevelPoint], first: date, style: LevelStyle) -> list[Trace]:
    """A dot on each plainly reported day, as long as the dots do not run into each other."""
    if len(points) > CALM_DAYS:
        return []
    dots = [choose_mark(point) is Mark.OBSERVED for point in points]
    trace = draw_days(
        keep_where([point.value for point in points], dots),
        first,
        name=style.label,
        line={},
        mode="markers",
        legendgroup=style.key,
        showlegend=False,
        marker={"color": style.colour, "size": 5, "line": {"width": 0}},
    )
    return [trace]


def _draw_lines(points: Sequence[LevelPoint], first: date, style: LevelStyle) -> list[Trace]:
    values = [point.value for point in points]
    fresh = [not point.is_carried for point in points]
    line = {"color": style.colour, "width": style.width}
    traces = [
        draw_days(
            keep_where(values, fresh),
            first,
            name=style.label,
            line=line,
            legendgroup=style.key,
            legendrank=style.rank,
        )
    ]
    if not all(fresh):
        traces.append(
            draw_days(
                keep_where(values, _touch_carried(fresh)),
                first,
                name=MARK_NAMES[Mark.CARRIED],
                line={"color": style.colour, "width": 1.5, "dash": "dot"},
                legendgroup=Mark.CARRIED,
                legendrank=40,
            )
        )
    return traces


def _touch_carried(fresh: Sequence[bool]) -> list[bool]:
    """Carried days, and the reported days on both sides to which the dotted line reaches over."""
    return [not all(fresh[max(0, index - 1) : index + 2]) for index in range(len(fresh))]


def draw_doubts(
    bands: Sequence[Outline], fringes: Sequence[Outline], first: date, style: LevelStyle
) -> list[Trace]:
    """The space from low to high, and the hatching over what is open upwards."""
    traces: list[Trace] = []
    if bands:
        name = f"{style.label}{BAND_ENDING}"
        traces.append(
            fill_outlines(bands, first, name=name, colour=style.band, legendgroup=style.key)
        )
    if fringes:
        traces.append(draw_fringes(fringes, first, style.colour))
    return traces


def draw_fringes(fringes: Sequence[Outline], first: date, colour: str) -> Trace:
    """The hatching that says "open upwards"."""
    return fill_outlines(
        fringes,
        first,
        name=MARK_NAMES[Mark.OPEN],
        colour="rgba(0,0,0,0)",
        fillpattern={
            "shape": "|",
            "size": 6,
            "solidity": 0.35,
            "fgcolor": colour,
            "fillmode": "overlay",
        },
        legendgroup=Mark.OPEN,
        legendrank=41,
        showlegend=True,
    )


def bound_level(point: LevelPoint) -> Bounds | None:
    """The closed part of the band; zero under an open high is no bound that anybody stated."""
    if point.low is None or (point.high is None and point.value is None):
        return None
    top = point.value if point.high is None else point.high
    bottom = top if point.is_open and not point.low else min(point.low, top or 0)
    return bottom or 0, top or 0


def fringe_level(point: LevelPoint, fringe: float) -> Bounds | None:
    """Where a level that is open upwards is hatched, `fringe` high."""
    base = point.value if point.value is not None else point.low
    return (base, base + fringe) if point.is_open and base is not None else None


def draw_marks(
    points: Sequence[LevelPoint],
    heights: Sequence[int | None],
    first: date,
    style: LevelStyle,
    appearance: Appearance,
) -> list[Trace]:
    """The symbols of points at their heights."""
    traces: list[Trace] = []
    for rank, mark in enumerate((*EVENTS, *STATES)):
        marked = [choose_mark(point) is mark for point in points]
        colour = appearance.quiet if mark is Mark.STALE else style.colour
        colours = (colour, appearance.surface)
        traces += draw_symbols(keep_where(heights, marked), first, mark, colours, rank=50 + rank)
    return traces
