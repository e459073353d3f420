"""The clock of the pages: the only place in them that reads it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import g

from tracker.audit.chain import find_last_moment
from tracker.web.shared.operation import current_operation
from tracker.web.shared.unit_of_work import reading


def now() -> datetime:
    """This moment, aware, in UTC; in the example operation one after its exercise.

    The exercise lies in the past. With the real clock every unit of it would be silent for years,
    and nobody could try out a report that is on time.
    """
    moment = datetime.now(UTC)
    operation = current_operation()
    if operation and operation.is_example:
        return stand_after_exercise(moment, ZoneInfo(operation.time_zone), _find_last_act())
    return moment


def read_stopwatch() -> float:
    """Seconds of the machine's clock, for how long something takes; no day of an operation."""
    return datetime.now(UTC).timestamp()


def today() -> date:
    """The operation's day at this moment; the day in UTC before there is an operation."""
    operation = current_operation()
    return operation.clock.day_of(now()) if operation else now().date()


def stand_after_exercise(moment: datetime, zone: ZoneInfo, last: datetime | None) -> datetime:
    """The same time of day in the operation's zone, on the day after the exercise.

    It never goes back: once something was recorded later than that, the `last` of it before
    midnight, the clock stands on the day after that.
    """
    local = moment.astimezone(zone).time()
    standing = datetime.combine(_find_first_day(), local, tzinfo=zone)
    if last is not None and last > standing:
        on_its_day = datetime.combine(last.astimezone(zone).date(), local, tzinfo=zone)
        standing = on_its_day if on_its_day >= last else on_its_day + timedelta(days=1)
    return standing.astimezone(UTC)


def _find_first_day() -> date:
    from tracker.example.calendar import AFTER  # noqa: PLC0415 -- only the example needs it

    return AFTER


def _find_last_act() -> datetime | None:
    """When the last act was recorded that the request began after, by this clock.

    Commands record by the real one, years after the exercise.
    """
    if "last_act" not in g:
        until = datetime.combine(_find_first_day(), time(), tzinfo=UTC) + _WHILE_IT_IS_TRIED
        g.last_act = find_last_moment(reading(), until)
    found: datetime | None = g.last_act
    return found


_WHILE_IT_IS_TRIED = timedelta(days=366)
