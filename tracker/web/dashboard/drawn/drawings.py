"""The charts of the officials' pages as drawings of their own: their points and their pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from flask import current_app

from tracker.charts.appearance import PRINT
from tracker.charts.figures.pyramid import measure_pyramid
from tracker.charts.pictures.capacity import draw_capacity_picture
from tracker.charts.pictures.capacity_key import sign_capacity
from tracker.charts.pictures.files import CAPACITY_SIZE, size_tallies, write_document
from tracker.charts.pictures.key import Key
from tracker.charts.pictures.movement import draw_movement_picture, sign_movement
from tracker.charts.pictures.plot import Size
from tracker.charts.pictures.pyramid import draw_pyramid
from tracker.charts.pictures.tallies import draw_tally_picture, sign_tallies
from tracker.charts.series.pyramid import Pyramid, hide_small_groups
from tracker.charts.series.tallies import TallySeries
from tracker.charts.tables.drawn import DrawnPoint
from tracker.charts.tables.drawn_capacity import list_drawn_capacity
from tracker.charts.tables.drawn_pyramid import list_drawn_pyramid
from tracker.charts.tables.drawn_tallies import list_drawn_tallies
from tracker.charts.tables.movement import list_drawn_movement
from tracker.config import SMALLEST_KEY
from tracker.domain.indicators import Indicator
from tracker.web.dashboard.extents import Extent
from tracker.web.dashboard.periods import Period
from tracker.web.dashboard.places import Numbers, load_numbers
from tracker.web.dashboard.preferences import (
    find_preferred,
    mark_areas,
    mark_points,
    mark_preferred,
    say_preferred,
)
from tracker.web.dashboard.tallies.further_charts import BY_AREA_TITLE, MOVEMENT_TITLE
from tracker.web.dashboard.tallies.people import (
    build_area_series,
    group_areas,
    load_movement,
    load_pyramids,
    read_areas,
)
from tracker.web.dashboard.tallies.views import load_series
from tracker.web.dashboard.topics import DISPLACED, TOPICS, Topic
from tracker.web.shared.formats import day as say_day
from tracker.web.shared.formats import long_moment
from tracker.web.shared.lookback import Lookback

EXAMPLE = "Example operation: daily counts invented."


@dataclass(frozen=True, kw_only=True, slots=True)
class View:
    """What is drawn: of which places, which days, and as known when."""

    extent: Extent
    period: Period
    lookback: Lookback

    @property
    def name(self) -> str:
        """The place in words."""
        return self.extent.place.name if self.extent.place else "Whole operation"

    @property
    def known_at(self) -> datetime:
        """The moment of what is known: now, unless the address says another."""
        return self.lookback.known_at or self.lookback.now

    @property
    def stale_after(self) -> int:
        """Days after which a carried count is stale."""
        return self.lookback.operation.clock.stale_after

    def mark(self, points: Iterable[DrawnPoint]) -> tuple[DrawnPoint, ...]:
        """The points of the place itself, marked where a reviewer preferred their number."""
        preferred = find_preferred(self.lookback.knowledge, self.extent, self.period)
        return tuple(mark_points(points, preferred))

    @property
    def foot(self) -> str:
        """What a picture of it has to say of itself away from its page."""
        operation, period = self.lookback.operation, self.period
        days = f"{say_day(period.first)} to {say_day(period.last)}"
        known = f"As known on {long_moment(self.known_at)} ({operation.time_zone})."
        invented = f" {EXAMPLE}" if operation.is_example else ""
        return f"{operation.name}, {days}. {known}{invented}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Drawing:
    """A chart by its name in addresses: its title, its page, its points, its picture as SVG."""

    title: str
    page: Callable[[Extent], str]
    list_points: Callable[[View], tuple[DrawnPoint, ...]]
    draw: Callable[[View], str]


def _load_numbers(view: View) -> Numbers:
    clock = view.lookback.operation.clock
    return load_numbers(view.lookback.knowledge, view.extent, view.period, clock)


def list_capacity(view: View) -> tuple[DrawnPoint, ...]:
    """The points of capacity against arrivals."""
    numbers = _load_numbers(view)
    return view.mark(list_drawn_capacity(numbers.series, numbers.full))


def draw_capacity(view: View) -> str:
    """The picture of capacity against arrivals."""
    numbers = _load_numbers(view)
    heading = f"Capacity against arrivals: {view.name}"
    picture = draw_capacity_picture(numbers.series, PRINT, heading, numbers.full, CAPACITY_SIZE)
    key = sign_capacity(numbers.series, numbers.full, PRINT)
    return write_document(picture, CAPACITY_SIZE, PRINT, heading, view.foot, key)


def _describe_topic(topic: Topic) -> Drawing:
    def list_points(view: View) -> tuple[DrawnPoint, ...]:
        knowledge = view.lookback.knowledge
        series = load_series(knowledge, topic, view.extent, view.period)
        return view.mark(list_drawn_tallies(series, view.stale_after))

    def draw(view: View) -> str:
        series = load_series(view.lookback.knowledge, topic, view.extent, view.period)
        size = size_tallies(sum(not each.is_empty for each in series))
        heading = f"{topic.title}: {view.name}"
        picture = draw_tally_picture(series, PRINT, heading, size)
        return write_document(picture, size, PRINT, heading, view.foot, sign_tallies(series, PRINT))

    return Drawing(title=topic.title, page=topic.url, list_points=list_points, draw=draw)


def _draw_document(
    view: View, title: str, size: Size, draw: Callable[[str], str], key: Key = ()
) -> str:
    """The document of a picture with its key; `draw` makes the picture under a heading."""
    heading = f"{title}: {view.name}"
    return write_document(draw(heading), size, PRINT, heading, view.foot, key)


def list_movement(view: View) -> tuple[DrawnPoint, ...]:
    """The points of who came and who left."""
    series = load_movement(view.lookback.knowledge, view.extent, view.period)
    return view.mark(list_drawn_movement(series, view.stale_after))


def draw_movement(view: View) -> str:
    """The picture of who came and who left."""
    series = load_movement(view.lookback.knowledge, view.extent, view.period)

    def draw(heading: str) -> str:
        return draw_movement_picture(series, PRINT, heading, CAPACITY_SIZE)

    key = sign_movement(series, PRINT)
    return _draw_document(view, MOVEMENT_TITLE, CAPACITY_SIZE, draw, key)


def _load_areas(view: View) -> tuple[tuple[TallySeries, ...], dict[str, tuple[int, ...]]]:
    """The series of each row of the chart, and the areas in it by its name."""
    knowledge = view.lookback.knowledge
    areas = read_areas(knowledge, DISPLACED, view.extent, view.period)
    series = build_area_series(knowledge, DISPLACED, areas, view.period)
    return series, group_areas(DISPLACED, areas)


def list_areas(view: View) -> tuple[DrawnPoint, ...]:
    """The points of the chart area by area, each with its area."""
    series, groups = _load_areas(view)
    points = [
        replace(point, place=each.name)
        for each in series
        for point in list_drawn_tallies([each], view.stale_after)
    ]
    return tuple(mark_areas(view.lookback.knowledge, points, groups, view.period))


def draw_areas(view: View) -> str:
    """The picture of the chart area by area."""
    series, _ = _load_areas(view)
    size = size_tallies(len(series))

    def draw(heading: str) -> str:
        return draw_tally_picture(series, PRINT, heading, size, one_scale=True)

    return _draw_document(view, BY_AREA_TITLE, size, draw, sign_tallies(series, PRINT))


def _describe_ages(topic: Topic, indicator: Indicator) -> Drawing:
    title = f"{indicator.definition.label} by sex and age"
    alone = replace(topic, broken_down=(indicator,))

    def load(view: View) -> tuple[Pyramid, ...]:
        # A file is handed on, and may be published: unlike the page it keeps small numbers back.
        smallest = current_app.config[SMALLEST_KEY]
        found = load_pyramids(view.lookback.knowledge, alone, view.extent, view.period)
        return tuple(hide_small_groups(pyramid, smallest) for pyramid in found)

    def list_points(view: View) -> tuple[DrawnPoint, ...]:
        return tuple(p for each in load(view) for p in _list_ages(view, each))

    def draw(view: View) -> str:
        pyramids = load(view)
        size = Size(width=720, height=sum(map(measure_pyramid, pyramids)))
        return _draw_document(
            view,
            title,
            size,
            lambda heading: "".join(draw_pyramid(each, PRINT, heading, size) for each in pyramids),
        )

    return Drawing(title=title, page=topic.url, list_points=list_points, draw=draw)


def _list_ages(view: View, pyramid: Pyramid) -> Iterator[DrawnPoint]:
    """The whole, marked as in tables of days, and the parts, as far as their counts are."""
    whole, *parts = list_drawn_pyramid(pyramid, view.stale_after)
    yield from view.mark([whole])
    said = say_preferred(pyramid.preferred, pyramid.counts, "count")
    for part in parts:
        yield mark_preferred(part, said) if pyramid.preferred else part


DRAWINGS: dict[str, Drawing] = {
    "capacity": Drawing(
        title="Capacity against arrivals",
        page=Extent.url,
        list_points=list_capacity,
        draw=draw_capacity,
    ),
    **{topic.key: _describe_topic(topic) for topic in TOPICS},
    "movement": Drawing(
        title=MOVEMENT_TITLE, page=DISPLACED.url, list_points=list_movement, draw=draw_movement
    ),
    "by-area": Drawing(
        title=BY_AREA_TITLE, page=DISPLACED.url, list_points=list_areas, draw=draw_areas
    ),
    **{
        f"{indicator}-by-age": _describe_ages(topic, indicator)
        for topic in TOPICS
        for indicator in topic.broken_down
    },
}
"""By what stands for them in addresses."""
