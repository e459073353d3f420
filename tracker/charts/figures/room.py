"""Traces of the shelter places: usable capacity, standby on top, and the people beyond it."""

from __future__ import annotations

from datetime import date

from tracker.charts.appearance import Appearance
from tracker.charts.figures.shapes import Trace, draw_steps, fill_outlines
from tracker.charts.geometry import Bounds, outline_cells, outline_excess
from tracker.charts.series.capacity import CapacitySeries
from tracker.charts.series.heads import Head

OVERFLOW_NAME = "Over capacity"
STANDBY_NAME = "Plus standby"


def draw_room(series: CapacitySeries, first: date, appearance: Appearance) -> list[Trace]:
    """The space that capacity gives, as filled steps under the lines of people."""
    capacity = [day.capacity.value for day in series.days]
    room = [day.room for day in series.days]
    below: list[Bounds | None] = [None if value is None else (0, value) for value in capacity]
    above: list[Bounds | None] = [
        None if top is None or value is None else (value, top)
        for value, top in zip(capacity, room, strict=True)
    ]
    group = {"legendgroup": Head.CAPACITY}
    traces = [
        fill_outlines(
            outline_cells(below),
            first,
            name=Head.CAPACITY.label,
            colour=appearance.room_fill,
            **group,
        ),
        draw_steps(
            capacity,
            first,
            name=Head.CAPACITY.label,
            line={"color": appearance.capacity, "width": 2.5},
            legendrank=10,
            **group,
        ),
    ]
    return [*traces, *_draw_standby(series, room, above, appearance)]


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


def _draw_standby(
    series: CapacitySeries,
    room: list[int | None],
    above: list[Bounds | None],
    appearance: Appearance,
) -> list[Trace]:
    if all(top is None for top in room):
        return []
    first = series.days[0].day
    group = {"legendgroup": Head.STANDBY}
    return [
        fill_outlines(
            outline_cells(above),
            first,
            name=STANDBY_NAME,
            colour=appearance.standby_fill,
            **group,
        ),
        draw_steps(
            room,
            first,
            name=STANDBY_NAME,
            line={"color": appearance.standby, "width": 2, "dash": "dash"},
            legendrank=11,
            **group,
        ),
    ]
