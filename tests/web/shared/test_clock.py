"""The pages' clock reads the real time, except in the example operation."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from flask import Flask, g

from tests.web.fixtures import Writer
from tracker.audit.chain import append
from tracker.domain.audit import Act, Author, Entry
from tracker.domain.days import OperationClock
from tracker.registry.operation import Operation
from tracker.web.shared import clock

NIGHT = datetime(2026, 3, 1, 22, 30, tzinfo=UTC)


def operation(*, is_example: bool) -> Operation:
    times = OperationClock(start=date(2024, 8, 6), time_zone="Europe/Moscow", deadline_hour=10)
    return Operation(name="Border region", clock=times, household_size=2.5, is_example=is_example)


@pytest.mark.parametrize(
    ("is_example", "moment", "day"),
    [
        (False, NIGHT, date(2026, 3, 2)),
        (True, datetime(2024, 9, 4, 22, 30, tzinfo=UTC), date(2024, 9, 5)),
    ],
)
def test_the_example_stands_after_its_exercise(
    app: Flask, *, is_example: bool, moment: datetime, day: date
) -> None:
    with time_machine.travel(NIGHT, tick=False), app.test_request_context():
        g.operation = operation(is_example=is_example)
        assert clock.now() == moment
        assert clock.today() == day


MOSCOW = ZoneInfo("Europe/Moscow")


@pytest.mark.parametrize(
    ("local", "last", "stands"),
    [
        ("09:00", None, "2024-09-05T09:00"),
        ("09:00", "2024-09-04T21:30", "2024-09-05T09:00"),
        ("23:59", "2024-09-05T23:58", "2024-09-05T23:59"),
        ("23:58", "2024-09-05T23:58", "2024-09-05T23:58"),
        ("00:01", "2024-09-05T23:58", "2024-09-06T00:01"),
        ("23:59", "2024-09-06T00:01", "2024-09-06T23:59"),
        ("00:00", "2024-09-06T23:59", "2024-09-07T00:00"),
    ],
)
def test_the_clock_of_the_example_never_goes_back(
    local: str, last: str | None, stands: str
) -> None:
    moment = datetime.fromisoformat(f"2026-11-28T{local}").replace(tzinfo=MOSCOW)
    before = datetime.fromisoformat(last).replace(tzinfo=MOSCOW) if last else None
    found = clock.stand_after_exercise(moment.astimezone(UTC), MOSCOW, before)
    assert found == datetime.fromisoformat(stands).replace(tzinfo=MOSCOW)


def test_what_somebody_recorded_before_midnight_lies_before_what_follows(
    app: Flask, writer: Writer
) -> None:
    recorded = datetime(2024, 9, 5, 20, 58, tzinfo=UTC)
    with writer() as session:
        by = Author(person_id=None, at=recorded)
        append(session, Entry(act=Act.SIGN_IN_FAILED, by=by))
    with time_machine.travel(NIGHT, tick=False), app.test_request_context():
        g.operation = operation(is_example=True)
        assert clock.now() == datetime(2024, 9, 5, 22, 30, tzinfo=UTC)
        assert clock.today() == date(2024, 9, 6)


def test_without_an_operation_today_is_the_day_in_utc(app: Flask) -> None:
    with time_machine.travel(NIGHT, tick=False), app.test_request_context():
        g.operation = None
        assert clock.today() == date(2026, 3, 1)
