"""The pages that take areas in from a file, asking first about names in another script."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from tracker.registry.area_files import (
    AreaColumns,
    AreaFile,
    ImportOutcome,
    find_other_names,
)
from tracker.registry.area_files import import_areas as register_areas
from tracker.registry.area_files.keeping import keep_import
from tracker.registry.people import Role
from tracker.registry.places import list_areas
from tracker.web.admin.answers import go_to, refusals_shown, show_form
from tracker.web.admin.area_forms import ImportAreasForm
from tracker.web.admin.area_names_form import ask_again, make_names_form, read_answers
from tracker.web.admin.blueprint import blueprint
from tracker.web.admin.signing import sign_now
from tracker.web.shared import access
from tracker.web.shared.clock import now
from tracker.web.shared.identity import current_person
from tracker.web.shared.kept_files import find_file, keep_file
from tracker.web.shared.unit_of_work import reading, writing


@blueprint.route("/areas/import", methods=["GET", "POST"])
@access.roles(Role.ADMINISTRATOR)
def import_areas() -> ResponseReturnValue:
    """Take a file in, or say why nothing of it was taken in."""
    form = ImportAreasForm(list_areas(reading()), parent=request.args.get("parent", type=int))
    outcome: ImportOutcome | None = None
    if form.validate_on_submit():
        with refusals_shown(form):
            content, reading_as = form.file.data.read(), describe_reading(form)
            file = make_file(content, reading_as)
            if find_other_names(reading(), file):
                kept = keep_file(
                    content,
                    form.file.data.filename,
                    person_id=current_person().id,
                    now=now(),
                    is_listed=False,
                )
                return redirect(
                    url_for("admin.match_areas", token=kept.token, **reading_as), code=303
                )
            outcome = register_areas(writing(), file, by := sign_now())
            if outcome.is_done:
                keep_import(writing(), by, form.file.data.filename, outcome)
                return go_to("admin.list_areas", outcome.sentence)
            form.file.errors = [outcome.sentence]
    return show_form("admin/areas/import.html", form, outcome=outcome)


@blueprint.route("/areas/import/<token>", methods=["GET", "POST"])
@access.roles(Role.ADMINISTRATOR)
def match_areas(token: str) -> ResponseReturnValue:
    """Ask which areas of a file are there under another name, then take the file in."""
    kept = find_file(token, current_person().id)
    file = make_file(kept.content, request.args)
    answers = read_answers(request.form)
    names = find_other_names(reading(), file, answers)
    form = make_names_form(names)
    outcome: ImportOutcome | None = None
    if form.is_submitted() and not form.is_about(names):
        form = ask_again(names, answers)
    elif form.validate_on_submit():
        with refusals_shown(form):
            file = replace(file, same=form.read_same(names))
            outcome = register_areas(writing(), file, by := sign_now())
            if outcome.is_done:
                keep_import(writing(), by, kept.name, outcome)
                kept.discard()
                return go_to("admin.list_areas", outcome.sentence)
            form.form_errors.append(outcome.sentence)
    return show_form("admin/areas/match.html", form, outcome=outcome, names=names)


def describe_reading(form: ImportAreasForm) -> dict[str, Any]:
    """How the file is to be read, for the address of the page that asks."""
    return {
        "parent": form.parent.data,
        "attribution": form.attribution.data or None,
        "is_own": "yes" if form.is_own.data else None,
        "name_column": form.name_column.data or None,
        "p_code_column": form.p_code_column.data or None,
        "national_code_column": form.national_code_column.data or None,
    }


def make_file(content: bytes, said: Mapping[str, Any]) -> AreaFile:
    """The file with how to read it."""
    parent = str(said.get("parent") or "")
    return AreaFile(
        content=content,
        parent_id=int(parent) if parent.isdecimal() else None,
        columns=AreaColumns(
            name=said.get("name_column"),
            p_code=said.get("p_code_column"),
            national_code=said.get("national_code_column"),
        ),
        attribution=said.get("attribution"),
        is_own=bool(said.get("is_own")),
    )
