"""The further charts of the topic pages, ready for their templates; None where there is nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tracker.charts.appearance import PAGE
from tracker.charts.figures.movement import draw_movement
from tracker.charts.figures.pyramid import draw_figure
from tracker.charts.figures.tallies import draw_tallies
from tracker.charts.pictures.key import Key
from tracker.charts.pictures.movement import draw_movement_picture, sign_movement
from tracker.charts.pictures.pyramid import draw_pyramid
from tracker.charts.pictures.tallies import draw_tally_picture, sign_tallies
from tracker.charts.sentences.movement import describe_movement
from tracker.charts.sentences.pyramid import describe_pyramid
from tracker.charts.series.movement import MovementSeries
from tracker.charts.series.pyramid import Pyramid
from tracker.charts.series.tallies import TallySeries
from tracker.charts.tables.movement import MovementRow, tabulate_movement
from tracker.web.dashboard.around import Around
from tracker.web.dashboard.extents import Extent
from tracker.web.dashboard.preferences import say_preferred
from tracker.web.dashboard.topics import Topic

MOVEMENT_TITLE = "Who came and who left"
BY_AREA_TITLE = "Present, area by area"


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownMovement:
    """Who came and left: the sentence, the chart, its table twin, what stands around it."""

    sentence: str
    figure: dict[str, Any]
    picture: str
    key: Key
    rows: tuple[MovementRow, ...]
    around: Around


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownAreas:
    """A number area by area; its table twin is the list of areas."""

    figure: dict[str, Any]
    picture: str
    key: Key
    around: Around


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownPyramid:
    """An indicator by sex and age; the rows of the pyramid are its table twin.

    `preferred` says how many of its counts a reviewer preferred, None where none was.
    """

    pyramid: Pyramid
    label: str
    sentence: str
    preferred: str | None
    figure: dict[str, Any]
    picture: str
    around: Around


def show_movement(series: MovementSeries, extent: Extent, around: Around) -> ShownMovement | None:
    """Who came and who left; the days lead to the reports behind arrivals."""
    if series.is_empty:
        return None
    return ShownMovement(
        sentence=describe_movement(series),
        figure=draw_movement(series, urls=lambda day: extent.day_url(day, "arrivals")),
        picture=draw_movement_picture(series, PAGE, MOVEMENT_TITLE),
        key=sign_movement(series, PAGE),
        rows=tabulate_movement(series, lambda day: extent.day_url(day, "arrivals")),
        around=around,
    )


def show_areas(
    series: Sequence[TallySeries], extent: Extent, topic: Topic, around: Around
) -> ShownAreas | None:
    """The areas one below the other, all on one scale."""
    if not series:
        return None

    return ShownAreas(
        figure=draw_tallies(
            series,
            urls=lambda day: extent.day_url(day, topic.trend),
            name="by-area",
            one_scale=True,
        ),
        picture=draw_tally_picture(series, PAGE, BY_AREA_TITLE, one_scale=True),
        key=sign_tallies(series, PAGE),
        around=around,
    )


def show_pyramid(pyramid: Pyramid, around: Around) -> ShownPyramid:
    """An indicator by sex and age."""
    label = pyramid.indicator.definition.label
    return ShownPyramid(
        pyramid=pyramid,
        label=label,
        sentence=describe_pyramid(pyramid),
        preferred=say_preferred(pyramid.preferred, pyramid.counts, "count")
        if pyramid.preferred
        else None,
        figure=draw_figure(pyramid),
        picture=draw_pyramid(pyramid, PAGE, f"{label} by sex and age"),
        around=around,
    )
