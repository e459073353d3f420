"""The clock of the pages: the only place in them that reads it."""

from __future__ import annotations

from datetime import UTC, date, datetime

from tracker.web.shared.operation import current_operation


def now() -> datetime:
    """This moment, aware, in UTC; in the example operation the morning after its exercise.

    The exercise lies in the past. With the real clock every unit of it would be silent for years, and
    nobody could try out a report that is on time.
    """
    moment = datetime.now(UTC)
    operation = current_operation()
    return stand_after_exercise(moment) if operation and operation.is_example else moment


def today() -> date:
    """The operation's day at this moment; the day in UTC before there is an operation."""
    operation = current_operation()
    return operation.clock.day_of(now()) if operation else now().date()


def stand_after_exercise(moment: datetime) -> datetime:
    """The same time of day on the day after the exercise."""
    from tracker.example.calendar import AFTER  # noqa: PLC0415 -- only the example needs it

    return moment.replace(year=AFTER.year, month=AFTER.month, day=AFTER.day)
