"""Who has reported: units and days, rates by area, and whom to ask."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from tracker.charts.pictures.heatmap import draw_day_heads, draw_key
from tracker.charts.sentences.completeness import Silence, describe_completeness, phrase_rate
from tracker.domain.completeness import UnitState
from tracker.registry.places import Place, PlaceKind
from tracker.web.dashboard.blueprint import PLACE, blueprint
from tracker.web.dashboard.extents import (
    list_breadcrumbs,
    load_extent,
    load_shown_place,
)
from tracker.web.dashboard.periods import list_quick_links
from tracker.web.dashboard.reporting import files
from tracker.web.dashboard.reporting.lines import cut_lines, list_lines
from tracker.web.dashboard.reporting.numbers import Completeness, load_completeness
from tracker.web.dashboard.topics import COMPLETENESS, list_topics
from tracker.web.shared import access
from tracker.web.shared.identity import current_person
from tracker.web.shared.lookback import current_lookback
from tracker.web.shared.operation import current_operation
from tracker.web.shared.seeing import SEEING_ALL
from tracker.web.shared.unit_of_work import reading

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


def show(place: Place | None) -> ResponseReturnValue:
    """Render the page about a place, or about the operation."""
    operation = current_operation()
    if operation is None:
        return render_template("dashboard/not_set_up.html")
    session, clock, lookback = reading(), operation.clock, current_lookback()
    form, period = files.read_period(lookback)
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
        longest=files.LONGEST,
        clock=clock,
        all_url=COMPLETENESS.url(extent, rows="all", **period.address),
        around=files.describe_files(extent, period, lookback),
        topics=list_topics(extent, COMPLETENESS),
        breadcrumbs=list_breadcrumbs(session, current_person(), place, COMPLETENESS.title),
        quick_links=list_quick_links(
            period, clock, form.today, None, lambda **query: COMPLETENESS.url(extent, **query)
        ),
    )


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
