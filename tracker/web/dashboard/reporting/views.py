"""Who has reported: units and days, rates by area, and whom to ask."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.charts.pictures.heatmap import draw_day_heads, draw_key
from tracker.charts.sentences.completeness import Silence, describe_completeness, phrase_rate
from tracker.domain.completeness import UnitState
from tracker.domain.errors import NotFound
from tracker.registry.places import Place, PlaceKind
from tracker.web.dashboard.blueprint import PLACE, blueprint
from tracker.web.dashboard.extents import (
    Extent,
    list_breadcrumbs,
    load_extent,
    load_shown_place,
)
from tracker.web.dashboard.periods import Period, PeriodForm, choose_period, list_quick_links
from tracker.web.dashboard.reporting.file import write_completeness
from tracker.web.dashboard.reporting.lines import cut_lines, list_lines
from tracker.web.dashboard.reporting.numbers import Completeness, load_completeness
from tracker.web.dashboard.topics import COMPLETENESS, list_topics
from tracker.web.shared import access
from tracker.web.shared.exporting import keep_export
from tracker.web.shared.identity import current_person
from tracker.web.shared.lookback import PARAMETER, Lookback, current_lookback
from tracker.web.shared.moments import say_local
from tracker.web.shared.operation import current_operation
from tracker.web.shared.seeing import SEEING_ALL
from tracker.web.shared.unit_of_work import reading

LONGEST = 92
"""Days shown at most: cells of more cannot be looked through."""

MOST_SILENT = 60
"""Silent units listed before the list is cut."""

KEY = tuple((state.label, draw_key(state)) for state in UnitState if state != UnitState.NO_UNIT)


@blueprint.get("/completeness")
@access.roles(*SEEING_ALL)
def show_operation_completeness() -> ResponseReturnValue:
    """Who has reported in the whole operation."""
    return show(None)


@blueprint.get(f"{PLACE}/completeness")
@access.signed_in
def show_completeness(place_id: int) -> ResponseReturnValue:
    """Who has reported in a place."""
    return show(load_shown_place(place_id))


@blueprint.post("/completeness.csv")
@access.roles(*SEEING_ALL)
def save_operation_completeness() -> ResponseReturnValue:
    """The same for the whole operation as a file."""
    return save(None)


@blueprint.post(f"{PLACE}/completeness.csv")
@access.signed_in
def save_completeness(place_id: int) -> ResponseReturnValue:
    """The same for a place as a file."""
    return save(load_shown_place(place_id))


def show(place: Place | None) -> ResponseReturnValue:
    """Render the page about a place, or about the operation."""
    operation = current_operation()
    if operation is None:
        return render_template("dashboard/not_set_up.html")
    session, clock, lookback = reading(), operation.clock, current_lookback()
    form, period = read_period(lookback)
    form.show_period(period)
    extent = load_extent(lookback.knowledge, place, period.last)
    found = load_completeness(lookback.knowledge, extent, period, lookback.now)
    lines = list_lines(found, period.address)
    shows_all = request.args.get("rows") == "all"
    is_cut = found.is_folded and not shows_all and len(cut_lines(lines)) < len(lines)
    return render_template(
        "dashboard/completeness.html",
        form=form,
        extent=extent,
        period=period,
        found=found,
        sentence=describe(found),
        lines=cut_lines(lines) if is_cut else lines,
        row_count=len(lines),
        all_received=phrase_rate(found.rates.received, found.rates.expected),
        all_on_time=phrase_rate(found.rates.on_time, found.rates.expected),
        silent=found.silent if shows_all else found.silent[:MOST_SILENT],
        heads=draw_day_heads(period.first, period.length),
        key=KEY,
        longest=LONGEST,
        clock=clock,
        all_url=COMPLETENESS.url(extent, rows="all", **period.address),
        file_url=link_file(extent, **hold_view(period, lookback)),
        topics=list_topics(extent, COMPLETENESS),
        breadcrumbs=list_breadcrumbs(session, current_person(), place, COMPLETENESS.title),
        quick_links=list_quick_links(
            period, clock, form.today, None, lambda **query: COMPLETENESS.url(extent, **query)
        ),
    )


def save(place: Place | None) -> ResponseReturnValue:
    """Answer with the file and keep who took it; what makes no sense is told by the page."""
    operation = current_operation()
    if operation is None:
        raise NotFound("file", "completeness.csv")
    lookback = current_lookback()
    form, period = read_period(lookback)
    extent = load_extent(current_lookback().knowledge, place, period.last)
    if form.errors or lookback.form.errors:
        return redirect(COMPLETENESS.url(extent, **request.args), code=303)
    known_at = lookback.known_at or lookback.now
    name = place.name if place else "the whole operation"
    keep_export(f"who has reported in {name} as CSV", hold_view(period, lookback))
    found = load_completeness(lookback.knowledge, extent, period, lookback.now)
    with_mark = request.args.get("bom") != "no"
    body = write_completeness(found, known_at, lookback.now, with_mark=with_mark)
    response = Response(body, mimetype="text/csv")
    kind = "example-" if operation.is_example else ""
    where = f"-place-{place.id}" if place else ""
    file_name = f"{kind}completeness{where}-{period.first}-{period.last}.csv"
    response.headers["Content-Disposition"] = f"attachment; filename={file_name}"
    return response


def read_period(lookback: Lookback) -> tuple[PeriodForm, Period]:
    """The form with the period asked for; of a longer one the last days."""
    start = lookback.operation.clock.start
    form = PeriodForm(earliest=start, today=lookback.today, is_past=lookback.is_past)
    period = choose_period(form)
    earliest = period.last - timedelta(days=LONGEST - 1)
    return form, replace(period, first=max(period.first, earliest))


def describe(found: Completeness) -> str:
    """What the page shows in words."""
    period = found.period
    silent = [
        Silence(name_unit(each.unit.place), each.days, each.last_report is not None)
        for each in found.silent
    ]
    days = period.first, period.last
    return describe_completeness(
        found.rates,
        *days,
        units=found.in_use,
        silent=silent,
        paused=found.paused,
        others=found.others,
    )


def name_unit(place: Place) -> str:
    """A unit by its name; what lies outside shelters is called alike everywhere."""
    return place.full_name if place.kind is PlaceKind.OUTSIDE else place.name


def hold_view(period: Period, lookback: Lookback) -> dict[str, str]:
    """What stands for the page in the address of its file: also the moment, if it is now."""
    moment = say_local(lookback.known_at or lookback.now, lookback.operation.time_zone)
    return {**period.address, PARAMETER: moment}


def link_file(extent: Extent, **query: Any) -> str:
    """The address of the file."""
    if extent.place is None:
        return url_for("dashboard.save_operation_completeness", **query)
    return url_for("dashboard.save_completeness", place_id=extent.place.id, **query)
