"""Signing in and out, and one's own password."""

from __future__ import annotations

from flask import Flask
from werkzeug.local import LocalProxy

from tracker.extensions import make_security
from tracker.web.accounts import feeds, phones, tokens
from tracker.web.accounts.views import blueprint
from tracker.web.shared.identity import load_account
from tracker.web.shared.unit_of_work import choose_session

__all__ = ["blueprint", "feeds", "init_app", "phones", "tokens"]


def init_app(app: Flask) -> None:
    """Let Flask-Security keep sessions; who is signed in is read in one statement of ours."""
    make_security(app, LocalProxy(choose_session))
    app.login_manager.user_loader(load_account)  # type: ignore[attr-defined]
    # Nobody signs in by a token in the address or a header yet.
    app.login_manager.request_loader(None)  # type: ignore[attr-defined]
