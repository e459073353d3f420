"""The workbook to be filled in without a network: its page and its file."""

from __future__ import annotations

from flask import Response, stream_with_context
from flask.typing import ResponseReturnValue

from tracker.domain.errors import InvalidField
from tracker.exchange.exporting import Blank, Format, make_blank, name_file, send_blank
from tracker.registry.operation import require_operation
from tracker.registry.people import Person
from tracker.registry.places import list_areas
from tracker.registry.sources import list_sources
from tracker.web.admin.answers import show_form
from tracker.web.exports.blueprint import EXPORTING, blueprint
from tracker.web.exports.forms import BlankForm
from tracker.web.shared import access
from tracker.web.shared.exporting import keep_export
from tracker.web.shared.identity import current_person
from tracker.web.shared.unit_of_work import reading

TEMPLATE = "exports/blank.html"


@blueprint.route("/to-fill-in", methods=["GET", "POST"])
@access.roles(*EXPORTING)
def make_workbook() -> ResponseReturnValue:
    """Ask for a district and a period; answer with the workbook."""
    require_operation(reading())
    districts = [place for place in list_areas(reading()) if place.is_district]
    form = BlankForm(districts, list_sources(reading()))
    if form.validate_on_submit():
        try:
            blank = _make(form)
        except InvalidField as refusal:
            form.show_refusals(refusal)
        else:
            return take_blank(blank, current_person())
    return show_form(TEMPLATE, form)


def _make(form: BlankForm) -> Blank:
    # The fields are required, so that none of them is blank here.
    return make_blank(
        reading(),
        form.district.data,
        form.first.data,  # type: ignore[arg-type]
        form.last.data,  # type: ignore[arg-type]
        source_id=form.source.data,
    )


def take_blank(blank: Blank, person: Person) -> Response:
    """Answer with the workbook, and keep who took it in the audit trail."""
    filters = {"district": str(blank.district.id), "from": f"{blank.first}", "to": f"{blank.last}"}
    keep_export(f"a workbook {blank.name}", filters, person)
    response = Response(stream_with_context(send_blank(blank)), mimetype=Format.XLSX.mimetype)
    name = name_file(blank.name, Format.XLSX)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
