"""The database work of one request: read from one snapshot, written together or not at all."""

from __future__ import annotations

from flask import Flask, Response, g, request
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tracker.extensions import current_database

READING_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

FIRST_ERROR = 400
"""An answer with this status or above takes back what was written for it."""


def reading() -> Session:
    """The request's session for reading: one snapshot, from the first statement on."""
    if "reading" not in g:
        g.reading = current_database().reader()
    session: Session = g.reading
    return session


def writing() -> Session:
    """The request's session for writing, committed when the answer is not an error.

    Its first statement waits for other writers and then holds them up: call it late, after the
    form was parsed.
    """
    if "writing" not in g:
        g.writing = current_database().writer()
    session: Session = g.writing
    return session


def discard_writing() -> None:
    """Take back what was written and let other writers go on."""
    _close("writing")


def keep_writing() -> None:
    """Commit though the answer is an error, as for two contents sent under one submission id."""
    g.keep_writing = True


def choose_session() -> Session:
    """The session for code that does not say what it needs: Flask-Security's own."""
    return reading() if request.method in READING_METHODS else writing()


def init_app(app: Flask) -> None:
    """End each request's work: commit before the answer leaves, close afterwards."""
    app.after_request(_finish_writing)
    app.teardown_appcontext(_close_sessions)


def _finish_writing(response: Response) -> Response:
    session: Session | None = g.pop("writing", None)
    if session is None:
        return response
    # Closing without a commit rolls back, also when the commit itself fails.
    with session:
        if response.status_code < FIRST_ERROR or g.get("keep_writing"):
            session.commit()
    return response


def _close_sessions(_problem: BaseException | None) -> None:
    for name in ("writing", "reading"):
        _close(name)


def _close(name: str) -> None:
    session: Session | None = g.pop(name, None)
    if session is None:
        return
    try:
        session.close()
    except DBAPIError as problem:
        # Of a connection that is lost there is nothing to roll back.
        if not problem.connection_invalidated:
            raise
        session.invalidate()
