"""The clock of the pages: the only place in them that reads it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from tracker.web.shared.operation import current_operation


def now() -> datetime:
    """This moment, aware, in UTC; in the example operation the morning after its exercise.

    The exercise lies in the past. With the real clock every unit of it would be silent for years,
    and nobody could try out a report that is on time.
    """
    moment = datetime.now(UTC)
    operation = current_operation()
    if operation and operation.is_example:
        return stand_after_exercise(moment, ZoneInfo(operation.time_zone))
    return moment


def read_stopwatch() -> float:
    """Seconds of the machine's clock, for how long something takes; no day of an operation."""
    return datetime.now(UTC).timestamp()


def today() -> date:
    """The operation's day at this moment; the day in UTC before there is an operation."""
    operation = current_operation()
    return operation.clock.day_of(now()) if operation else now().date()


def stand_after_exercise(moment: datetime, zone: ZoneInfo) -> datetime:
    """The same time of day in the operation's zone, on the day after the exercise."""
    local = moment.astimezone(zone)
    return datetime.combine(find_example_day(), local.time(), tzinfo=zone).astimezone(UTC)


def find_example_day() -> date:
    """The day at which the example operation's clock stands."""
    from tracker.example.calendar import AFTER  # noqa: PLC0415 -- only the example needs it

    return AFTER
