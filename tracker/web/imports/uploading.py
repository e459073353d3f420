"""The first step of an import: a file is sent, and kept until it is recorded."""

from __future__ import annotations

from dataclasses import replace

from flask.typing import ResponseReturnValue

from tracker.domain.errors import InvalidField
from tracker.exchange.mapping import check_mapping, list_mapping_names, load_mapping
from tracker.registry.operation import require_operation
from tracker.web.admin.answers import show_form
from tracker.web.imports.blueprint import IMPORTING, blueprint
from tracker.web.imports.drafts import Draft, find_findings, open_draft
from tracker.web.imports.forms import UploadForm
from tracker.web.imports.long_files import keep_rows
from tracker.web.imports.unfinished import Step, go_on
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
            return go_on(file, _begin(file, form.mapping.data))
        except InvalidField as refusal:
            file.discard()
            form.show_refusals(refusal)
    return show_form("imports/upload.html", form)


def _keep(form: UploadForm) -> KeptFile:
    sent = form.file.data
    return keep_file(
        sent.read(),
        sent.filename or "",
        person_id=current_person().id,
        now=now(),
        mapping_name=form.mapping.data,
    )


def _begin(file: KeptFile, mapping_name: str) -> Step:
    """Open the file, by a saved mapping if there is one; answers the next step."""
    draft = open_draft(file)
    if mapping_name:
        mapping = load_mapping(reading(), mapping_name)
        draft = open_draft(file, mapping.sheet, mapping.head_row)
        draft = replace(draft, mapping=mapping)
    file.save(draft.mapping)
    keep_rows(draft)
    fits = _fits(draft) if mapping_name else _explains_itself(draft)
    return Step.PLACES if fits else Step.COLUMNS


def _explains_itself(draft: Draft) -> bool:
    """Whether hashtags say what every column is, and there is nothing to ask or to tell."""
    findings = find_findings(draft)
    quiet = not findings.questions and not findings.notices
    return draft.survey.head.tag_row is not None and quiet and _fits(draft)


def _fits(draft: Draft) -> bool:
    return not check_mapping(draft.mapping, draft.survey)
