"""The map of the operation or of an area: districts coloured by a measure, and shelters."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from tracker.charts.figures.map import draw_map
from tracker.charts.map_look import MAP_PAGE
from tracker.charts.map_wording import explain_signs
from tracker.charts.pictures.map import draw_map_picture
from tracker.charts.sentences.map import describe_map
from tracker.charts.series.map import MapMeasure
from tracker.domain.errors import NotFound
from tracker.registry.places import Place, PlaceKind
from tracker.web.dashboard.blueprint import PLACE, blueprint
from tracker.web.dashboard.extents import (
    Extent,
    list_breadcrumbs,
    load_extent,
    load_shown_place,
)
from tracker.web.dashboard.folds import MOST_AREAS
from tracker.web.dashboard.maps.files import describe_map_files
from tracker.web.dashboard.maps.forms import MapForm
from tracker.web.dashboard.maps.numbers import load_map
from tracker.web.dashboard.topics import MAP, list_topics
from tracker.web.shared import access
from tracker.web.shared.identity import current_person
from tracker.web.shared.lookback import current_lookback
from tracker.web.shared.navigation import Link
from tracker.web.shared.operation import current_operation
from tracker.web.shared.seeing import SEEING_ALL
from tracker.web.shared.unit_of_work import reading

ROWS = 60
"""Shelters listed before the table is cut."""


@blueprint.get("/map")
@access.roles(*SEEING_ALL)
def show_operation_map() -> ResponseReturnValue:
    """The map of the whole operation."""
    return show(None)


@blueprint.get(f"{PLACE}/map")
@access.signed_in
def show_map(place_id: int) -> ResponseReturnValue:
    """The map of an area; shelters have none."""
    place = load_shown_place(place_id)
    if place.kind is not PlaceKind.AREA:
        raise NotFound("map of place", place_id)
    return show(place)


def show(place: Place | None) -> ResponseReturnValue:
    """Render the map of an area, or of the operation."""
    operation = current_operation()
    if operation is None:
        return render_template("dashboard/not_set_up.html")
    session, clock, lookback = reading(), operation.clock, current_lookback()
    form = MapForm(earliest=clock.start, today=lookback.today, is_past=lookback.is_past)
    measure, day = form.chosen_measure, form.chosen_day
    form.day.data = form.day.data or day
    numbers = load_map(lookback.knowledge, place, day, measure, clock.stale_after)
    extent = load_extent(lookback.knowledge, place, day)
    series, label = numbers.series, f"{measure.label} of each area"
    sites = series.sites if request.args.get("rows") == "all" else series.sites[:ROWS]
    return render_template(
        "dashboard/map.html",
        form=form,
        extent=extent,
        day=day,
        numbers=numbers,
        series=series,
        sentence=describe_map(series) if series.areas else None,
        figure=draw_map(series),
        picture=draw_map_picture(series, MAP_PAGE, label),
        label=label,
        measures=list_measures(extent, form),
        around=describe_map_files(numbers, extent, lookback),
        sites=sites,
        most_areas=MOST_AREAS,
        all_sites_url=MAP.url(extent, measure=measure.value, day=day, rows="all"),
        signs=explain_signs(numbers.series, clock.stale_after),
        topics=list_topics(extent, MAP),
        breadcrumbs=list_breadcrumbs(session, current_person(), place, "Map"),
    )


def list_measures(extent: Extent, form: MapForm) -> tuple[Link, ...]:
    """Links to the same map with each measure; the day stays."""
    day = form.day.data if form.day.data != form.today else None
    return tuple(
        Link(
            label=measure.label,
            url=MAP.url(extent, measure=measure.value, day=day),
            current=measure is form.chosen_measure,
        )
        for measure in MapMeasure
    )
