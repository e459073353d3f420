"""The clock of the pages: the only place in them that reads it."""

from __future__ import annotations

from datetime import UTC, date, datetime

from tracker.web.shared.operation import current_operation


def now() -> datetime:
    """This moment, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The operation's day at this moment; the day in UTC before there is an operation."""
    operation = current_operation()
    return operation.clock.day_of(now()) if operation else now().date()
