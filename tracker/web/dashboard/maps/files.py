"""The map as files: what it draws as CSV, its picture as SVG, and the link that shows it again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from tracker.charts.map_wording import explain_signs
from tracker.charts.pictures.map_file import draw_map_file
from tracker.domain.errors import NotFound
from tracker.exchange.exporting.csv_lines import Cell, write_csv
from tracker.registry.places import Place
from tracker.web.dashboard.around import Around
from tracker.web.dashboard.blueprint import PLACE, blueprint
from tracker.web.dashboard.extents import Extent, load_extent, load_shown_place
from tracker.web.dashboard.maps.forms import MapForm
from tracker.web.dashboard.maps.numbers import MapNumbers, load_map
from tracker.web.dashboard.topics import MAP
from tracker.web.shared import access
from tracker.web.shared.exporting import keep_export
from tracker.web.shared.formats import day as say_day
from tracker.web.shared.formats import long_moment
from tracker.web.shared.lookback import PARAMETER, Lookback, current_lookback
from tracker.web.shared.moments import say_local
from tracker.web.shared.operation import current_operation
from tracker.web.shared.seeing import SEEING_ALL

FORMS = {"csv": "text/csv", "svg": "image/svg+xml"}
COLUMNS = (
    "kind",
    "name",
    "day",
    "measure",
    "value",
    "said",
    "class",
    "rests_on_old_counts",
    "occupancy",
    "free_places",
    "arrivals_7_days",
    "arrivals_7_days_bound",
    "days_since_last_report",
    "latitude",
    "longitude",
    "known_at",
    "generated_at",
)


@blueprint.post("/map.<form>")
@access.roles(*SEEING_ALL)
def save_operation_map(form: str) -> ResponseReturnValue:
    """The map of the whole operation as a file."""
    return save(form, None)


@blueprint.post(f"{PLACE}/map.<form>")
@access.signed_in
def save_map(place_id: int, form: str) -> ResponseReturnValue:
    """The map of an area as a file."""
    return save(form, load_shown_place(place_id))


def save(form: str, place: Place | None) -> ResponseReturnValue:
    """Answer with the file and keep who took it; what makes no sense is told by the page."""
    operation = current_operation()
    if operation is None or form not in FORMS:
        raise NotFound("file", f"map.{form}")
    lookback = current_lookback()
    asked = MapForm(earliest=operation.clock.start, today=lookback.today)
    measure, day = asked.chosen_measure, asked.chosen_day
    extent = load_extent(current_lookback().knowledge, place, day)
    if asked.errors or lookback.form.errors:
        return redirect(MAP.url(extent, **request.args), code=303)
    stale_after = operation.clock.stale_after
    numbers = load_map(lookback.knowledge, place, day, measure, stale_after)
    body = write_lines(numbers, lookback) if form == "csv" else draw(numbers, extent, lookback)
    keep_export(f"the map of {name_extent(extent)} as {form.upper()}", hold(numbers, lookback))
    response = Response(body, mimetype=FORMS[form])
    kind = "example-" if operation.is_example else ""
    where = f"-place-{place.id}" if place else ""
    name = f"{kind}map-{measure.value}{where}-{day}.{form}"
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    return response


def describe_map_files(numbers: MapNumbers, extent: Extent, lookback: Lookback) -> Around:
    """The addresses around a map, which hold measure, day and moment."""
    held = hold(numbers, lookback)
    return Around(
        csv_url=link_file(extent, "csv", held),
        svg_url=link_file(extent, "svg", held),
        view_url=MAP.url(extent, **held, _external=True),
        known_at=lookback.known_at or lookback.now,
    )


def link_file(extent: Extent, form: str, query: dict[str, Any]) -> str:
    """The address of a file."""
    if extent.place is None:
        return url_for("dashboard.save_operation_map", form=form, **query)
    return url_for("dashboard.save_map", place_id=extent.place.id, form=form, **query)


def hold(numbers: MapNumbers, lookback: Lookback) -> dict[str, str]:
    """What stands for a map in an address, the moment also if it is now."""
    series = numbers.series
    moment = say_local(lookback.known_at or lookback.now, lookback.operation.time_zone)
    return {
        "measure": series.measure.value,
        "day": series.day.isoformat(),
        PARAMETER: moment,
    }


def name_extent(extent: Extent) -> str:
    """What it is of, in words."""
    return extent.place.name if extent.place else "the whole operation"


def draw(numbers: MapNumbers, extent: Extent, lookback: Lookback) -> str:
    """The picture as a document; refused where there is nothing to draw."""
    series, operation = numbers.series, lookback.operation
    known = long_moment(lookback.known_at or lookback.now)
    invented = " Example operation: daily counts invented." if operation.is_example else ""
    schematic = "Schematic map. " if series.schematic else ""
    told = explain_signs(series, operation.clock.stale_after)
    signs = f"{told} " if told else ""
    foot = (
        f"{operation.name}. {schematic}{signs}As known on {known} "
        f"({operation.time_zone}).{invented} " + "; ".join(numbers.attributions)
    )
    heading = f"{series.measure.label}, {name_extent(extent)}, {say_day(series.day)}"
    plain = replace(
        series,
        areas=tuple(replace(area, url=None) for area in series.areas),
        sites=tuple(replace(site, url=None) for site in series.sites),
    )
    document = draw_map_file(plain, heading, foot)
    if document is None:
        raise NotFound("map", name_extent(extent))
    return document


def write_lines(numbers: MapNumbers, lookback: Lookback) -> str:
    """A line for each area and each shelter on the map."""
    moments = [
        moment.isoformat(timespec="seconds")
        for moment in (lookback.known_at or lookback.now, lookback.now)
    ]
    lines = ([*cells, *moments] for cells in (*_list_areas(numbers), *_list_sites(numbers)))
    with_mark = request.args.get("bom") != "no"
    return "".join(write_csv([COLUMNS, *lines], with_mark=with_mark))


def _list_areas(numbers: MapNumbers) -> Iterator[list[Cell]]:
    series = numbers.series
    for line in numbers.lines:
        area = line.area
        yield [
            "area",
            area.name,
            *_begin(series.day, series.measure.value),
            _shorten(area.value),
            area.said,
            series.steps[area.step].label if area.step is not None else None,
            area.doubtful,
            _shorten(line.summary.occupancy),
            line.summary.free,
            line.arrivals.number if line.arrivals else None,
            line.arrivals.sign.words if line.arrivals and line.arrivals.sign else None,
            line.silence,
            None,
            None,
        ]


def _list_sites(numbers: MapNumbers) -> Iterator[list[Cell]]:
    """Only shelters that may be published are on a map."""
    for site in numbers.series.sites:
        longitude, latitude = site.position
        begin: list[Cell] = ["shelter", site.name, *_begin(numbers.series.day, None), None]
        yield [*begin, site.said, *[None] * 7, latitude, longitude]


def _begin(day: date, measure: str | None) -> list[Cell]:
    return [day.isoformat(), measure]


def _shorten(value: float | None) -> float | int | None:
    """A share to a tenth of a per cent; whole numbers stay whole."""
    return round(value, 3) if isinstance(value, float) else value
