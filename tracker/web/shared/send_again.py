"""Forms that could not be taken: what was typed is offered to be sent again."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError

from tracker.web.shared.identity import find_current_person
from tracker.web.shared.problems import is_for_program, write_problem

OPEN_TOO_LONG = "The page was open for too long. Enter what it asks for again."
STATUS = 400
UNAVAILABLE = 503
BUSY_SECONDS, UNREACHABLE_SECONDS = 10, 60
BUSY = "Nothing was saved: the database is busy. Send the same again in a moment."
UNREACHABLE = "Nothing was saved: the database cannot be reached. Send the same again in a minute."
TOKEN = "csrf_token"  # noqa: S105 (the name of a field)


def show_forgery(_problem: CSRFError) -> ResponseReturnValue:
    """Mostly the session ended while a form was open; a form from elsewhere gets nothing back."""
    if not _came_from_here():
        return render_template("errors/400.html", message=None), STATUS
    if request.blueprint == "accounts":
        # Passwords are not written into a page, however hidden.
        flash(OPEN_TOO_LONG, "warning")
        return redirect(request.full_path.rstrip("?"), code=303)
    page = render_template(
        "shared/send_again.html",
        typed=list_typed(),
        has_files=bool(request.files),
        is_signed_in=find_current_person() is not None,
    )
    return page, STATUS


def show_unavailable(*, is_busy: bool) -> ResponseReturnValue:
    """The database is busy or out of reach: what was typed waits in the page until it is back."""
    wait = {"Retry-After": str(BUSY_SECONDS if is_busy else UNREACHABLE_SECONDS)}
    if is_for_program():
        told = write_problem(UNAVAILABLE, BUSY if is_busy else UNREACHABLE)
        told.headers.update(wait)
        return told
    is_form = request.method == "POST" and request.blueprint != "accounts"
    page = render_template(
        "errors/503.html",
        is_busy=is_busy,
        is_form=is_form,
        typed=list_typed() if is_form else (),
        has_files=bool(request.files),
    )
    return page, UNAVAILABLE, wait


def list_typed() -> list[tuple[str, str]]:
    """Names and values of the form's fields, but for the token that belongs to the old page."""
    return [(name, value) for name, value in request.form.items(multi=True) if name != TOKEN]


def _came_from_here() -> bool:
    """Whether the browser says that a page of ours sent the form; forged forms cannot say so."""
    origin = request.headers.get("Origin")
    if origin is not None:
        return urlsplit(origin).netloc == request.host
    return request.headers.get("Sec-Fetch-Site") == "same-origin"
