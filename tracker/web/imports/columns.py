"""The second step: what was found in a file, and what its columns mean."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.domain.errors import InvalidField
from tracker.exchange.detecting import Asked, Findings, say_cell
from tracker.exchange.importing import settle_sums
from tracker.exchange.mapping import ImportMapping, check_mapping, find_answer, load_gazetteer
from tracker.registry.sources import list_sources
from tracker.web.imports.answers import name_answer
from tracker.web.imports.blueprint import IMPORTING, blueprint
from tracker.web.imports.column_answers import list_misfits, read_form
from tracker.web.imports.column_form import (
    ColumnsForm,
    find_people_field,
    list_day_columns,
    list_open_columns,
    make_form,
)
from tracker.web.imports.drafts import Draft, find_findings
from tracker.web.imports.forms import SheetForm
from tracker.web.imports.meeting_notes import settle_meeting
from tracker.web.imports.opening import find_years, find_zone, load_draft, look_into
from tracker.web.imports.unfinished import Step, go_on, lead_to
from tracker.web.shared import access
from tracker.web.shared.choices import SelectChoice
from tracker.web.shared.identity import current_person
from tracker.web.shared.kept_files import find_file
from tracker.web.shared.opened_files import Where
from tracker.web.shared.pages import render_again
from tracker.web.shared.unit_of_work import reading

_SHOWN_ROWS = 5


@blueprint.route("/drafts/<token>/columns", methods=["GET", "POST"])
@access.roles(*IMPORTING)
def choose_columns(token: str) -> ResponseReturnValue:
    """Show what was found, and keep what is decided."""
    draft = load_draft(find_file(token, current_person().id))
    if not isinstance(draft, Draft):
        return draft
    findings = _find_findings(draft)
    places, sources = tuple(load_gazetteer(reading()).by_id.values()), list_sources(reading())
    form = make_form(draft, findings, places, sources)
    if form.validate_on_submit():
        mapping = read_form(form, draft, findings)
        draft.file.save(mapping)
        # A column that was chosen for its numbers now may have to be asked about.
        asked, findings = findings, _find_findings(replace(draft, mapping=mapping))
        problems = [
            *_list_new_questions(asked, findings, mapping),
            *list_misfits(form, draft),
            *check_mapping(mapping, draft.survey),
        ]
        if not problems:
            return go_on(draft.file, Step.PLACES)
        # Made anew, since another layout has other columns to choose for.
        draft = replace(draft, mapping=mapping)
        form = make_form(draft, findings, places, sources)
        form.show_refusals(*problems)
    return _show(draft, findings, form)


def _find_findings(draft: Draft) -> Findings:
    """What there is to ask and to tell; once all rows were read, they tell which of them meet.

    Sums of others are asked about where an answer leaves any out.
    """
    found = find_findings(draft, find_zone(), find_years())
    asked = settle_meeting(draft.file, found.questions)
    settled = settle_sums(reading(), draft.survey, draft.mapping, asked)
    return replace(found, questions=settled)


def _list_new_questions(
    asked: Findings, findings: Findings, mapping: ImportMapping
) -> Iterator[InvalidField]:
    """What the points of columns set off, or in which form they count, that were not used before.

    What was answered of other columns is no answer.
    """
    known = {(question.asked, question.column, question.about) for question in asked.questions}
    for number, question in enumerate(findings.questions):
        is_new = (question.asked, question.column, question.about) not in known
        is_late = is_new and question.asked in (Asked.POINT, Asked.FORM)
        if is_late and find_answer(mapping, question) is None:
            yield InvalidField(name_answer(question, number), "Select one of the answers")


@blueprint.post("/drafts/<token>/sheet")
@access.roles(*IMPORTING)
def choose_sheet(token: str) -> ResponseReturnValue:
    """Begin anew with another sheet or head."""
    draft = load_draft(find_file(token, current_person().id))
    if not isinstance(draft, Draft):
        return draft
    form = _make_sheet_form(draft)
    if form.validate_on_submit():
        try:
            return lead_to(draft.file, look_into(draft.file, _read_where(form)))
        except InvalidField as refusal:
            flash(refusal.message, "error")
    else:
        problems = (error for field in form for error in field.errors)
        flash(next(problems, "Choose where the table begins"), "error")
    return redirect(url_for("imports.choose_columns", token=token), code=303)


def _read_where(form: SheetForm) -> Where:
    return Where(sheet=form.sheet.data, head_row=form.head_row.data, head_rows=form.head_rows.data)


def _make_sheet_form(draft: Draft) -> SheetForm:
    head = draft.survey.head
    data = {"sheet": draft.survey.table.name, "head_row": head.row, "head_rows": head.rows or None}
    form = SheetForm(data=data, prefix="table-")
    form.sheet.choices = [SelectChoice(name, name) for name in draft.tables]
    return form


def _sum_up_days(draft: Draft) -> dict[str, Any] | None:
    """One line for all columns that are headed by a day, of which nothing has to be chosen."""
    columns = list_day_columns(draft)
    if not columns:
        return None
    return {
        "name": " to ".join(dict.fromkeys((columns[0].name, columns[-1].name))),
        "columns": len(columns),
        "filled": sum(draft.survey.profile_of(column).filled for column in columns),
    }


def _show(draft: Draft, findings: Findings, form: ColumnsForm) -> ResponseReturnValue:
    shown = [
        (number, [say_cell(cell) for cell in cells])
        for number, cells in draft.survey.first[:_SHOWN_ROWS]
    ]
    columns = [
        (
            column,
            form[f"column_{column.index}"],
            find_people_field(form, column),
            draft.survey.profile_of(column),
        )
        for column in list_open_columns(draft)
    ]
    context = {
        "draft": draft,
        "days": _sum_up_days(draft),
        "findings": findings,
        "form": form,
        "columns": columns,
        "rows": shown,
        "answers": [
            form[name_answer(question, n)] for n, question in enumerate(findings.questions)
        ],
        "asks_to_add": any(q.asked is Asked.ADDING for q in findings.questions),
        "words": [field for field in form if field.name.startswith("word_")],
        "sheet_form": _make_sheet_form(draft) if request.method == "GET" else None,
        "missing": draft.mapping.find_missing(draft.survey),
    }
    if request.method == "GET":
        return render_template("imports/columns.html", **context)
    return render_again("imports/columns.html", **context)
