"""A report under review: what it says beside what others say, why it waits, and the decision."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.domain.errors import InvalidField, OutdatedRevision, ReportWithdrawn
from tracker.domain.reports import DecisionDraft
from tracker.recording.decisions import decide
from tracker.recording.effects import load_decision_effects
from tracker.recording.queue import find_next, find_waiting
from tracker.registry.people import Role
from tracker.web.entry.sentences import describe_effects
from tracker.web.review.blueprint import blueprint
from tracker.web.review.filters import QueueForm, Wanted, read_wanted
from tracker.web.review.forms import DecisionForm, read_kind
from tracker.web.review.under_review import UnderReview, describe_page, load_under_review
from tracker.web.review.wording import say_done
from tracker.web.shared import access, clock
from tracker.web.shared.identity import current_person
from tracker.web.shared.ids import LARGEST_REPORT_ID
from tracker.web.shared.pages import render_again
from tracker.web.shared.unit_of_work import discard_writing, reading, writing

TEMPLATE = "review/report.html"


@blueprint.route(f"/<id(max={LARGEST_REPORT_ID}):report_id>", methods=["GET", "POST"])
@access.roles(Role.REVIEWER)
def review_report(report_id: int) -> ResponseReturnValue:
    """Show a report with all that helps to decide, and decide."""
    person = current_person()
    wanted = read_wanted(person, QueueForm())
    seen = load_under_review(reading(), person, report_id)
    form = DecisionForm(seen.report.counts, seen.report.standing.seq)
    if request.method == "GET":
        return render_template(TEMPLATE, form=form, **describe_page(seen, wanted))
    based_on = None
    if form.validate_on_submit():
        try:
            return _decide(seen, form, wanted)
        except (InvalidField, ReportWithdrawn) as refusal:
            form.show_refusals(InvalidField(getattr(refusal, "field", "kind"), refusal.message))
        except OutdatedRevision as refusal:
            form.form_errors.append(refusal.message)
            based_on = refusal.based_on
        # The request's own view of the database may be older than what changed meanwhile.
        seen = load_under_review(writing(), person, report_id)
        form.seq.data = str(seen.report.standing.seq)
        discard_writing()
    return render_again(TEMPLATE, form=form, **describe_page(seen, wanted, based_on))


def _decide(seen: UnderReview, form: DecisionForm, wanted: Wanted) -> ResponseReturnValue:
    """Record the decision and go on to the next report."""
    report_id, kind = seen.report.report_id, read_kind()
    draft = DecisionDraft(
        report_id=report_id,
        seq=form.read_seq(),
        kind=kind,
        person_id=current_person().id,
        reason=form.reason.data,
        indicator=form.indicator.data if kind.is_preference else None,
    )
    before = find_waiting(reading(), report_id)
    decision_id = decide(writing(), draft, now=clock.now())
    effects = load_decision_effects(writing(), decision_id)
    flash(say_done(kind, report_id, describe_effects(effects, seen.report.day)), "success")
    if before is not None:
        after = find_next(writing(), wanted.filter, before.position, skipping=[report_id])
        if after is not None:
            address = url_for("review.review_report", report_id=after.report_id, **wanted.address)
            return redirect(address, code=303)
    return redirect(url_for("review.list_queue", **wanted.address), code=303)
