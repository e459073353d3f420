"""Answers to apps: the headers of the protocol, and refusals as messages that the app shows."""

from __future__ import annotations

from flask import Response, current_app
from werkzeug.exceptions import HTTPException, InternalServerError, RequestEntityTooLarge
from werkzeug.http import http_date

from tracker.domain.errors import (
    InvalidField,
    InvalidReport,
    NotAllowed,
    NotFound,
    OutdatedRevision,
    Refusal,
    ReportWithdrawn,
    SubmissionConflict,
)
from tracker.exchange.openrosa import FormTooLarge, write_message
from tracker.extensions import DATABASE_ERRORS, current_database
from tracker.web.collect.blueprint import blueprint
from tracker.web.shared.errors import TOO_MANY, TooManyTries
from tracker.web.shared.unit_of_work import discard_writing, keep_writing

MEDIA = "text/xml"
LARGEST_REQUEST = 1024 * 1024
"""Bytes of a whole request; the form asks for no pictures."""

NOT_UNDERSTOOD, FAILED, UNAVAILABLE = 400, 500, 503
STATUS = {
    NotAllowed: 403,
    NotFound: 404,
    SubmissionConflict: 409,
    OutdatedRevision: 409,
    ReportWithdrawn: 409,
    InvalidReport: 422,
    InvalidField: 422,
    FormTooLarge: 413,
}
"""The statuses of refusals; all others answer 400."""

TOO_LARGE = f"The form is too large. Send at most {LARGEST_REQUEST // 1024} kB."
NOT_KNOWN = "The tracker did not understand the app. Get the forms anew, then send again."
LATER = "The tracker cannot keep the form just now. It stays on the phone; send it again later."
BROKEN = "Something is broken in the tracker. The form stays on the phone; send it again later."


def answer_xml(body: bytes, status: int = 200) -> Response:
    """A document of the protocol."""
    return Response(body, status, content_type=f"{MEDIA}; charset=utf-8")


def answer_message(message: str, status: int) -> Response:
    """A message that the app shows."""
    return answer_xml(write_message(message), status)


@blueprint.after_request
def add_headers(response: Response) -> Response:
    """What the protocol asks of every answer; and the address, which is a secret, goes nowhere."""
    response.headers["X-OpenRosa-Version"] = "1.0"
    response.headers["X-OpenRosa-Accept-Content-Length"] = str(LARGEST_REQUEST)
    response.headers["Date"] = http_date()
    response.headers["Content-Language"] = "en"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@blueprint.errorhandler(Refusal)
def answer_refusal(refusal: Refusal) -> Response:
    """A refusal in its own words, all problems of a report at once."""
    status = next((STATUS[kind] for kind in STATUS if isinstance(refusal, kind)), NOT_UNDERSTOOD)
    if isinstance(refusal, SubmissionConflict):
        # The other content was written down for a person to look at.
        keep_writing()
    problems = refusal.problems if isinstance(refusal, InvalidReport) else (refusal,)
    sentences = dict.fromkeys(problem.message.removesuffix(".") for problem in problems)
    return answer_message(". ".join(sentences) + ".", status)


@blueprint.errorhandler(TooManyTries)
def answer_too_many(_problem: TooManyTries) -> Response:
    """Somebody tries codes."""
    return answer_message(TOO_MANY, 429)


@blueprint.errorhandler(RequestEntityTooLarge)
def answer_too_large(_problem: RequestEntityTooLarge) -> Response:
    """More was sent than a form holds."""
    return answer_message(TOO_LARGE, 413)


@blueprint.errorhandler(HTTPException)
def answer_http_error(problem: HTTPException) -> Response:
    """Errors of Flask itself."""
    return answer_message(NOT_KNOWN, problem.code or FAILED)


def answer_database_failure(problem: Exception) -> Response:
    """The database is busy or out of reach, which passes; anything else is a fault of ours."""
    if current_database().explain_failure(problem) is None:
        raise problem
    current_app.logger.warning("The database failed a phone: %s", problem)
    discard_writing()
    return answer_message(LATER, UNAVAILABLE)


for kind in DATABASE_ERRORS:
    blueprint.register_error_handler(kind, answer_database_failure)


@blueprint.errorhandler(InternalServerError)
def answer_failure(problem: InternalServerError) -> Response:
    """What failed in the commit, or a fault of ours; Flask has logged it already."""
    discard_writing()
    if current_database().explain_failure(problem.original_exception) is not None:
        return answer_message(LATER, UNAVAILABLE)
    return answer_message(BROKEN, FAILED)
