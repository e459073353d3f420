"""Traces of the shelter places: usable capacity, standby on top, and the people beyond it."""

from __future__ import annotations

from datetime import date

from tracker.charts.appearance import Appearance
from tracker.charts.figures.levels import LevelStyle, draw_doubts, draw_marks
from tracker.charts.figures.places import Places, measure_standby, measure_usable
from tracker.charts.figures.shapes import Trace, draw_steps, fill_outlines
from tracker.charts.geometry import outline_cells, outline_excess, outline_wide_cells
from tracker.charts.series.capacity import CapacitySeries
from tracker.charts.series.heads import Head

OVERFLOW_NAME = "Over capacity"
STANDBY_NAME = "Plus standby"


def draw_room(
    series: CapacitySeries, first: date, appearance: Appearance, *, fringe: float
) -> list[Trace]:
    """The space that places give, as filled steps under the lines of people.

    `fringe` is the height of the hatching that says "open upwards".
    """
    usable, standby = measure_usable(series.days), measure_standby(series.days)
    on_top = LevelStyle(
        key=Head.STANDBY,
        label=STANDBY_NAME,
        colour=appearance.standby,
        band=appearance.make_band(appearance.standby),
        width=2,
        rank=11,
    )
    below = LevelStyle(
        key=Head.CAPACITY,
        label=Head.CAPACITY.label,
        colour=appearance.capacity,
        band=appearance.make_band(appearance.standby),
        width=2.5,
        rank=10,
    )
    traces = _draw_steps(usable, first, below, appearance.room_fill)
    if any(top is not None for top in standby.tops):
        traces += _draw_steps(standby, first, on_top, appearance.standby_fill, dash="dash")
    for places, style in ((standby, on_top), (usable, below)):
        bands = outline_wide_cells(places.bands)
        fringes = outline_cells(places.fringe(fringe))
        traces += draw_doubts(bands, fringes, first, style)
        traces += draw_marks(places.points, places.tops, first, style, appearance)
    return traces


def draw_overflow(series: CapacitySeries, first: date, appearance: Appearance) -> list[Trace]:
    """People sheltered beyond the usable places, shaded between the two lines."""
    excess = outline_excess(
        [day.capacity.value for day in series.days], [day.sheltered.value for day in series.days]
    )
    if not excess:
        return []
    return [
        fill_outlines(
            excess,
            first,
            name=OVERFLOW_NAME,
            colour=appearance.overflow_fill,
            fillpattern={
                "shape": "/",
                "size": 7,
                "solidity": 0.25,
                "fgcolor": appearance.overflow,
                "bgcolor": appearance.overflow_fill,
                "fillmode": "overlay",
            },
            line={"width": 1, "color": appearance.overflow},
            showlegend=True,
            legendrank=14,
        )
    ]


def _draw_steps(
    places: Places, first: date, style: LevelStyle, filled: str, **line: str
) -> list[Trace]:
    group = {"legendgroup": style.key}
    return [
        fill_outlines(
            outline_cells(places.grounds), first, name=style.label, colour=filled, **group
        ),
        draw_steps(
            places.tops,
            first,
            name=style.label,
            line={"color": style.colour, "width": style.width, **line},
            legendrank=style.rank,
            **group,
        ),
    ]
