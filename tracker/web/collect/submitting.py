"""Filled-in forms as they come in: each makes one report or correction, however often sent."""

from __future__ import annotations

from flask import Response, request, url_for

from tracker.domain.errors import NotFound
from tracker.domain.reports import Receipt, RevisionKind
from tracker.exchange.openrosa import LARGEST_XML, SentForm, UnreadableForm, read_submission
from tracker.recording.corrections import correct_report
from tracker.recording.history import load_report
from tracker.recording.reports import record_report
from tracker.recording.submissions import find_accepted
from tracker.registry.tokens import Bearer
from tracker.web.collect.answering import LARGEST_REQUEST, answer_message, answer_xml
from tracker.web.collect.blueprint import blueprint
from tracker.web.collect.collectors import find_collector
from tracker.web.collect.drafts import read_changed_report, read_new_report
from tracker.web.shared import access, clock
from tracker.web.shared.operation import require_operation
from tracker.web.shared.unit_of_work import reading, writing

PART = "xml_submission_file"
CREATED, ACCEPTED, NO_CONTENT = 201, 202, 204
"""200 is no answer to a form: a hotel's sign-in page answers so, and the app would take it so."""


@blueprint.route("/submission", methods=["HEAD", "POST"])
@access.secret_address
def submit(token: str) -> Response:
    """Say where forms are sent to, or take one.

    An app may send a form in several requests for the sake of its pictures, all but the last marked
    `*isIncomplete*`; each holds the whole form, and this one has no pictures. What arrived
    before is answered alike for ever, so whether its person may report is asked after reading.
    """
    request.max_content_length = LARGEST_REQUEST
    bearer = find_collector(token)
    if request.method == "HEAD":
        response = answer_xml(b"", NO_CONTENT)
        response.headers["Location"] = _find_own_address(token)
        return response
    require_operation()
    receipt = record(read_submission(read_part()), bearer)
    response = answer_message(tell(receipt), ACCEPTED if receipt.repeated else CREATED)
    response.headers["Location"] = _find_own_address(token)
    return response


def read_part() -> bytes:
    """The form as it was sent, as a file or, by some apps, as a field."""
    file = request.files.get(PART)
    if file is not None:
        sent: bytes = file.read(LARGEST_XML + 1)
        return sent
    field = request.form.get(PART)
    if field is None:
        raise UnreadableForm(f"The request has no part {PART}.")
    return field.encode()


def record(form: SentForm, bearer: Bearer) -> Receipt:
    """Record a new report, or the correction of one that came under another id."""
    if form.deprecated_id is None:
        draft = read_new_report(form, bearer)
        return record_report(writing(), draft, now=clock.now())
    corrected = find_accepted(reading(), form.deprecated_id)
    if corrected is None:
        raise NotFound("report", "yet that this form changes: send that one first")
    report = load_report(reading(), corrected.report_id)
    changed = read_changed_report(form, bearer, report, corrected)
    return correct_report(writing(), changed, now=clock.now())


def tell(receipt: Receipt) -> str:
    """What became of the form."""
    done = "corrected" if receipt.kind is RevisionKind.CORRECTION else "received"
    again = " It was here already." if receipt.repeated else ""
    return f"Report {receipt.report_id} is {done}.{again}"


def _find_own_address(token: str) -> str:
    return url_for("collect.submit", token=token, _external=True)
