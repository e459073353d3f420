"""Sessions of people's browsers; answers to programs depend on no cookie, and say so."""

from __future__ import annotations

from collections.abc import Container

from flask import Flask, Response, current_app, request
from flask.sessions import SecureCookieSessionInterface, SessionMixin

from tracker.web.shared.access import Access


class BrowserSessions(SecureCookieSessionInterface):
    """Flask's own sessions, without a word of them in answers to programs.

    Extensions look at the session of every request, so that Flask would tell caches that each
    answer varies with the cookie.
    """

    def __init__(self, programs: Container[str]) -> None:
        """`programs` are the blueprints that look at no session."""
        self._programs = programs

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Set the cookie, and say that the answer depends on it."""
        if request.blueprint not in self._programs and not _is_at_secret_address():
            super().save_session(app, session, response)


def _is_at_secret_address() -> bool:
    mark: Access | None = getattr(
        current_app.view_functions.get(request.endpoint or ""), "access", None
    )
    return mark is not None and mark.is_secret
