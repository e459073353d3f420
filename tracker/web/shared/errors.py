"""Error pages: what each refusal and failure looks like, never a trace of the program."""

from __future__ import annotations

from flask import Flask, Response, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError, RequestEntityTooLarge

from tracker.domain.errors import (
    ImportConflict,
    NotAllowed,
    NotFound,
    NotYetRegistered,
    OutdatedRevision,
    Refusal,
    SubmissionConflict,
)
from tracker.extensions import DATABASE_ERRORS, current_database
from tracker.web.shared.pages import show_without_database
from tracker.web.shared.problems import is_for_program, write_problem
from tracker.web.shared.send_again import show_forgery, show_unavailable
from tracker.web.shared.unit_of_work import discard_writing, keep_writing

STATUS = {
    NotFound: 404,
    NotAllowed: 403,
    SubmissionConflict: 409,
    ImportConflict: 409,
    OutdatedRevision: 409,
}
"""The statuses of refusals; all others answer 400."""

PAGES = frozenset({400, 403, 404, 409, 413, 429, 500})
NOT_UNDERSTOOD = 400
FAILED = 500
TOO_LARGE = 413
TOO_OFTEN = 429
A_MINUTE = 60

DETAILS = {
    404: "There is nothing at this address. Look its path up in /api/v1/openapi.json.",
    405: "This address does not take this method. Use one of those that the header Allow lists.",
}
"""What programs are told to do about addresses that are not there."""

MEGABYTE = 1024 * 1024
TOO_MANY = "There were too many tries. Wait a few minutes, then try again."
TOO_MANY_DOCUMENTS = 429

Answered = tuple[str, int] | Response


class TooManyTries(Exception):
    """Somebody tries passwords faster than a person does."""


class TooManyDocuments(Exception):
    """Somebody has documents made faster than anybody reads them."""


class NoSuchMoment(Exception):
    """The moment in the address of a page that looks back makes no sense; its form says why."""


def init_app(app: Flask) -> None:
    """Answer errors with pages in words."""
    app.register_error_handler(Refusal, show_refusal)
    app.register_error_handler(CSRFError, show_forgery)
    app.register_error_handler(TooManyTries, lambda _problem: show_page(TOO_OFTEN, TOO_MANY))
    app.register_error_handler(TooManyDocuments, show_too_many_documents)
    app.register_error_handler(NoSuchMoment, show_no_moment)
    app.register_error_handler(RequestEntityTooLarge, show_too_large)
    for kind in DATABASE_ERRORS:
        app.register_error_handler(kind, show_database_failure)
    app.register_error_handler(HTTPException, show_http_error)
    app.register_error_handler(InternalServerError, show_failure)


def show_refusal(refusal: Refusal) -> Answered:
    """The page of a refusal that the view did not show itself."""
    status = next((STATUS[kind] for kind in STATUS if isinstance(refusal, kind)), NOT_UNDERSTOOD)
    if isinstance(refusal, SubmissionConflict):
        # The conflicting content was written down for a person to look at.
        keep_writing()
    if isinstance(refusal, NotYetRegistered) and not is_for_program():
        return render_template("shared/not_registered.html", refusal=refusal), status
    return show_page(status, refusal.message)


def show_too_many_documents(_problem: TooManyDocuments) -> Answered:
    """More documents were asked for than one person gets in a while."""
    return render_template("shared/too_many_documents.html"), TOO_MANY_DOCUMENTS


def show_no_moment(_problem: NoSuchMoment) -> Answered:
    """No numbers of another moment than the one asked for: the form that chooses one."""
    return render_template("shared/no_such_moment.html"), NOT_UNDERSTOOD


def show_too_large(_problem: RequestEntityTooLarge) -> Answered:
    """More was sent than this page takes; a megabyte is kept for what is sent beside a file."""
    largest = (request.max_content_length or 0) // MEGABYTE - 1
    message = f"The file is too large. Send one of at most {largest} MB."
    return show_page(TOO_LARGE, message)


def show_http_error(problem: HTTPException) -> Answered | HTTPException:
    """Errors of Flask itself, such as an address that does not exist."""
    status = problem.code or FAILED
    if status < NOT_UNDERSTOOD:
        return problem
    if is_for_program():
        return tell_http_error(problem, status)
    if status == 405:  # noqa: PLR2004 (method not allowed: somebody opened a form's address)
        return show_page(404, None, status=status)
    return show_page(status if status in PAGES else NOT_UNDERSTOOD, None, status=status)


def tell_http_error(problem: HTTPException, status: int) -> Response:
    """An error of Flask itself, told to a program with the headers that belong to it."""
    told = write_problem(status, DETAILS.get(status))
    headers = [pair for pair in problem.get_headers() if pair[0].lower() != "content-type"]
    told.headers.extend(headers)
    return told


def show_database_failure(problem: Exception) -> ResponseReturnValue:
    """The database is busy or out of reach, which passes; anything else is a fault of ours."""
    failure = current_database().explain_failure(problem)
    if failure is None:
        raise problem
    current_app.logger.warning("The database is %s: %s", failure, problem)
    return _show_unavailable(failure)


def show_failure(problem: InternalServerError) -> ResponseReturnValue:
    """What failed in the commit, or a fault of ours; Flask has logged it already."""
    failure = current_database().explain_failure(problem.original_exception)
    if failure is not None:
        return _show_unavailable(failure)
    discard_writing()
    show_without_database()
    return show_page(FAILED, None)


def _show_unavailable(failure: str) -> ResponseReturnValue:
    discard_writing()
    show_without_database()
    return show_unavailable(is_busy=failure == "busy")


def show_page(page: int, message: str | None, *, status: int | None = None) -> Answered:
    """Render errors/<page>.html; programs are told the same as problem details."""
    if is_for_program():
        told = write_problem(status or page, message)
        if page == TOO_OFTEN:
            told.headers["Retry-After"] = str(A_MINUTE)
        return told
    return render_template(f"errors/{page}.html", message=message), status or page
