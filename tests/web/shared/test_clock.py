"""The pages' clock reads the real time, except in the example operation."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from flask import Flask, g

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


def test_without_an_operation_today_is_the_day_in_utc(app: Flask) -> None:
    with time_machine.travel(NIGHT, tick=False), app.test_request_context():
        g.operation = None
        assert clock.today() == date(2026, 3, 1)
