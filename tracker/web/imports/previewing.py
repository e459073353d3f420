"""The last step: what will be recorded, and recording it."""

from __future__ import annotations

import threading
from datetime import datetime
from pathlib import PurePath

from flask import Response, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from tracker.domain.errors import InvalidField, NothingToReport
from tracker.exchange.detecting import Survey
from tracker.exchange.importing import ImportDraft, find_import, find_import_of_file
from tracker.exchange.mapping import ImportMapping, save_mapping
from tracker.registry.people import Role
from tracker.web.admin.answers import go_to, show_form
from tracker.web.imports.blueprint import IMPORTING, blueprint
from tracker.web.imports.drafts import Draft, is_worked_on_beside, open_rows
from tracker.web.imports.foreseeing import foresee, foresee_refused, hash_file, make_opener
from tracker.web.imports.forms import RecordForm
from tracker.web.imports.opening import load_draft
from tracker.web.imports.outlooks import Outlook, sign_mapping
from tracker.web.imports.unfinished import Step, go_on, keep_step
from tracker.web.shared import access, long_files
from tracker.web.shared.clock import now
from tracker.web.shared.course_notes import find_course
from tracker.web.shared.courses import Tell, say_nothing
from tracker.web.shared.identity import current_person
from tracker.web.shared.kept_files import OUTLOOK, KeptFile, find_file
from tracker.web.shared.unit_of_work import discard_writing, reading, writing

CHOSEN_MEANWHILE = (
    "Nothing was recorded: another sheet or mapping was chosen meanwhile. Look at what will be "
    "recorded now, and record it then."
)


@blueprint.route("/drafts/<token>/preview", methods=["GET", "POST"])
@access.roles(*IMPORTING)
def preview(token: str) -> ResponseReturnValue:
    """Show what will be recorded; record it, once however often it is sent."""
    sent = RecordForm()
    earlier = find_import(reading(), sent.submission_id.data) if sent.is_submitted() else None
    if earlier is not None:
        return redirect(url_for("imports.show_import", import_id=earlier), code=303)
    file = find_file(token, current_person().id)
    course = find_course(file)
    if course is not None and course.is_under_way:
        return redirect(url_for("imports.show_course", token=token), code=303)
    form = RecordForm(mapping_name=file.mapping_name)
    if form.validate_on_submit():
        recorded = _record(file, form)
        if recorded is not None:
            return recorded
    outlook = foresee(file)
    if not isinstance(outlook, Outlook):
        for problem in form.form_errors:
            flash(problem, "error")
        return outlook
    # Whoever comes back later is led to what is still to be answered.
    keep_step(file, Step.PLACES if outlook.is_open else Step.PREVIEW)
    form.shown.data = outlook.signature
    return show_form(
        "imports/preview.html",
        form,
        file=file,
        outlook=outlook,
        earlier=None if outlook.keeps_anything else _find_earlier(file),
        is_long=is_worked_on_beside(file),
        may_set_start=Role.ADMINISTRATOR in current_person().roles,
    )


def _find_earlier(file: KeptFile) -> int | None:
    """The import that took in the very same file and stands."""
    return find_import_of_file(reading(), hash_file(file))


def _record(file: KeptFile, form: RecordForm) -> ResponseReturnValue | None:
    """Record a file, a long one beside the pages; None where the form says why not."""
    sent, shown = _describe_sent(file, form), form.shown.data or ""
    if is_worked_on_beside(file):
        if file.mapping is None or sign_mapping(file.mapping) != shown:
            form.form_errors.append(CHOSEN_MEANWHILE)
            return None
        begin_recording(file, sent, shown, now())
        return redirect(url_for("imports.show_course", token=file.token), code=303)
    draft = load_draft(file)
    if not isinstance(draft, Draft):
        return draft
    if sign_mapping(draft.mapping) != shown:
        form.form_errors.append(CHOSEN_MEANWHILE)
        return None
    # While it is opened, others can write still.
    open_rows(draft)
    try:
        import_id = _write(writing(), (draft.survey, draft.mapping), sent, now())
        file.discard()
        return go_to("imports.show_import", "The file is imported.", import_id=import_id)
    except InvalidField as refusal:
        form.show_refusals(refusal)
    except NothingToReport as nothing:
        form.form_errors.append(nothing.message)
    discard_writing()
    return None


def begin_recording(
    file: KeptFile, sent: ImportDraft, shown: str, moment: datetime
) -> threading.Thread | None:
    """Record a file in a thread; None where it is being recorded, or was in this submission.

    `shown` is the signature of the mapping whose outlook somebody has seen.
    """

    def record(session: Session, survey: Survey, mapping: ImportMapping, tell: Tell) -> int:
        if sign_mapping(mapping) != shown:
            raise InvalidField("mapping", CHOSEN_MEANWHILE)
        return _write(session, (survey, mapping), sent, moment, tell)

    return long_files.begin_recording(file, str(sent.submission_id), make_opener(file), record)


def _write(
    session: Session,
    opened: tuple[Survey, ImportMapping],
    sent: ImportDraft,
    moment: datetime,
    tell: Tell = say_nothing,
) -> int:
    """Record a file, and save its mapping if it got a name."""
    survey, mapping = opened
    plan = long_files.compare_file(session, survey, mapping, moment, tell)
    import_id = long_files.record_compared(session, plan, sent, moment, tell)
    if sent.mapping_name:
        name, person_id = sent.mapping_name, sent.person_id
        save_mapping(session, name, mapping, person_id=person_id, now=moment)
    return import_id


@blueprint.post("/drafts/<token>/again")
@access.roles(*IMPORTING)
def look_again(token: str) -> ResponseReturnValue:
    """Read a long file once more: what stands in the tracker may be different by now."""
    file = find_file(token, current_person().id)
    file.drop_note(OUTLOOK)
    return go_on(file, Step.PREVIEW)


@blueprint.get("/drafts/<token>/refused.csv")
@access.roles(*IMPORTING)
def download_refused(token: str) -> ResponseReturnValue:
    """The rows that cannot be taken in, before anything is recorded."""
    file = find_file(token, current_person().id)
    refused = foresee_refused(file)
    if not isinstance(refused, str):
        return refused
    return send_csv(refused, f"refused rows of {PurePath(file.name).stem}")


def send_csv(text: str, name: str) -> Response:
    """A CSV file to be saved."""
    response = Response(text, mimetype="text/csv")
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}.csv")
    return response


def _describe_sent(file: KeptFile, form: RecordForm) -> ImportDraft:
    return ImportDraft(
        submission_id=form.submission_id.data,
        file_name=file.name,
        file_hash=hash_file(file),
        person_id=current_person().id,
        edition=(form.edition.data or "").strip() or None,
        mapping_name=(form.mapping_name.data or "").strip() or None,
    )
