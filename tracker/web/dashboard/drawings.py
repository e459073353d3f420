"""The charts of the officials' pages as drawings of their own: their points and their pictures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from tracker.charts.appearance import PRINT
from tracker.charts.pictures.capacity import draw_capacity_picture
from tracker.charts.pictures.files import CAPACITY_SIZE, size_tallies, write_document
from tracker.charts.pictures.tallies import draw_tally_picture
from tracker.charts.tables.drawn import DrawnPoint
from tracker.charts.tables.drawn_capacity import list_drawn_capacity
from tracker.charts.tables.drawn_tallies import list_drawn_tallies
from tracker.web.dashboard.extents import Extent
from tracker.web.dashboard.periods import Period
from tracker.web.dashboard.places import Numbers, load_numbers
from tracker.web.dashboard.tallies import load_series
from tracker.web.dashboard.topics import TOPICS, Topic
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
    return list_drawn_capacity(numbers.series, numbers.full)


def draw_capacity(view: View) -> str:
    """The picture of capacity against arrivals."""
    numbers = _load_numbers(view)
    heading = f"Capacity against arrivals: {view.name}"
    picture = draw_capacity_picture(numbers.series, PRINT, heading, numbers.full, CAPACITY_SIZE)
    return write_document(picture, CAPACITY_SIZE, PRINT, heading, view.foot)


def _describe_topic(topic: Topic) -> Drawing:
    def list_points(view: View) -> tuple[DrawnPoint, ...]:
        knowledge = view.lookback.knowledge
        series = load_series(knowledge, topic, view.extent, view.period)
        return list_drawn_tallies(series, view.stale_after)

    def draw(view: View) -> str:
        series = load_series(view.lookback.knowledge, topic, view.extent, view.period)
        size = size_tallies(sum(not each.is_empty for each in series))
        heading = f"{topic.title}: {view.name}"
        picture = draw_tally_picture(series, PRINT, heading, size)
        return write_document(picture, size, PRINT, heading, view.foot)

    return Drawing(title=topic.title, page=topic.url, list_points=list_points, draw=draw)


DRAWINGS: dict[str, Drawing] = {
    "capacity": Drawing(
        title="Capacity against arrivals",
        page=Extent.url,
        list_points=list_capacity,
        draw=draw_capacity,
    ),
    **{topic.key: _describe_topic(topic) for topic in TOPICS},
}
"""By what stands for them in addresses."""
