"""The Flask extensions, and the database that an application works with."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from flask import Flask, current_app
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_security import Security, SQLAlchemySessionUserDatastore
from flask_wtf.csrf import CSRFProtect

from tracker.store.accounts import RefreshTracker, Role, User, WebAuthn
from tracker.store.database import Database
from tracker.store.failures import DATABASE_ERRORS

__all__ = [
    "DATABASE_ERRORS",
    "csrf",
    "current_database",
    "limiter",
    "make_security",
    "use_database",
]

csrf = CSRFProtect()
limiter = Limiter(key_func=get_remote_address, headers_enabled=False)

DATABASE_KEY = "tracker_database"


def use_database(app: Flask, database: Database) -> None:
    """Let an application work on this database."""
    app.extensions[DATABASE_KEY] = database


def current_database() -> Database:
    """The database of the current application."""
    database: Database = current_app.extensions[DATABASE_KEY]
    return database


def make_security(app: Flask, session: Any) -> Security:
    """Set up Flask-Security without its own pages; `session` stands for the request's session."""
    app.config.update(
        # Hashes carry all they need: a backup of the database is enough to sign in elsewhere.
        SECURITY_PASSWORD_HASH="argon2",  # noqa: S106 (the name of a scheme)
        SECURITY_PASSWORD_SCHEMES=["argon2"],
        SECURITY_DEPRECATED_PASSWORD_SCHEMES=[],
        SECURITY_PASSWORD_SINGLE_HASH=["argon2"],
        SECURITY_DATETIME_FACTORY=lambda: datetime.now(UTC),  # noqa: TID251 (it asks for a clock)
        SECURITY_CLI_USERS_NAME=None,
        SECURITY_CLI_ROLES_NAME=None,
    )
    store = SQLAlchemySessionUserDatastore(session, User, Role, WebAuthn, RefreshTracker)
    return Security(app, store, register_blueprint=False)
