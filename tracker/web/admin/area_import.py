"""The page that takes areas in from a file."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue

from tracker.registry.area_files import AreaColumns, AreaFile, ImportOutcome
from tracker.registry.area_files import import_areas as register_areas
from tracker.registry.area_files.keeping import keep_import
from tracker.registry.people import Role
from tracker.registry.places import list_areas
from tracker.web.admin.answers import go_to, refusals_shown, show_form
from tracker.web.admin.area_forms import ImportAreasForm
from tracker.web.admin.blueprint import blueprint
from tracker.web.admin.signing import sign_now
from tracker.web.shared import access
from tracker.web.shared.unit_of_work import reading, writing


@blueprint.route("/areas/import", methods=["GET", "POST"])
@access.roles(Role.ADMINISTRATOR)
def import_areas() -> ResponseReturnValue:
    """Take a file in, or say why nothing of it was taken in."""
    form = ImportAreasForm(list_areas(reading()), parent=request.args.get("parent", type=int))
    outcome: ImportOutcome | None = None
    if form.validate_on_submit():
        with refusals_shown(form):
            outcome = register_areas(writing(), read_file(form))
            if outcome.is_done:
                keep_import(writing(), sign_now(), form.file.data.filename, outcome)
                return go_to("admin.list_areas", outcome.sentence)
            form.file.errors = [outcome.sentence]
    return show_form("admin/areas/import.html", form, outcome=outcome)


def read_file(form: ImportAreasForm) -> AreaFile:
    """The file as sent, with how to read it."""
    return AreaFile(
        content=form.file.data.read(),
        parent_id=form.parent.data,
        columns=AreaColumns(
            name=form.name_column.data or None,
            p_code=form.p_code_column.data or None,
            national_code=form.national_code_column.data or None,
        ),
        attribution=form.attribution.data,
    )
