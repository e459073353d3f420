"""Running totals as a picture: a panel for each indicator, from the same series as the chart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tracker.charts.appearance import Appearance
from tracker.charts.figures.axes import round_up
from tracker.charts.figures.flows import choose_flow_mark
from tracker.charts.figures.levels import EVENTS, bound_level, choose_mark
from tracker.charts.figures.shapes import CALM_DAYS
from tracker.charts.figures.tallies import MOST_ROOMY, colour_of, find_tops
from tracker.charts.geometry import outline_bands
from tracker.charts.marks import Mark
from tracker.charts.pictures.flows import draw_ranges, mark_flows
from tracker.charts.pictures.key import (
    PALE,
    Key,
    sign_bands,
    sign_bars,
    sign_line,
    sign_marks,
    sign_ranges,
)
from tracker.charts.pictures.plot import (
    Panel,
    Size,
    fill,
    fill_band,
    frame,
    name_days,
    stroke,
    write,
)
from tracker.charts.pictures.svg import element
from tracker.charts.pictures.symbols import draw_symbol
from tracker.charts.series.levels import LevelPoint
from tracker.charts.series.tallies import TallySeries
from tracker.charts.wording import phrase_number

TOP, BOTTOM, BETWEEN = 5.0, 94.0, 7.0
"""Where panels lie in the picture and how far apart, in per cent."""


def draw_tally_picture(
    series: Sequence[TallySeries],
    appearance: Appearance,
    label: str,
    size: Size | None = None,
    *,
    one_scale: bool = False,
) -> str:
    """The picture as an SVG element that fills its place, or of a size in pixels.

    Series that nobody reported are left out. `one_scale` as in `draw_tallies`.
    """
    shown = [each for each in series if not each.is_empty]
    tops = find_tops(shown, one_scale=one_scale)
    return frame(
        size,
        label,
        *(
            part
            for each, panel in zip(shown, _lay_out(shown, tops, size), strict=True)
            for part in _draw_panel(each, panel, appearance)
        ),
        *(_name_days(shown[0], appearance) if shown else ()),
    )


def _lay_out(
    shown: Sequence[TallySeries], tops: Sequence[float], size: Size | None
) -> Iterator[Panel]:
    between = BETWEEN if len(shown) <= MOST_ROOMY else BETWEEN * MOST_ROOMY / len(shown)
    height = (BOTTOM - TOP - between * (len(shown) - 1)) / max(1, len(shown))
    for number, (each, highest) in enumerate(zip(shown, tops, strict=True)):
        top = round(TOP + number * (height + between), 2)
        yield Panel(
            days=len(each.days),
            top=top,
            height=round(height, 2),
            low=0,
            high=highest,
            size=size,
        )


def _draw_panel(series: TallySeries, panel: Panel, appearance: Appearance) -> Iterator[str]:
    colour = colour_of(series.indicator, appearance)
    totals = [day.total for day in series.days]
    for tick in range(0, int(panel.high) + 1, round_up(panel.high / 3)):
        down, line = panel.down(tick), appearance.rule if tick else appearance.quiet
        yield element("line", x1="0", x2="100%", y1=down, y2=down, stroke=line)
        yield write(phrase_number(tick), "2", down, appearance.quiet, dy="-3")
    fresh = [None if point.is_carried else point.value for point in totals]
    yield panel.draw(
        fill(panel.bars([day.new.new for day in series.days]), colour, PALE),
        fill_band(panel.enclose(outline_bands([bound_level(point) for point in totals])), colour),
        stroke(panel.trace([point.value for point in totals]), colour, 1.5, stroke_dasharray="2 3"),
        stroke(panel.trace(fresh), colour, 2.5),
        *draw_ranges([day.new for day in series.days], panel, colour, appearance),
    )
    for at, point in enumerate(totals):
        if point.value is not None and _is_marked(point, len(totals)):
            where = panel.across(at), panel.down(point.value)
            yield draw_symbol(choose_mark(point), *where, colour, appearance.surface)
    # Lumps, falls and corrections stand over the bars of their days.
    yield from mark_flows([day.new for day in series.days], panel, appearance)
    yield write(series.label, "100%", f"{panel.top}%", appearance.ink, dy="-4", text_anchor="end")


def _is_marked(point: LevelPoint, days: int) -> bool:
    """Dots are left out where they would run into each other, events never."""
    return days <= CALM_DAYS or choose_mark(point) in EVENTS


def sign_tallies(series: Sequence[TallySeries], appearance: Appearance) -> Key:
    """The key of the picture: what lines and bars are, bands, and the marks of days."""
    shown = [each for each in series if not each.is_empty]
    key: list[tuple[str, str]] = []
    if any(not each.indicator.is_level for each in shown):
        key += [
            sign_line("Total so far", appearance.ink),
            sign_bars("New that day", appearance.ink, PALE),
        ]
    bands = (bound_level(day.total) for each in shown for day in each.days)
    if any(band and band[0] < band[1] for band in bands):
        key.append(sign_bands(appearance))
    key += sign_ranges([[day.new for day in each.days] for each in shown], appearance)
    marks = {*_list_marks(shown)} - {Mark.OBSERVED}
    return (*key, *sign_marks((mark for mark in Mark if mark in marks), appearance))


def _list_marks(series: Sequence[TallySeries]) -> Iterator[Mark]:
    for each in series:
        for day in each.days:
            if day.total.value is not None and _is_marked(day.total, len(each.days)):
                yield choose_mark(day.total)
            if day.total.is_carried:
                yield Mark.CARRIED
            if mark := choose_flow_mark(day.new):
                yield mark


def _name_days(series: TallySeries, appearance: Appearance) -> Iterator[str]:
    return name_days(series.days[0].day, len(series.days), "99%", appearance.quiet)
