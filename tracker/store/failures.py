"""Failures of the database that pass: it is busy, or it cannot be reached."""

from __future__ import annotations

import sqlite3
from typing import Literal

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

Failure = Literal["busy", "unreachable"]

_BUSY_SQLITE = ("SQLITE_BUSY", "SQLITE_LOCKED")
_UNREACHABLE_SQLITE = ("SQLITE_CANTOPEN", "SQLITE_IOERR", "SQLITE_FULL")
_LOCK_NOT_AVAILABLE = "55P03"
_UNREACHABLE_STATES = ("08", "53", "57P")
"""SQLSTATE classes of PostgreSQL: connection lost, out of resources, shut down by an operator."""


def classify(problem: BaseException | None) -> Failure | None:
    """What a failure means: another try may succeed soon or later; None is a fault of ours.

    Busy: others held the write lock, or all connections, for longer than anybody waits.
    """
    if isinstance(problem, PoolTimeout):
        return "busy"
    if not isinstance(problem, OperationalError | InterfaceError):
        return None
    if isinstance(problem.orig, sqlite3.Error):
        return _classify_sqlite(getattr(problem.orig, "sqlite_errorname", None) or "")
    return _classify_postgresql(problem, getattr(problem.orig, "sqlstate", None))


def _classify_sqlite(name: str) -> Failure | None:
    if name.startswith(_BUSY_SQLITE):
        return "busy"
    return "unreachable" if name.startswith(_UNREACHABLE_SQLITE) else None


def _classify_postgresql(problem: DBAPIError, state: str | None) -> Failure | None:
    """Without a state the server did not answer at all."""
    if state == _LOCK_NOT_AVAILABLE:
        return "busy"
    if problem.connection_invalidated or state is None or state.startswith(_UNREACHABLE_STATES):
        return "unreachable"
    return None
