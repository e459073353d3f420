"""The last step: what will be recorded, and recording it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from heapq import nsmallest

from flask import Response, redirect, url_for
from flask.typing import ResponseReturnValue

from tracker.domain.errors import InvalidField, NothingToReport
from tracker.exchange.importing import (
    ImportDraft,
    Outcome,
    Plan,
    Planned,
    find_import,
    sum_by_day,
    write_refused,
)
from tracker.registry.places import load_places
from tracker.registry.sources import list_sources
from tracker.web.admin.answers import go_to, show_form
from tracker.web.imports import long_files
from tracker.web.imports.blueprint import IMPORTING, blueprint
from tracker.web.imports.drafts import Draft, load_draft
from tracker.web.imports.forms import RecordForm
from tracker.web.imports.long_files import find_course, record_file
from tracker.web.imports.matching import plan_draft
from tracker.web.shared import access
from tracker.web.shared.clock import now
from tracker.web.shared.identity import current_person
from tracker.web.shared.kept_files import find_file
from tracker.web.shared.unit_of_work import discard_writing, reading, writing

OUTCOME_WORDS = {
    Outcome.ADDED: "To be added",
    Outcome.RIVAL: "To be added beside what others say",
    Outcome.CORRECTED: "To be corrected",
    Outcome.WITHDRAWN: "To be withdrawn",
    Outcome.UNCHANGED: "Unchanged",
}
_FIRST = 10
_MOST_LISTED = 50
_MOST_SUMS = 30


@dataclass(frozen=True, kw_only=True, slots=True)
class PreviewRow:
    """A report as it will be recorded, in words."""

    place: str
    day: date
    source: str
    counts: tuple[str, ...]
    outcome: str
    rows: str


@blueprint.route("/drafts/<token>/preview", methods=["GET", "POST"])
@access.roles(*IMPORTING)
def preview(token: str) -> ResponseReturnValue:
    """Show what will be recorded; record it, once however often it is sent."""
    sent = RecordForm()
    earlier = find_import(reading(), sent.submission_id.data) if sent.is_submitted() else None
    if earlier is not None:
        return redirect(url_for("imports.show_import", import_id=earlier), code=303)
    course = find_course(find_file(token, current_person().id))
    if course is not None and course.is_under_way:
        return redirect(url_for("imports.show_course", token=token), code=303)
    draft = load_draft(token)
    form = RecordForm(mapping_name=draft.file.mapping_name)
    if form.validate_on_submit():
        if draft.survey.rows > long_files.LONG:
            long_files.begin(draft, _describe_sent(draft, form), now())
            return redirect(url_for("imports.show_course", token=token), code=303)
        try:
            import_id = record_file(writing(), draft, _describe_sent(draft, form), now())
            draft.file.discard()
            return go_to("imports.show_import", "The file is imported.", import_id=import_id)
        except InvalidField as refusal:
            form.show_refusals(refusal)
        except NothingToReport as nothing:
            form.form_errors.append(nothing.message)
        discard_writing()
    plan = plan_draft(draft)
    if plan is None:
        return redirect(url_for("imports.choose_columns", token=token), code=303)
    return show_form("imports/preview.html", form, draft=draft, **_describe(plan))


@blueprint.get("/drafts/<token>/refused.csv")
@access.roles(*IMPORTING)
def download_refused(token: str) -> ResponseReturnValue:
    """The rows that cannot be taken in, before anything is recorded."""
    draft = load_draft(token)
    plan = plan_draft(draft)
    if plan is None:
        return redirect(url_for("imports.choose_columns", token=token), code=303)
    return send_csv(write_refused(plan.head, plan.refused), f"refused rows of {draft.file.name}")


def send_csv(text: str, name: str) -> Response:
    """A CSV file to be saved."""
    response = Response(text, mimetype="text/csv")
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}.csv")
    return response


def _describe_sent(draft: Draft, form: RecordForm) -> ImportDraft:
    return ImportDraft(
        submission_id=form.submission_id.data,
        file_name=draft.file.name,
        file_hash=hashlib.sha256(draft.file.content).digest(),
        person_id=current_person().id,
        edition=(form.edition.data or "").strip() or None,
        mapping_name=(form.mapping_name.data or "").strip() or None,
    )


def _describe(plan: Plan) -> dict[str, object]:
    sums = sum_by_day(plan.planned)
    changing = (p for p in plan.planned if p.outcome is not Outcome.UNCHANGED)
    first = nsmallest(_FIRST, changing, key=lambda p: p.stated.rows)
    return {
        "plan": plan,
        "outcomes": [(words, plan.count(outcome)) for outcome, words in OUTCOME_WORDS.items()],
        "first": _list_rows(plan, first),
        "refused": plan.refused[:_MOST_LISTED],
        "sums": sums[-_MOST_SUMS:],
        "sums_left": max(0, len(sums) - _MOST_SUMS),
    }


def _list_rows(plan: Plan, chosen: Sequence[Planned]) -> list[PreviewRow]:
    ids = {one.stated.place_id for one in chosen}
    names = {place.id: place.full_name for place in load_places(reading(), ids)}
    names |= {-n: f"{m.key.shelter} (new)" for n, m in enumerate(plan.created, start=1)}
    sources = {source.id: source.name for source in list_sources(reading())}
    return [
        PreviewRow(
            place=names[one.stated.place_id],
            day=one.stated.day,
            source=sources[one.stated.source_id],
            counts=tuple(f"{c.indicator.definition.label}: {c.said}" for c in one.stated.counts),
            outcome=OUTCOME_WORDS[one.outcome],
            rows=", ".join(map(str, one.stated.rows)),
        )
        for one in chosen
    ]
