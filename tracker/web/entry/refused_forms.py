"""Forms of who is signed out, or may not report there any more: nothing typed is lost.

A submission is answered alike however often it arrives, also when its answer was lost and the
person was given other work meanwhile. Nothing new is recorded without the right to report: other
content under an id that was used is shown beside what was recorded.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError

from tracker.domain.errors import NotAllowed, NotFound, Refusal
from tracker.domain.indicators import Indicator
from tracker.domain.reports import RevisionKind
from tracker.recording.history import load_report
from tracker.recording.submissions import Accepted, find_accepted
from tracker.registry.people import Person
from tracker.registry.places import load_place
from tracker.web.entry.count_reading import read_counts
from tracker.web.entry.reporting import lead_to_receipt_of
from tracker.web.entry.routes import blueprint
from tracker.web.entry.scope import load_seen_report
from tracker.web.entry.sent_bodies import says_the_same
from tracker.web.entry.sentences import describe_counts
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
    status = next(code for kind, code in STATUS.items() if isinstance(refusal, kind))
    submission_id = _read_submission_id()
    accepted = _find_own(person, submission_id) if submission_id else None
    if submission_id is None or accepted is None:
        page = render_template("entry/not_recorded.html", refusal=refusal, typed=list_typed())
        return page, status
    if says_the_same(submission_id, accepted):
        return _answer_again(person, accepted)
    return _show_both(person, accepted), status


def _read_submission_id() -> UUID | None:
    try:
        return UUID(request.form.get("submission_id", ""))
    except ValueError:
        return None


def _find_own(person: Person, submission_id: UUID) -> Accepted | None:
    """What this person recorded under the form's id before."""
    accepted = find_accepted(reading(), submission_id)
    return accepted if accepted and accepted.person_id == person.id else None


def _answer_again(person: Person, accepted: Accepted) -> ResponseReturnValue:
    """The receipt, or for who may not see reports the same in a sentence."""
    if _may_see(person, accepted):
        return lead_to_receipt_of(accepted.report_id, accepted.seq)
    return render_template("entry/recorded_before.html", **_describe(accepted))


def _show_both(person: Person, accepted: Accepted) -> str:
    """What was recorded under the form's id beside what it says now, which nothing is kept of."""
    return render_template(
        "entry/other_content.html",
        may_see=_may_see(person, accepted),
        sent=describe_counts(read_counts(request.form, tuple(Indicator)).counts),
        typed=list_typed(),
        **_describe(accepted),
    )


def _may_see(person: Person, accepted: Accepted) -> bool:
    try:
        load_seen_report(person, accepted.report_id)
    except NotFound:
        return False
    return True


def _describe(accepted: Accepted) -> dict[str, Any]:
    """What was recorded, for the templates."""
    report = load_report(reading(), accepted.report_id)
    revision = next(found for found in report.revisions if found.seq == accepted.seq)
    return {
        "report": report,
        "revision": revision,
        "kind": KIND_WORDS[revision.kind],
        "counts": describe_counts(revision.counts),
        "place": load_place(reading(), report.place_id),
    }
