"""Capacity against arrivals as a picture, from the same series as the chart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from tracker.charts.appearance import Appearance
from tracker.charts.figures.axes import find_top, list_ticks, round_up
from tracker.charts.figures.capacity import PANEL_NAMES
from tracker.charts.figures.extents import (
    find_last_count,
    list_coming_heights,
    list_heights,
    measure_flows,
)
from tracker.charts.figures.forecast import bound_rooms, count_ahead, list_ahead, list_planned
from tracker.charts.figures.layout import COMPACT, FULL, Domain, Panels
from tracker.charts.figures.levels import bound_level, choose_mark, fringe_level
from tracker.charts.figures.notes import part_claims
from tracker.charts.figures.places import measure_standby, measure_usable
from tracker.charts.figures.ranges import FRINGE
from tracker.charts.geometry import (
    Edge,
    outline_bands,
    outline_cells,
    outline_excess,
    outline_wide_cells,
)
from tracker.charts.pictures.capacity_key import (
    NARROW,
    WIDE,
    choose_place_mark,
    is_drawn,
    write_legend,
)
from tracker.charts.pictures.flows import draw_ranges, mark_flows
from tracker.charts.pictures.plot import (
    Panel,
    Size,
    fill,
    fill_band,
    frame,
    name_days,
    stroke,
    stroke_any,
    write,
)
from tracker.charts.pictures.svg import element
from tracker.charts.pictures.symbols import draw_claim, draw_symbol
from tracker.charts.series.capacity import CapacityDay, CapacitySeries
from tracker.charts.series.flows import FlowPoint
from tracker.charts.series.forecast import FullSeries
from tracker.charts.series.levels import LevelPoint
from tracker.charts.wording import phrase_number

TOP, HEIGHT = 5.0, 82.0
"""Where the panels lie in the picture, in per cent: below them is room for days and legend."""

HEIGHT_ALONE = 88.0
"""Their height where no legend stands below."""


def draw_capacity_picture(
    series: CapacitySeries,
    appearance: Appearance,
    label: str,
    full: FullSeries | None = None,
    size: Size | None = None,
    *,
    compact: bool = False,
) -> str:
    """The picture as an SVG element that fills its place, or of a size in pixels.

    `label` says what it shows. `full` are the coming days. A compact one is like the compact chart.

    It holds what the chart holds but for hover texts and notes. The key of its marks stands beside
    it, in the page or in the document (`sign_capacity`).
    """
    days, panels = series.days, COMPACT if compact else FULL
    people, flows, *strip = _lay_out(series, full, size, panels)
    return frame(
        size,
        label,
        *_draw_grid((people, flows), appearance),
        people.draw(
            *_draw_room(days, people, appearance),
            *_draw_coming(series, full, people, appearance),
            *_draw_people(days, people, appearance),
        ),
        flows.draw(*_draw_flows(days, flows, appearance)),
        *(units.draw(*_draw_units(days, units, appearance)) for units in strip),
        *_draw_dots(days, people, appearance),
        *_mark_flows(days, flows, appearance, panels.pad),
        *_draw_claims(series, people, appearance),
        *_write_ticks((people, flows), appearance),
        *_name_days(days[0].day, [flows, *strip][-1], appearance),
        *_write_names((people, flows, *strip), appearance),
        *(() if compact else write_legend(series, full, appearance, WIDE if size else NARROW)),
    )


def _lay_out(
    series: CapacitySeries, full: FullSeries | None, size: Size | None, panels: Panels
) -> list[Panel]:
    """The panels of people, of flows and, where it is shown, of units reporting."""
    days = series.days
    ahead = count_ahead(full, len(days))
    heights = [*list_heights(days), *list_coming_heights(full, ahead)]
    claims, _ = part_claims(series.drawn_claims, max(heights, default=0))
    top = find_top([*heights, *(claim.height for claim in claims)])
    down, up = measure_flows(days, panels.beyond)
    count = max(1, len(days) + ahead)
    height = HEIGHT if panels.units else HEIGHT_ALONE
    shown = ((panels.people, (0, top)), (panels.flows, (-down, up)), (panels.units, (0, 1)))
    return [_place(domain, count, values, size, height) for domain, values in shown if domain]


def _place(
    domain: Domain, days: int, values: tuple[float, float], size: Size | None, height: float
) -> Panel:
    bottom, top = domain
    low, high = values
    return Panel(
        days=days,
        top=round(TOP + height * (1 - top), 2),
        height=round(height * (top - bottom), 2),
        low=low,
        high=high,
        size=size,
    )


def _list_ticks(panels: tuple[Panel, Panel]) -> Iterator[tuple[str, int]]:
    """Places in per cent, and the numbers that stand there."""
    people, flows = panels
    for tick in range(0, int(people.high) + 1, round_up(people.high / 7)):
        yield people.down(tick), tick
    for tick in list_ticks(-flows.low, flows.high):
        yield flows.down(tick), tick


def _draw_grid(panels: tuple[Panel, Panel], appearance: Appearance) -> Iterator[str]:
    for down, tick in _list_ticks(panels):
        colour = appearance.rule if tick else appearance.quiet
        yield element("line", x1="0", x2="100%", y1=down, y2=down, stroke=colour)


def _write_ticks(panels: tuple[Panel, Panel], appearance: Appearance) -> Iterator[str]:
    """Numbers stand in the picture, over what is drawn, so that no margin takes width from it."""
    for down, tick in _list_ticks(panels):
        yield write(
            phrase_number(abs(tick)),
            "2",
            down,
            appearance.quiet,
            dy="-3",
            stroke=appearance.surface,
            stroke_width="3",
            paint_order="stroke",
        )


def _draw_room(days: Sequence[CapacityDay], panel: Panel, appearance: Appearance) -> Iterator[str]:
    usable, standby = measure_usable(days), measure_standby(days)
    yield fill(panel.enclose(outline_cells(usable.grounds)), appearance.capacity, 0.06)
    yield fill(panel.enclose(outline_cells(standby.grounds)), appearance.standby, 0.1)
    yield fill_band(panel.enclose(outline_wide_cells(standby.bands)), appearance.standby)
    yield fill_band(panel.enclose(outline_wide_cells(usable.bands)), appearance.standby)
    for places, colour in ((standby, appearance.standby), (usable, appearance.capacity)):
        fringes = outline_cells(places.fringe(FRINGE * panel.high))
        yield stroke_any(panel.hatch(fringes), colour, 1)
    yield stroke(panel.step(standby.tops), appearance.standby, 2, stroke_dasharray="7 5")
    yield stroke(panel.step(usable.tops), appearance.capacity, 2.5)
    excess = outline_excess(usable.tops, [day.sheltered.value for day in days])
    yield fill(panel.enclose(excess), appearance.overflow, 0.5)


def _draw_people(
    days: Sequence[CapacityDay], panel: Panel, appearance: Appearance
) -> Iterator[str]:
    for points, colour, width in _list_people(days, appearance):
        bands = outline_bands([bound_level(point) for point in points])
        yield fill_band(panel.enclose(bands), colour)
        fringes = outline_bands([fringe_level(point, FRINGE * panel.high) for point in points])
        yield stroke_any(panel.hatch(fringes), colour, 1)
        fresh = [None if point.is_carried else point.value for point in points]
        yield stroke(
            panel.trace([point.value for point in points]), colour, 1.5, stroke_dasharray="2 3"
        )
        yield stroke(panel.trace(fresh), colour, width)


def _draw_coming(
    series: CapacitySeries, full: FullSeries | None, panel: Panel, appearance: Appearance
) -> Iterator[str]:
    last = find_last_count(series.days, full)
    if full is None or last is None:
        return
    first, ahead = series.days[0].day, count_ahead(full, len(series.days))
    begin = (last.day - first).days
    edges = [Edge(at=begin, bottom=last.people, top=last.people)]
    course: list[int | None] = [*[None] * begin, last.people]
    for each in list_ahead(full, ahead):
        edges.append(Edge(at=(each.day - first).days, bottom=each.low, top=each.high))
        course.append(each.value)
    yield fill(panel.enclose([tuple(edges)]), appearance.sheltered, 0.13)
    yield stroke(panel.trace(course), appearance.sheltered, 2, stroke_dasharray="10 4 2 4")
    rooms = list_planned(full, ahead, first)
    places = [room.value if room else None for room in rooms]
    yield fill_band(panel.enclose(outline_wide_cells(bound_rooms(rooms))), appearance.standby)
    yield stroke(panel.step(places), appearance.capacity, 1.5, stroke_dasharray="2 3")


def _list_people(
    days: Sequence[CapacityDay], appearance: Appearance
) -> tuple[tuple[list[LevelPoint], str, float], ...]:
    return (
        ([day.present for day in days], appearance.present, 2),
        ([day.sheltered for day in days], appearance.sheltered, 3),
    )


def _draw_flows(days: Sequence[CapacityDay], panel: Panel, appearance: Appearance) -> Iterator[str]:
    for flows, sign, colour in _list_flows(days, appearance):
        news = [None if flow.new is None else sign * flow.new for flow in flows]
        yield fill(panel.bars(news), colour)
        yield from draw_ranges(flows, panel, colour, appearance, sign)


def _mark_flows(
    days: Sequence[CapacityDay], panel: Panel, appearance: Appearance, pad: float
) -> Iterator[str]:
    for flows, sign, _ in _list_flows(days, appearance):
        yield from mark_flows(flows, panel, appearance, sign, pad=pad)


def _list_flows(
    days: Sequence[CapacityDay], appearance: Appearance
) -> tuple[tuple[list[FlowPoint], int, str], ...]:
    return (
        ([day.arrivals for day in days], 1, appearance.arrivals),
        ([day.departures for day in days], -1, appearance.departures),
    )


def _draw_units(days: Sequence[CapacityDay], panel: Panel, appearance: Appearance) -> Iterator[str]:
    passed = f"{100 * len(days) / panel.days:.2f}%"
    yield element("rect", width=passed, height="100%", fill=appearance.rule, fill_opacity=0.5)
    shares = [
        day.coverage.reporting / day.coverage.expected if day.coverage else None for day in days
    ]
    yield fill(panel.bars(shares), appearance.quiet)


def _draw_dots(days: Sequence[CapacityDay], panel: Panel, appearance: Appearance) -> Iterator[str]:
    """The mark of each day, as long as they do not run into each other; events always.

    Places have no plain dots: they are steps and not points.
    """
    usable, standby = measure_usable(days), measure_standby(days)
    for places, colour in ((standby, appearance.standby), (usable, appearance.capacity)):
        for at, (point, top) in enumerate(zip(places.points, places.tops, strict=True)):
            mark = choose_place_mark(point)
            if top is not None and mark is not None and is_drawn(mark, len(days)):
                colours = colour, appearance.surface
                yield draw_symbol(mark, panel.across(at), panel.down(top), *colours)
    for points, colour, _ in _list_people(days, appearance):
        for at, point in enumerate(points):
            mark = choose_mark(point)
            if point.value is not None and is_drawn(mark, len(days)):
                colours = colour, appearance.surface
                yield draw_symbol(mark, panel.across(at), panel.down(point.value), *colours)


def _draw_claims(series: CapacitySeries, panel: Panel, appearance: Appearance) -> Iterator[str]:
    """Claims beside the sums, but for those beyond the scale."""
    for claim in series.drawn_claims:
        if claim.height is not None and claim.height <= panel.high:
            at = (claim.day - series.days[0].day).days
            yield draw_claim(panel.across(at), panel.down(claim.height), appearance.ink)


def _name_days(first: date, lowest: Panel, appearance: Appearance) -> Iterator[str]:
    return name_days(first, lowest.days, lowest.down(lowest.low), appearance.quiet, dy="16")


def _write_names(panels: Sequence[Panel], appearance: Appearance) -> Iterator[str]:
    for panel, name in zip(panels, PANEL_NAMES, strict=False):
        yield write(name, "100%", f"{panel.top}%", appearance.quiet, dy="-4", text_anchor="end")
