"""Charts as files: the numbers that are drawn as CSV, the picture as SVG."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Response, redirect, request
from flask.typing import ResponseReturnValue

from tracker.domain.errors import NotFound
from tracker.registry.places import Place
from tracker.web.dashboard.blueprint import PLACE, blueprint
from tracker.web.dashboard.drawn.drawings import DRAWINGS, Drawing, View
from tracker.web.dashboard.drawn.numbers import write_points
from tracker.web.dashboard.extents import load_extent, load_shown_place
from tracker.web.dashboard.periods import PeriodForm, choose_period
from tracker.web.shared import access
from tracker.web.shared.exporting import keep_export, name_form
from tracker.web.shared.lookback import PARAMETER, current_lookback
from tracker.web.shared.moments import say_local
from tracker.web.shared.operation import current_operation
from tracker.web.shared.seeing import SEEING_ALL

FORMS = {"csv": "text/csv", "svg": "image/svg+xml"}
_IN_ADDRESS = ("from", "to", PARAMETER)


@blueprint.post("/overview/<chart>.<form>")
@access.roles(*SEEING_ALL)
def save_operation_chart(chart: str, form: str) -> ResponseReturnValue:
    """A chart of the whole operation as a file."""
    return save(chart, form, None)


@blueprint.post(f"{PLACE}/<chart>.<form>")
@access.signed_in
def save_chart(place_id: int, chart: str, form: str) -> ResponseReturnValue:
    """A chart of a place as a file."""
    return save(chart, form, load_shown_place(place_id))


def save(chart: str, form: str, place: Place | None) -> ResponseReturnValue:
    """Answer with the file and keep who took it.

    A file that left a filter out would pass for what was asked for: the page says what to do.
    """
    operation = current_operation()
    if chart not in DRAWINGS or form not in FORMS or operation is None:
        raise NotFound("file", f"{chart}.{form}")
    drawing, lookback = DRAWINGS[chart], current_lookback()
    filters = PeriodForm(earliest=operation.clock.start, today=lookback.today)
    period = choose_period(filters)
    extent = load_extent(current_lookback().knowledge, place, period.last)
    if filters.errors or lookback.form.errors:
        return redirect(_return_to(drawing.page(extent)), code=303)
    view = View(extent=extent, period=period, lookback=lookback)
    held = {**period.address, PARAMETER: say_local(view.known_at, operation.time_zone)}
    keep_export(f"{drawing.title} of {view.name} as {name_form(form)}", held)
    response = Response(_write(drawing, form, view), mimetype=FORMS[form])
    where = "" if place is None else f"-place-{place.id}"
    kind = "example-" if operation.is_example else ""
    name = f"{kind}{chart}{where}-{period.first}-{period.last}.{form}"
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    return response


def _write(drawing: Drawing, form: str, view: View) -> str:
    if form == "svg":
        return drawing.draw(view)
    points = drawing.list_points(view)
    with_mark = request.args.get("bom") != "no"
    return write_points(points, view, with_mark=with_mark)


def _return_to(page: str) -> str:
    """The page with what was asked for, which says what is wrong with it."""
    asked = {name: request.args[name] for name in _IN_ADDRESS if name in request.args}
    return f"{page.partition('?')[0]}?{urlencode(asked)}"
