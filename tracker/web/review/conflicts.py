"""Submissions in conflict: both contents side by side, and what becomes of the second."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.domain.errors import InvalidField, Refusal
from tracker.domain.falls import describe_move
from tracker.domain.reports import Revision
from tracker.recording.conflicts import Conflict, list_conflicts, load_conflict
from tracker.recording.foreseen import foresee
from tracker.recording.history import load_report
from tracker.recording.settlements import SettlementDraft, accept_conflict, discard_conflict
from tracker.registry.people import Role
from tracker.web.entry.sentences import compare_versions
from tracker.web.review.blueprint import blueprint
from tracker.web.review.forms import SettlementForm
from tracker.web.review.outcomes import list_outcomes, say_recorded, say_set_aside
from tracker.web.shared import access, clock
from tracker.web.shared.identity import current_person
from tracker.web.shared.ids import LARGEST_REPORT_ID
from tracker.web.shared.pages import render_again
from tracker.web.shared.unit_of_work import reading, writing

LONGEST_LIST = 100
TEMPLATE = "review/conflict.html"


@blueprint.get("/conflicts")
@access.roles(Role.REVIEWER)
def show_conflicts() -> ResponseReturnValue:
    """Submissions whose number stood for other content, oldest first."""
    found = list_conflicts(reading(), current_person().id, LONGEST_LIST)
    return render_template("review/conflicts.html", conflicts=found)


@blueprint.route(f"/conflicts/<id(max={LARGEST_REPORT_ID}):conflict_id>", methods=["GET", "POST"])
@access.roles(Role.REVIEWER)
def settle(conflict_id: int) -> ResponseReturnValue:
    """Record a submission as an act of its own, or set it aside."""
    conflict = load_conflict(reading(), current_person().id, conflict_id)
    form = SettlementForm()
    if request.method == "GET":
        return render_template(TEMPLATE, form=form, **_describe(conflict))
    if form.validate_on_submit():
        try:
            flash(_settle(conflict_id, form), "success")
            return redirect(url_for("review.show_conflicts"), code=303)
        except InvalidField as refusal:
            form.show_refusals(refusal)
        except Refusal as refusal:
            form.form_errors.append(refusal.message)
    return render_again(TEMPLATE, form=form, **_describe(conflict))


def _settle(conflict_id: int, form: SettlementForm) -> str:
    """Do what the button says; gives the words for it."""
    draft = SettlementDraft(
        conflict_id=conflict_id, person_id=current_person().id, reason=form.reason.data or ""
    )
    match request.form.get("kind"):
        case "accepted":
            receipt = accept_conflict(writing(), draft, now=clock.now())
            return f"It is recorded, as report {receipt.report_id}."
        case "discarded":
            discard_conflict(writing(), draft, now=clock.now())
            return "It is set aside. Both contents stay on record."
    raise InvalidField("kind", "Press one of the buttons: what becomes of it?")


def _describe(conflict: Conflict) -> dict[str, Any]:
    report = load_report(reading(), conflict.report_id)
    stored = next(revision for revision in report.revisions if revision.seq == conflict.seq)
    foreseen = foresee(reading(), conflict, now=clock.now())
    outcomes = list_outcomes(foreseen)
    return {
        "conflict": conflict,
        "report": report,
        "stored": stored,
        "rows": tuple(compare_versions((stored.counts, foreseen.counts))),
        "outcomes": outcomes,
        "recorded": say_recorded(conflict, outcomes),
        "set_aside": say_set_aside(conflict),
        "moved": _say_moved(stored, conflict),
    }


def _say_moved(stored: Revision, conflict: Conflict) -> tuple[str | None, str | None]:
    """Who moved from one number to another, as stored and as sent."""
    kept = next((fall for fall in stored.falls if fall.into), None)
    sent = conflict.sent.move
    return (
        describe_move(kept) if kept else None,
        describe_move(sent.fall) if sent else None,
    )
