"""Failures of the database that pass: it is busy, or it cannot be reached."""

from __future__ import annotations

import sqlite3
from typing import Literal

import psycopg
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

Failure = Literal["busy", "unreachable"]

DATABASE_ERRORS = (SQLAlchemyError, sqlite3.Error, psycopg.Error)
"""What statements raise: SQLAlchemy's errors, and those of the drivers where it is passed by."""

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
    lost = isinstance(problem, DBAPIError) and problem.connection_invalidated
    error = problem.orig if isinstance(problem, DBAPIError) else problem
    if isinstance(error, sqlite3.Error):
        return _classify_sqlite(getattr(error, "sqlite_errorname", None) or "")
    if isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
        return "unreachable" if lost else _classify_postgresql(error.sqlstate)
    return None


def _classify_sqlite(name: str) -> Failure | None:
    if name.startswith(_BUSY_SQLITE):
        return "busy"
    return "unreachable" if name.startswith(_UNREACHABLE_SQLITE) else None


def _classify_postgresql(state: str | None) -> Failure | None:
    """Without a state the server did not answer at all."""
    if state == _LOCK_NOT_AVAILABLE:
        return "busy"
    return "unreachable" if state is None or state.startswith(_UNREACHABLE_STATES) else None
