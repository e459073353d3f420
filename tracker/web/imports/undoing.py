"""Undoing an import: what it would do, doing it, and how far a long one is."""

from __future__ import annotations

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from tracker.exchange.importing import (
    ImportRun,
    check_undoing,
    find_built_upon,
    foresee_undoing,
    load_import,
    undo_import,
)
from tracker.web.admin.answers import go_to, refusals_shown, show_form
from tracker.web.imports.blueprint import IMPORTING, blueprint
from tracker.web.imports.courses import LOOKS_AGAIN, Buttons, show_page
from tracker.web.imports.forms import UndoForm
from tracker.web.shared import access
from tracker.web.shared.clock import now
from tracker.web.shared.identity import current_person
from tracker.web.shared.long_undoings import (
    begin_undoing,
    find_undoing,
    forget_undoing,
    is_long,
    stop_undoing,
)
from tracker.web.shared.unit_of_work import reading, writing

UNDONE = "The import is undone."
TOO_LATE = (
    "The import was undone before that could be stopped. Import the file again to take it in."
)

MEANWHILE = (
    f"{LOOKS_AGAIN}again from the page of the import: it is undone all the same, whole or not at "
    "all. Meanwhile nobody else can write."
)


@blueprint.route("/<id:import_id>/undo", methods=["GET", "POST"])
@access.roles(*IMPORTING)
def undo(import_id: int) -> ResponseReturnValue:
    """Undo an import as a whole, with a reason; a long one beside the pages."""
    run = load_import(reading(), import_id)
    course = None if run.undone else find_undoing(run)
    if course is not None and course.is_under_way:
        return _lead_to_course(import_id)
    form = UndoForm()
    if form.validate_on_submit():
        with refusals_shown(form):
            return _undo(run, form.reason.data or "")
    later = None if run.undone else find_built_upon(reading(), import_id)
    undoing = None if run.undone or later else foresee_undoing(reading(), import_id)
    return show_form("imports/undo.html", form, run=run, later=later, undoing=undoing)


def _undo(run: ImportRun, reason: str) -> ResponseReturnValue:
    """Undo an import, or begin to. Raises InvalidField and InUse where that is refused."""
    person_id, moment = current_person().id, now()
    if is_long(run):
        # Without the lock of writers, which another long import may hold for minutes.
        check_undoing(reading(), run.id, reason)
        begin_undoing(run, reason=reason, person_id=person_id, moment=moment)
        return _lead_to_course(run.id)
    undo_import(writing(), run.id, reason=reason, person_id=person_id, now=moment)
    return go_to("imports.show_import", UNDONE, import_id=run.id)


def _lead_to_course(import_id: int) -> ResponseReturnValue:
    return redirect(url_for("imports.show_undoing", import_id=import_id), code=303)


@blueprint.get("/<id:import_id>/undoing")
@access.roles(*IMPORTING)
def show_undoing(import_id: int) -> ResponseReturnValue:
    """How far undoing is. Once it is undone, the import's page; if it will not be, why not."""
    run = load_import(reading(), import_id)
    course = find_undoing(run)
    if run.undone or (course is not None and course.is_finished):
        forget_undoing(run)
        words = TOO_LATE if course is not None and course.is_stopping else UNDONE
        return go_to("imports.show_import", words, import_id=import_id)
    again = url_for("imports.undo", import_id=import_id)
    if course is None:
        return redirect(again, code=303)
    back = url_for("imports.show_import", import_id=import_id)
    ways_out = [("Undo it again", again), ("Back to the import", back)]
    title = f"Undoing import {import_id}"
    if not course.is_under_way:
        title = f"Import {import_id} is not undone"
    buttons = Buttons(stop=url_for("imports.stop_undoing_import", import_id=import_id))
    return show_page(title, course, MEANWHILE, ways_out, buttons)


@blueprint.post("/<id:import_id>/undoing/stop")
@access.roles(*IMPORTING)
def stop_undoing_import(import_id: int) -> ResponseReturnValue:
    """Stop undoing an import: nothing of it is undone, unless all of it is already."""
    run, person = load_import(reading(), import_id), current_person()
    stop_undoing(run, person_id=person.id, name=person.display_name, moment=now())
    return _lead_to_course(import_id)
