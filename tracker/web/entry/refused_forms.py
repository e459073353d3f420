"""Forms of who is signed out, or may not report there any more: nothing typed is lost.

A submission is answered alike however often it arrives, also when its answer was lost and the
person was given other work meanwhile. Nothing new is recorded without the right to report.
"""

from __future__ import annotations

from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError

from tracker.domain.errors import NotAllowed, NotFound, Refusal
from tracker.domain.reports import RevisionKind
from tracker.recording.history import load_report
from tracker.recording.submissions import Accepted, find_accepted
from tracker.registry.people import Person
from tracker.registry.places import load_place
from tracker.web.entry.reporting import lead_to_receipt_of
from tracker.web.entry.routes import blueprint
from tracker.web.entry.scope import load_seen_report
from tracker.web.shared.errors import STATUS, show_refusal
from tracker.web.shared.identity import find_current_person
from tracker.web.shared.send_again import list_typed, show_forgery
from tracker.web.shared.unit_of_work import discard_writing, reading

KIND_WORDS = {
    RevisionKind.ORIGINAL: "report",
    RevisionKind.CORRECTION: "correction",
    RevisionKind.WITHDRAWAL: "withdrawal",
}


@blueprint.errorhandler(NotAllowed)
@blueprint.errorhandler(NotFound)
def explain(refusal: Refusal) -> ResponseReturnValue:
    """Tell whose form is refused what became of it; all else as everywhere."""
    if request.method != "POST":
        return show_refusal(refusal)
    person = find_current_person()
    if person is None:
        # A new password ends sessions elsewhere, but leaves them their token: this is no forgery.
        return show_forgery(CSRFError())
    discard_writing()
    accepted = _find_own(person)
    if accepted is not None:
        return _answer_again(person, accepted)
    status = next(code for kind, code in STATUS.items() if isinstance(refusal, kind))
    page = render_template("entry/not_recorded.html", refusal=refusal, typed=list_typed())
    return page, status


def _find_own(person: Person) -> Accepted | None:
    """What this person's form was recorded as before."""
    try:
        submission_id = UUID(request.form.get("submission_id", ""))
    except ValueError:
        return None
    accepted = find_accepted(reading(), submission_id)
    return accepted if accepted and accepted.person_id == person.id else None


def _answer_again(person: Person, accepted: Accepted) -> ResponseReturnValue:
    """The receipt, or for who may not see reports the same in a sentence."""
    try:
        load_seen_report(person, accepted.report_id)
    except NotFound:
        report = load_report(reading(), accepted.report_id)
        revision = next(found for found in report.revisions if found.seq == accepted.seq)
        return render_template(
            "entry/recorded_before.html",
            report=report,
            revision=revision,
            kind=KIND_WORDS[revision.kind],
            place=load_place(reading(), report.place_id),
        )
    return lead_to_receipt_of(accepted.report_id, accepted.seq)
