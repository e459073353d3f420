"""What the picture of capacity against arrivals draws, in words: its legend, its key of marks."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.charts.appearance import Appearance
from tracker.charts.figures.extents import find_last_count
from tracker.charts.figures.flows import choose_flow_mark
from tracker.charts.figures.forecast import (
    FORECAST_NAME,
    PLANNED_NAME,
    bound_rooms,
    count_ahead,
    list_planned,
)
from tracker.charts.figures.levels import EVENTS, STATES, bound_level, choose_mark, fringe_level
from tracker.charts.figures.places import Places, measure_standby, measure_usable
from tracker.charts.figures.room import OVERFLOW_NAME, STANDBY_NAME
from tracker.charts.figures.shapes import CALM_DAYS
from tracker.charts.geometry import Bounds
from tracker.charts.marks import Mark
from tracker.charts.pictures.key import Key, sign_bands, sign_marks, sign_ranges
from tracker.charts.pictures.plot import write
from tracker.charts.pictures.svg import element
from tracker.charts.series.capacity import CapacitySeries
from tracker.charts.series.forecast import FullSeries
from tracker.charts.series.heads import Head
from tracker.charts.series.levels import LevelPoint

LEGEND_TOP, LEGEND_STEP = 92.5, 2.8
"""Where its first line stands, and how far the next is below it, in per cent."""

NARROW, WIDE = 3, 5
"""Columns of the legend where a picture may be narrow, and where its width is known."""


def choose_place_mark(point: LevelPoint) -> Mark | None:
    """The mark that a step of places is drawn with; None where it is plain or carried."""
    mark = choose_mark(point)
    return mark if mark in (*EVENTS, *STATES) else None


def is_drawn(mark: Mark, days: int) -> bool:
    """Whether a mark is drawn among so many days: dots would run into each other, events stay."""
    return days <= CALM_DAYS or mark in EVENTS


def sign_capacity(series: CapacitySeries, full: FullSeries | None, appearance: Appearance) -> Key:
    """The key of the picture beside its legend: bands, ranges, and the marks but for plain dots."""
    flows = [[day.arrivals for day in series.days], [day.departures for day in series.days]]
    is_banded = any(band and band[0] < band[1] for band in _list_bands(series, full))
    signs = (
        *((sign_bands(appearance),) if is_banded else ()),
        *sign_ranges(flows, appearance),
        *sign_marks(list_drawn_marks(series), appearance),
    )
    return tuple(dict(signs).items())


def list_drawn_marks(series: CapacitySeries) -> tuple[Mark, ...]:
    """The marks that the picture draws, but for plain dots."""
    drawn = set(_list_marks(series))
    return tuple(mark for mark in Mark if mark in drawn and mark is not Mark.OBSERVED)


def _list_marks(series: CapacitySeries) -> Iterator[Mark]:
    count = len(series.days)
    for day in series.days:
        for point in (day.present, day.sheltered):
            yield from _list_level_marks(point, count)
        yield from filter(None, map(choose_flow_mark, (day.arrivals, day.departures)))
    for places in (measure_usable(series.days), measure_standby(series.days)):
        yield from _list_place_marks(places, count)


def _list_level_marks(point: LevelPoint, days: int) -> Iterator[Mark]:
    mark = choose_mark(point)
    if point.value is not None and (mark is Mark.CARRIED or is_drawn(mark, days)):
        yield mark
    if fringe_level(point, 1):
        yield Mark.OPEN


def _list_place_marks(places: Places, days: int) -> Iterator[Mark]:
    for point, top in zip(places.points, places.tops, strict=True):
        mark = choose_place_mark(point)
        if top is not None and mark and is_drawn(mark, days):
            yield mark
    if any(places.fringe(1)):
        yield Mark.OPEN


def _list_bands(series: CapacitySeries, full: FullSeries | None) -> Iterator[Bounds | None]:
    days = series.days
    for day in days:
        yield from (bound_level(point) for point in (day.present, day.sheltered))
    for places in (measure_usable(days), measure_standby(days)):
        yield from places.bands
    if full is not None and find_last_count(days, full):
        ahead = count_ahead(full, len(days))
        yield from bound_rooms(list_planned(full, ahead, days[0].day))


def write_legend(
    series: CapacitySeries, full: FullSeries | None, appearance: Appearance, columns: int
) -> Iterator[str]:
    """The legend below the picture, in so many columns."""
    names = [*_list_names(series, appearance)]
    if full and full.forecast:
        names += [
            (FORECAST_NAME, appearance.sheltered, "10 4 2 4"),
            (PLANNED_NAME, appearance.capacity, "2 3"),
        ]
    for number, (name, colour, dash) in enumerate(names):
        across = (102 // columns) * (number % columns)
        row = round(LEGEND_TOP + LEGEND_STEP * (number // columns), 1)
        if name in _FILLED:
            box = {"x": f"{across + 1}%", "y": f"{row}%", "transform": "translate(0 -5)"}
            yield element("rect", width=12, height=10, fill=colour, **box)
        else:
            line = {"x1": f"{across}%", "x2": f"{across + 4}%", "y1": f"{row}%", "y2": f"{row}%"}
            yield element("line", stroke=colour, stroke_width=3, stroke_dasharray=dash, **line)
        yield write(name, f"{across + 5}%", f"{row}%", appearance.ink, dy="4")


_FILLED = (Head.ARRIVALS.label, Head.DEPARTURES.label, OVERFLOW_NAME)
"""What is drawn as bars or areas, not as a line."""


def _list_names(
    series: CapacitySeries, appearance: Appearance
) -> Iterator[tuple[str, str, str | None]]:
    days = series.days
    if any(day.capacity.known for day in days):
        yield Head.CAPACITY.label, appearance.capacity, None
    if any(day.room is not None for day in days):
        yield STANDBY_NAME, appearance.standby, "7 5"
    if any(day.sheltered.known for day in days):
        yield Head.SHELTERED.label, appearance.sheltered, None
    if any(day.present.known for day in days):
        yield Head.PRESENT.label, appearance.present, None
    yield Head.ARRIVALS.label, appearance.arrivals, None
    yield Head.DEPARTURES.label, appearance.departures, None
    if any(day.overflow for day in days):
        yield OVERFLOW_NAME, appearance.overflow, None
    if series.drawn_claims:
        yield "Claim", appearance.ink, "1 3"
