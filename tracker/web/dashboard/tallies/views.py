"""Casualties and displaced people: running totals, what was new each day, and area by area."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.charts.appearance import PAGE
from tracker.charts.figures.tallies import colour_of, draw_tallies
from tracker.charts.pictures.tallies import draw_tally_picture, sign_tallies
from tracker.charts.pictures.trend import draw_course
from tracker.charts.sentences.tallies import describe_tallies
from tracker.charts.series.levels import read_level
from tracker.charts.series.tallies import TallySeries, build_tally_series
from tracker.charts.tables.tallies import tabulate_tallies
from tracker.charts.wording import phrase_level
from tracker.recording.knowledge import Knowledge
from tracker.registry.places import Place
from tracker.web.dashboard.around import Around, describe_around
from tracker.web.dashboard.blueprint import PLACE, blueprint
from tracker.web.dashboard.extents import (
    Extent,
    list_breadcrumbs,
    load_extent,
    load_shown_place,
)
from tracker.web.dashboard.folds import MOST_AREAS, count_newest
from tracker.web.dashboard.periods import Period, PeriodForm, choose_period, list_quick_links
from tracker.web.dashboard.preferences import count_preferred, list_preferred_marks, say_marks
from tracker.web.dashboard.tallies.further_charts import show_areas, show_movement, show_pyramid
from tracker.web.dashboard.tallies.people import (
    AreaDays,
    build_area_series,
    load_movement,
    load_pyramids,
    read_areas,
)
from tracker.web.dashboard.topics import CASUALTIES, DISPLACED, Topic, list_topics
from tracker.web.shared import access
from tracker.web.shared.identity import current_person
from tracker.web.shared.lookback import Lookback, current_lookback
from tracker.web.shared.operation import current_operation
from tracker.web.shared.seeing import SEEING_ALL
from tracker.web.shared.unit_of_work import reading

ROWS = 60
"""Rows of the table before it is cut."""


@blueprint.get("/overview/casualties")
@access.roles(*SEEING_ALL)
def show_operation_casualties() -> ResponseReturnValue:
    """Casualties in the whole operation."""
    return show(CASUALTIES, None)


@blueprint.get(f"{PLACE}/casualties")
@access.signed_in
def show_casualties(place_id: int) -> ResponseReturnValue:
    """Casualties in a place."""
    return show(CASUALTIES, load_shown_place(place_id))


@blueprint.get("/overview/displaced")
@access.roles(*SEEING_ALL)
def show_operation_displaced() -> ResponseReturnValue:
    """Displaced people in the whole operation."""
    return show(DISPLACED, None)


@blueprint.get(f"{PLACE}/displaced")
@access.signed_in
def show_displaced(place_id: int) -> ResponseReturnValue:
    """Displaced people in a place."""
    return show(DISPLACED, load_shown_place(place_id))


def show(topic: Topic, place: Place | None) -> ResponseReturnValue:
    """Render the page of a topic about a place, or about the operation."""
    operation = current_operation()
    if operation is None:
        return render_template("dashboard/not_set_up.html")
    session, clock, lookback = reading(), operation.clock, current_lookback()
    form = PeriodForm(earliest=clock.start, today=lookback.today, is_past=lookback.is_past)
    period = choose_period(form)
    form.show_period(period)
    extent = load_extent(lookback.knowledge, place, period.last)
    series = load_series(lookback.knowledge, topic, extent, period)
    areas = read_areas(lookback.knowledge, topic, extent, period)
    rows = tabulate_tallies(series, lambda day: extent.day_url(day, topic.trend))
    shown = rows if request.args.get("rows") == "all" else rows[:ROWS]
    is_empty = all(each.is_empty for each in series)
    preferred = list_preferred_marks(lookback.knowledge, extent, period, topic.indicators)
    return render_template(
        "dashboard/tallies.html",
        topic=topic,
        topics=list_topics(extent, topic),
        form=form,
        extent=extent,
        period=period,
        sentence=describe_tallies(series),
        is_empty=is_empty,
        figure=None if is_empty else draw(topic, extent, series, say_marks(preferred)),
        picture=draw_tally_picture(series, PAGE, topic.title),
        key=sign_tallies(series, PAGE),
        around=describe_around(topic.key, extent, period, lookback, partial(topic.url, extent)),
        rows=shown,
        preferred=preferred,
        newest_days=count_newest(rows),
        most_areas=MOST_AREAS,
        row_count=len(rows),
        all_rows_url=topic.url(extent, rows="all", **period.address),
        areas=_list_lines(lookback.knowledge, topic, areas, period.last),
        **describe_more(topic, extent, period, lookback, areas),
        area_count=len(extent.children),
        breadcrumbs=list_breadcrumbs(session, current_person(), place, topic.title),
        quick_links=list_quick_links(
            period, clock, form.today, None, lambda **query: topic.url(extent, **query)
        ),
    )


def load_series(
    knowledge: Knowledge, topic: Topic, extent: Extent, period: Period
) -> tuple[TallySeries, ...]:
    """The topic's series over the period."""
    days = knowledge.read_days(extent.place_ids, period.first, period.last, topic.indicators)
    return build_tally_series(days, topic.indicators)


