"""The first step of an import: a file is sent, and kept until it is recorded."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from tracker.domain.errors import InvalidField
from tracker.exchange.mapping import list_mapping_names, load_mapping
from tracker.registry.operation import require_operation
from tracker.web.admin.answers import show_form
from tracker.web.imports.blueprint import IMPORTING, blueprint
from tracker.web.imports.forms import UploadForm
from tracker.web.imports.opening import look_into
from tracker.web.imports.unfinished import lead_to
from tracker.web.shared import access
from tracker.web.shared.choices import SelectChoice
from tracker.web.shared.clock import now
from tracker.web.shared.identity import current_person
from tracker.web.shared.kept_files import KeptFile, keep_file
from tracker.web.shared.unit_of_work import reading


@blueprint.route("/new", methods=["GET", "POST"])
@access.roles(*IMPORTING)
def upload() -> ResponseReturnValue:
    """Take a file, and go on with what was found in it."""
    require_operation(reading())
    form = UploadForm()
    names = [SelectChoice(name, name) for name in list_mapping_names(reading())]
    form.mapping.choices = [SelectChoice("", "None: say what the columns mean"), *names]
    if form.validate_on_submit():
        file = _keep(form)
        try:
            return lead_to(file, look_into(file))
        except InvalidField as refusal:
            file.discard()
            form.show_refusals(refusal)
    return show_form("imports/upload.html", form)


def _keep(form: UploadForm) -> KeptFile:
    """Keep the file, with the saved mapping if there is one."""
    sent, name = form.file.data, form.mapping.data
    file = keep_file(
        sent.read(),
        sent.filename or "",
        person_id=current_person().id,
        now=now(),
        mapping_name=name,
    )
    if name:
        file.save(load_mapping(reading(), name))
    return file
