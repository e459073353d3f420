"""The page of exports, and the files themselves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response, current_app, render_template, request, stream_with_context
from flask.typing import ResponseReturnValue

from tracker.config import SMALLEST_KEY
from tracker.domain.errors import InvalidField, NotFound
from tracker.exchange.exporting import (
    Audience,
    Content,
    ExportRequest,
    Format,
    name_export,
    send_export,
)
from tracker.extensions import current_database
from tracker.registry.operation import Operation
from tracker.registry.places import list_areas
from tracker.web.exports.blueprint import EXPORTING, blueprint
from tracker.web.exports.describing import describe_request
from tracker.web.exports.forms import ExportForm
from tracker.web.shared import access
from tracker.web.shared.clock import now
from tracker.web.shared.exporting import keep_export
from tracker.web.shared.ids import read_number
from tracker.web.shared.operation import current_operation
from tracker.web.shared.pages import render_again
from tracker.web.shared.unit_of_work import reading

TEMPLATE = "exports/export.html"


@blueprint.get("")
@access.roles(*EXPORTING)
def show_exports() -> ResponseReturnValue:
    """What can be exported; the address may choose some of it."""
    operation = current_operation()
    if operation is None:
        return render_template("dashboard/not_set_up.html")
    form = make_form(operation, data=read_choices(request.args))
    return render_template(TEMPLATE, form=form, smallest=current_app.config[SMALLEST_KEY])


@blueprint.post("/file")
@access.roles(*EXPORTING)
def save_export() -> ResponseReturnValue:
    """The file, once it is kept in the audit trail who took what."""
    operation = current_operation()
    if operation is None:
        raise NotFound("operation", "yet")
    form, smallest = make_form(operation), current_app.config[SMALLEST_KEY]
    if form.validate_on_submit():
        asked = form.make_request(smallest)
        try:
            name = name_export(reading(), asked)
        except InvalidField as refusal:
            form.show_refusals(refusal)
        else:
            keep_export(name, describe_request(asked, operation.time_zone))
            return send_file(asked, name, with_mark=form.bom.data != "no")
    return render_again(TEMPLATE, form=form, smallest=smallest)


def send_file(asked: ExportRequest, name: str, *, with_mark: bool) -> Response:
    """The file piece by piece, from a snapshot of its own."""
    pieces = send_export(current_database().reader, asked, with_mark=with_mark)
    response = Response(stream_with_context(pieces), mimetype=asked.format.mimetype)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def make_form(operation: Operation, **values: Any) -> ExportForm:
    """The form with the areas to choose from."""
    return ExportForm(operation, list_areas(reading(), include_retired=True), now(), **values)


def read_choices(args: Mapping[str, str]) -> dict[str, Any]:
    """What an address chooses; what makes no sense is left as it is at first."""
    found: dict[str, Any] = {
        name: args[name]
        for name, choices in (("content", Content), ("audience", Audience), ("format", Format))
        if args.get(name) in set(choices)
    }
    place = read_number(args.get("place", ""))
    return found | ({"place": place} if place is not None else {})