def draw(
    topic: Topic,
    extent: Extent,
    series: Sequence[TallySeries],
    remarks: Mapping[date, Sequence[str]],
) -> dict[str, object]:
    """The figure; its days lead to the reports behind them."""
    return draw_tallies(
        series,
        urls=lambda day: extent.day_url(day, topic.trend),
        name=topic.key,
        remarks=remarks,
    )


def describe_more(
    topic: Topic,
    extent: Extent,
    period: Period,
    lookback: Lookback,
    areas: Sequence[tuple[Place, AreaDays]],
) -> dict[str, Any]:
    """The further charts: who came and left and where they are, and who by sex and age."""
    knowledge, page = lookback.knowledge, partial(topic.url, extent)

    def around(chart: str) -> Around:
        return describe_around(chart, extent, period, lookback, page)

    more: dict[str, Any] = {
        "pyramids": [
            show_pyramid(pyramid, around(f"{pyramid.indicator}-by-age"))
            for pyramid in load_pyramids(knowledge, topic, extent, period)
        ]
    }
    if not topic.by_area:
        return more
    movement = load_movement(knowledge, extent, period)
    by_area = build_area_series(knowledge, topic, areas, period)
    more["movement"] = show_movement(movement, extent, around("movement"))
    more["by_area"] = show_areas(by_area, extent, topic, around("by-area"))
    return more


@dataclass(frozen=True, kw_only=True, slots=True)
class AreaLine:
    """An area on the last day: what is said of each indicator, and a picture of the trend.

    With each of what is said, of how many numbers in it a reviewer preferred, and whether it is one
    number alone.
    """

    name: str
    url: str
    said: tuple[tuple[str, int, bool], ...]
    picture: str

    @property
    def is_preferred(self) -> bool:
        """Whether a reviewer preferred any of these numbers."""
        return any(count for _, count, _ in self.said)


def _list_lines(
    knowledge: Knowledge, topic: Topic, areas: Sequence[tuple[Place, AreaDays]], day: date
) -> list[AreaLine]:
    levels = [indicator for indicator in topic.indicators if indicator.is_level]
    preferred = count_preferred(knowledge, [place.id for place, _ in areas], day, levels)
    return [_make_line(topic, place, days, preferred.get(place.id, {})) for place, days in areas]


def _make_line(
    topic: Topic, place: Place, days: AreaDays, preferred: Mapping[str, int]
) -> AreaLine:
    last = {key: days[key][-1] for key in topic.indicators}
    course = [total.value for total in days[topic.trend]]
    return AreaLine(
        name=place.name,
        url=url_for(f"dashboard.show_{topic.key}", place_id=place.id),
        said=tuple(
            (phrase_level(read_level(total)), preferred.get(key, 0), total.known == 1)
            for key, total in last.items()
        ),
        picture=draw_course(course, colour_of(topic.trend, PAGE)),
    )
