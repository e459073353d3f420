"""Positions in the queue, as they stand in addresses."""

from datetime import UTC, datetime

import pytest

from tracker.domain.errors import NotFound
from tracker.recording.queue import Position
from tracker.web.review.positions import read_position, require_number, write_position

HERE = Position(rank=2, recorded_at=datetime(2024, 8, 8, 9, 0, tzinfo=UTC), report_id=7)


def test_a_position_is_read_as_it_is_written() -> None:
    assert read_position(write_position(HERE)) == HERE
    assert read_position("") is None


def test_a_moment_of_another_zone_is_the_same_moment() -> None:
    found = read_position("2_2024-08-08T12:00:00+03:00_7")
    assert found == HERE
    assert found.recorded_at.tzinfo is UTC


@pytest.mark.parametrize(
    "typed",
    [
        "x",
        "2_2024-08-08T09:00:00_7",
        "2_yesterday_7",
        "999_2024-08-08T09:00:00+00:00_7",
        "2_2024-08-08T09:00:00+00:00_x",
        f"{'9' * 5000}_2024-08-08T09:00:00+00:00_7",
        f"2_2024-08-08T09:00:00+00:00_{'9' * 5000}",
        "0_0001-01-01T00:00:00+14:00_1",
        "0_9999-12-31T23:59:59-14:00_1",
    ],
)
def test_an_address_that_names_no_position_is_not_found(typed: str) -> None:
    with pytest.raises(NotFound):
        read_position(typed)


def test_a_report_has_a_number() -> None:
    assert require_number("7") == 7
    with pytest.raises(NotFound):
        require_number("9" * 5000)
