"""Who came and who left as a picture, from the same series as the chart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tracker.charts.appearance import Appearance
from tracker.charts.figures.axes import list_ticks
from tracker.charts.figures.flows import choose_flow_mark
from tracker.charts.figures.movement import (
    GAP,
    GAP_TITLE,
    MOVED_TITLE,
    NET,
    TICKS,
    measure_gaps,
    measure_moved,
)
from tracker.charts.figures.shapes import CALM_DAYS
from tracker.charts.marks import Mark
from tracker.charts.pictures.flows import draw_ranges, mark_flows
from tracker.charts.pictures.key import Key, sign_bars, sign_line, sign_marks, sign_ranges
from tracker.charts.pictures.plot import Panel, Size, fill, frame, name_days, stroke, write
from tracker.charts.pictures.svg import element
from tracker.charts.pictures.symbols import draw_symbol
from tracker.charts.series.heads import Head
from tracker.charts.series.movement import MovementDay, MovementSeries
from tracker.charts.wording import phrase_number, phrase_signed

TOP, MOVED, GAP_TOP, GAPS = 5.0, 52.0, 66.0, 26.0
"""Where the panels lie in the picture and how high they are, in per cent."""


def draw_movement_picture(
    series: MovementSeries, appearance: Appearance, label: str, size: Size | None = None
) -> str:
    """The picture as an SVG element that fills its place, or of a size in pixels."""
    days = series.days
    if series.is_empty:
        return frame(size, label)
    (down, up), reach, count = measure_moved(days), measure_gaps(days), len(days)
    moved = Panel(days=count, top=TOP, height=MOVED, low=-down, high=up, size=size)
    gaps = Panel(days=count, top=GAP_TOP, height=GAPS, low=-reach, high=reach, size=size)
    return frame(
        size,
        label,
        *_draw_grid(moved, list_ticks(down, up, about=TICKS), MOVED_TITLE, appearance),
        *_draw_grid(gaps, list_ticks(reach, reach), GAP_TITLE, appearance),
        moved.draw(*_draw_moved(days, moved, appearance)),
        gaps.draw(fill(gaps.bars([day.gap for day in days]), appearance.present)),
        *_draw_dots(days, moved, appearance),
        *_write_ticks(moved, list_ticks(down, up, about=TICKS), appearance, signed=False),
        *_write_ticks(gaps, list_ticks(reach, reach), appearance, signed=True),
        *name_days(days[0].day, count, "98%", appearance.quiet),
    )


def _draw_grid(
    panel: Panel, ticks: Sequence[int], title: str, appearance: Appearance
) -> Iterator[str]:
    for tick in ticks:
        down, colour = panel.down(tick), appearance.rule if tick else appearance.quiet
        yield element("line", x1="0", x2="100%", y1=down, y2=down, stroke=colour)
    yield write(title, "100%", f"{panel.top}%", appearance.ink, dy="-4", text_anchor="end")


def _write_ticks(
    panel: Panel, ticks: Sequence[int], appearance: Appearance, *, signed: bool
) -> Iterator[str]:
    for tick in ticks:
        said = phrase_signed(tick) if signed else phrase_number(abs(tick))
        yield write(
            said,
            "2",
            panel.down(tick),
            appearance.quiet,
            dy="-3",
            stroke=appearance.surface,
            stroke_width="3",
            paint_order="stroke",
        )


def _draw_moved(days: Sequence[MovementDay], panel: Panel, appearance: Appearance) -> Iterator[str]:
    left = [None if day.departures.new is None else -day.departures.new for day in days]
    yield fill(panel.bars([day.arrivals.new for day in days]), appearance.arrivals)
    yield fill(panel.bars(left), appearance.departures)
    yield from draw_ranges([day.arrivals for day in days], panel, appearance.arrivals, appearance)
    yield from draw_ranges(
        [day.departures for day in days], panel, appearance.departures, appearance, -1
    )
    net = panel.trace([day.net for day in days])
    yield stroke(net, appearance.surface, 5)
    yield stroke(net, appearance.ink, 2)


def _draw_dots(days: Sequence[MovementDay], panel: Panel, appearance: Appearance) -> Iterator[str]:
    colours = appearance.ink, appearance.surface
    yield from mark_flows([day.arrivals for day in days], panel, appearance)
    yield from mark_flows([day.departures for day in days], panel, appearance, -1)
    for at, day in enumerate(days):
        if day.net is not None and len(days) <= CALM_DAYS:
            where = panel.across(at), panel.down(day.net)
            yield draw_symbol(Mark.OBSERVED, *where, *colours)


def sign_movement(series: MovementSeries, appearance: Appearance) -> Key:
    """The key of the picture."""
    if series.is_empty:
        return ()
    came, left = [day.arrivals for day in series.days], [day.departures for day in series.days]
    marks = {mark for flow in (*came, *left) if (mark := choose_flow_mark(flow))}
    return (
        sign_bars(Head.ARRIVALS.label, appearance.arrivals),
        sign_bars(Head.DEPARTURES.label, appearance.departures),
        sign_line(NET, appearance.ink),
        sign_bars(GAP, appearance.present),
        *sign_ranges((came, left), appearance),
        *sign_marks((mark for mark in Mark if mark in marks), appearance),
    )
