"""Forms that came without a valid token: what was typed is offered to be sent again."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError

from tracker.web.shared.identity import find_current_person

OPEN_TOO_LONG = "The page was open for too long. Enter what it asks for again."
STATUS = 400
TOKEN = "csrf_token"  # noqa: S105 (the name of a field)


def show_forgery(_problem: CSRFError) -> ResponseReturnValue:
    """Mostly the session ended while a form was open; a form from elsewhere gets nothing back."""
    if not _came_from_here():
        return render_template("errors/400.html", message=None), STATUS
    if request.blueprint == "accounts":
        # Passwords are not written into a page, however hidden.
        flash(OPEN_TOO_LONG, "warning")
        return redirect(request.full_path.rstrip("?"), code=303)
    typed = [(name, value) for name, value in request.form.items(multi=True) if name != TOKEN]
    page = render_template(
        "shared/send_again.html",
        typed=typed,
        has_files=bool(request.files),
        is_signed_in=find_current_person() is not None,
    )
    return page, STATUS


def _came_from_here() -> bool:
    """Whether the browser says that a page of ours sent the form; forged forms cannot say so."""
    origin = request.headers.get("Origin")
    if origin is not None:
        return urlsplit(origin).netloc == request.host
    return request.headers.get("Sec-Fetch-Site") == "same-origin"
