"""Who has reported as files: the cells as CSV, the picture as SVG."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from tracker.domain.errors import NotFound
from tracker.registry.places import Place
from tracker.web.dashboard.around import Around
from tracker.web.dashboard.blueprint import PLACE, blueprint
from tracker.web.dashboard.drawn.drawings import View
from tracker.web.dashboard.extents import Extent, load_extent, load_shown_place
from tracker.web.dashboard.periods import Period, PeriodForm, choose_period
from tracker.web.dashboard.reporting.drawing import draw_completeness
from tracker.web.dashboard.reporting.file import write_completeness
from tracker.web.dashboard.reporting.numbers import load_completeness
from tracker.web.dashboard.topics import COMPLETENESS
from tracker.web.shared import access
from tracker.web.shared.exporting import keep_export, name_form
from tracker.web.shared.lookback import PARAMETER, Lookback, current_lookback
from tracker.web.shared.moments import say_local
from tracker.web.shared.operation import current_operation
from tracker.web.shared.seeing import SEEING_ALL

FORMS = {"csv": "text/csv", "svg": "image/svg+xml"}

LONGEST = 92
"""Days shown at most: cells of more cannot be looked through."""


@blueprint.post("/completeness.<form>")
@access.roles(*SEEING_ALL)
def save_operation_completeness(form: str) -> ResponseReturnValue:
    """Who has reported in the whole operation as a file."""
    return save(form, None)


@blueprint.post(f"{PLACE}/completeness.<form>")
@access.signed_in
def save_completeness(place_id: int, form: str) -> ResponseReturnValue:
    """The same for a place as a file."""
    return save(form, load_shown_place(place_id))


def save(form: str, place: Place | None) -> ResponseReturnValue:
    """Answer with the file and keep who took it; what makes no sense is told by the page."""
    operation = current_operation()
    if operation is None or form not in FORMS:
        raise NotFound("file", f"completeness.{form}")
    lookback = current_lookback()
    filters, period = read_period(lookback)
    extent = load_extent(current_lookback().knowledge, place, period.last)
    if filters.errors or lookback.form.errors:
        return redirect(COMPLETENESS.url(extent, **request.args), code=303)
    name = place.name if place else "the whole operation"
    keep_export(f"who has reported in {name} as {name_form(form)}", hold_view(period, lookback))
    view = View(extent=extent, period=period, lookback=lookback)
    response = Response(_write(form, view), mimetype=FORMS[form])
    kind = "example-" if operation.is_example else ""
    where = f"-place-{place.id}" if place else ""
    file_name = f"{kind}completeness{where}-{period.first}-{period.last}.{form}"
    response.headers["Content-Disposition"] = f"attachment; filename={file_name}"
    return response


def read_period(lookback: Lookback) -> tuple[PeriodForm, Period]:
    """The form with the period asked for; of a longer one the last days."""
    start = lookback.operation.clock.start
    form = PeriodForm(earliest=start, today=lookback.today, is_past=lookback.is_past)
    period = choose_period(form)
    earliest = period.last - timedelta(days=LONGEST - 1)
    return form, replace(period, first=max(period.first, earliest))


def describe_files(extent: Extent, period: Period, lookback: Lookback) -> Around:
    """The addresses around the page's cells, which hold the days and the moment."""
    held = hold_view(period, lookback)
    return Around(
        csv_url=link_file(extent, "csv", held),
        svg_url=link_file(extent, "svg", held),
        view_url=COMPLETENESS.url(extent, **held, _external=True),
        known_at=lookback.known_at or lookback.now,
    )


def hold_view(period: Period, lookback: Lookback) -> dict[str, str]:
    """What stands for the page in the address of its files: also the moment, if it is now."""
    moment = say_local(lookback.known_at or lookback.now, lookback.operation.time_zone)
    return {**period.address, PARAMETER: moment}


def link_file(extent: Extent, form: str, query: dict[str, Any]) -> str:
    """The address of a file."""
    if extent.place is None:
        return url_for("dashboard.save_operation_completeness", form=form, **query)
    place_id = extent.place.id
    return url_for("dashboard.save_completeness", place_id=place_id, form=form, **query)


def _write(form: str, view: View) -> str:
    now = view.lookback.now
    found = load_completeness(view.lookback.knowledge, view.extent, view.period, now)
    if form == "svg":
        return draw_completeness(found, view)
    with_mark = request.args.get("bom") != "no"
    return write_completeness(found, view.known_at, now, with_mark=with_mark)
