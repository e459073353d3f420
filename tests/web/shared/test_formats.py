"""How numbers, days and moments are written."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from tracker.web.shared.clock import now, today
from tracker.web.shared.formats import (
    NOT_REPORTED,
    ago,
    counted,
    day,
    describe_days,
    describe_seconds,
    moment,
    number,
)

NOON = datetime(2024, 8, 8, 11, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "written"),
    [(0, "0"), (12345, "12,345"), (-1204, "\u22121,204"), (2.5, "2.5"), (None, NOT_REPORTED)],
)
def test_numbers_have_commas_and_none_is_not_reported(value: float | None, written: str) -> None:
    assert number(value) == written


def test_one_is_counted_in_the_singular() -> None:
    assert [counted(count, "row") for count in (0, 1, 1500)] == ["0 rows", "1 row", "1,500 rows"]


def test_not_reported_is_read_aloud() -> None:
    assert "not reported" in NOT_REPORTED
    assert [day(None), moment(None), ago(None)] == [NOT_REPORTED] * 3


def test_a_day_is_written_in_words() -> None:
    assert day(date(2024, 8, 8)) == "8 Aug 2024"


def test_a_moment_is_written_in_the_zone_of_the_operation(app: Flask, operation: None) -> None:
    with app.test_request_context():
        assert moment(NOON) == "8 Aug 2024, 14:05"


def test_before_there_is_an_operation_moments_are_in_utc(app: Flask) -> None:
    with app.test_request_context(), time_machine.travel(NOON, tick=False):
        assert moment(NOON) == "8 Aug 2024, 11:05"
        assert today() == date(2024, 8, 8)


def test_today_is_the_day_in_the_operation(app: Flask, operation: None) -> None:
    late = datetime(2024, 8, 8, 22, 30, tzinfo=UTC)
    with app.test_request_context(), time_machine.travel(late, tick=False):
        assert now() == late
        assert today() == date(2024, 8, 9)
        assert ago(date(2024, 8, 9)) == "today"
        assert ago(late - timedelta(minutes=5)) == "5 minutes ago"


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "today"), (1, "yesterday"), (3, "3 days ago"), (-1, "tomorrow"), (-4, "in 4 days")],
)
def test_days_away(days: int, words: str) -> None:
    assert describe_days(days) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-5, "just now"),
        (59, "just now"),
        (60, "1 minute ago"),
        (3599, "59 minutes ago"),
        (7200, "2 hours ago"),
        (86400, "1 day ago"),
    ],
)
def test_time_past(seconds: int, words: str) -> None:
    assert describe_seconds(seconds) == words
