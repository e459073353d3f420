"""Days of an operation, and daily values read from changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.domain.histories import DAYS, START, change_totals, read
from tests.oracle import Statement, Unit
from tracker.domain.daily import DayTotal
from tracker.domain.days import Limits, OperationClock, iterate_days

CLOCK = OperationClock(start=date(2024, 8, 6), time_zone="Europe/Moscow", deadline_hour=10)
LAST = START + timedelta(days=DAYS)


def on(offset: int) -> date:
    return START + timedelta(days=offset)


def read_days(series: str, *units: Unit) -> list[DayTotal]:
    return list(read(change_totals(list(units), Limits()), series, START, LAST, 3))


def unit(series: str, said: dict[int, Statement]) -> Unit:
    return Unit(
        active=[(START, None)], said={(on(offset), series): [one] for offset, one in said.items()}
    )


def level(value: int | None, **more: object) -> Statement:
    return Statement(form="level", value=value, **more)  # type: ignore[arg-type]


def test_an_operation_has_the_day_of_its_own_zone() -> None:
    assert CLOCK.day_of(datetime(2024, 8, 6, 22, tzinfo=UTC)) == date(2024, 8, 7)


@pytest.mark.parametrize(("hour", "late"), [(7, False), (8, True)])
def test_a_report_is_late_after_the_deadline_of_the_next_day(hour: int, *, late: bool) -> None:
    moment = datetime(2024, 8, 7, hour, tzinfo=UTC)

    assert CLOCK.is_late(date(2024, 8, 6), moment) is late


def test_a_deadline_at_24_is_the_midnight_after() -> None:
    clock = OperationClock(start=CLOCK.start, time_zone="UTC", deadline_hour=24)

    assert clock.deadline_of(date(2024, 8, 6)) == datetime(2024, 8, 8, tzinfo=UTC)


def test_days_run_from_first_to_last() -> None:
    assert list(iterate_days(on(0), on(2))) == [on(0), on(1), on(2)]
    assert list(iterate_days(on(2), on(0))) == []


def test_a_day_before_any_report_is_a_gap_not_zero() -> None:
    first, second, *_ = read_days("present", unit("present", {1: level(0)}))

    assert (first.value, first.low, first.high) == (None, None, None)
    assert (second.value, second.low, second.high) == (0, 0, 0)


def test_half_the_shelters_staying_silent_does_not_halve_the_total() -> None:
    days = read_days(
        "present", unit("present", {0: level(40), 1: level(50)}), unit("present", {0: level(60)})
    )

    assert [days[0].value, days[1].value] == [100, 110]
    assert [days[1].reporting, days[1].carried, days[1].stale] == [1, 1, 0]


def test_a_level_carried_longer_than_the_limit_still_adds_and_is_stale() -> None:
    days = read_days("present", unit("present", {0: level(40)}))

    assert [(day.value, day.stale) for day in days[3:5]] == [(40, 0), (40, 1)]


def test_words_add_no_number_and_the_total_says_how_many_had_none() -> None:
    words = level(None, qualifier="in_words")
    both = read_days("present", unit("present", {0: words}), unit("present", {0: level(5)}))
    alone = read_days("present", unit("present", {0: words}))

    assert (both[0].value, both[0].high, both[0].without_value) == (5, None, 1)
    assert (alone[0].value, alone[0].low) == (None, 0)


def test_a_day_reported_only_in_words_adds_nothing_new_and_not_zero() -> None:
    words = Statement(form="new", value=None, qualifier="in_words")
    days = read_days("killed", unit("killed", {0: Statement(form="new", value=3), 1: words}))

    assert [day.new for day in days[:3]] == [3, None, None]
    assert days[1].value == 3


def test_several_counts_in_words_of_one_unit_do_not_hide_the_numbers_of_another() -> None:
    words = Statement(form="new", value=None, qualifier="in_words")
    days = read_days(
        "killed",
        unit("killed", dict.fromkeys(range(3), words)),
        unit("killed", {0: Statement(form="new", value=0)}),
    )

    assert (days[2].value, days[2].without_value, days[2].known) == (0, 1, 2)


def test_a_fall_is_no_negative_arrival() -> None:
    days = read_days(
        "arrivals",
        unit(
            "arrivals", {0: Statement(form="total", value=24), 1: Statement(form="total", value=20)}
        ),
    )

    assert (days[1].value, days[1].new, days[1].fallen) == (20, 0, 4)


def test_a_lump_is_drawn_on_its_day_and_named() -> None:
    days = read_days(
        "arrivals",
        unit(
            "arrivals", {0: Statement(form="total", value=5), 4: Statement(form="total", value=30)}
        ),
    )

    assert [day.new for day in days[:5]] == [5, None, None, None, 25]
    assert (days[4].lumped, days[4].lumps) == (25, 1)


def bound_new(*said: Statement) -> list[tuple[int | None, int | None, int | None]]:
    """What is new on days that follow each other, with its bounds, of one unit."""
    days = read_days("arrivals", unit("arrivals", dict(enumerate(said))))
    return [(day.new, day.new_low, day.new_high) for day in days[: len(said)]]


def test_what_is_new_is_as_sure_as_what_was_said_of_the_day() -> None:
    said = (
        Statement(form="new", value=10),
        Statement(form="new", value=None, qualifier="between", low=5, high=9),
        Statement(form="new", value=30, qualifier="at_least"),
        Statement(form="new", value=30, qualifier="about"),
        Statement(form="new", value=None, qualifier="in_words"),
        Statement(form="new", value=7),
    )
    assert bound_new(*said) == [
        (10, 10, 10),
        (None, 5, 9),
        (30, 30, None),
        (30, None, None),
        (None, None, None),
        (7, 7, 7),
    ]


def test_what_is_new_of_totals_is_the_difference_of_their_bounds() -> None:
    said = (
        Statement(form="total", value=100, qualifier="between", low=90, high=120),
        Statement(form="total", value=150, qualifier="between", low=140, high=160),
        Statement(form="total", value=170),
    )
    assert bound_new(*said) == [(100, 90, 120), (50, 40, 50), (20, 10, 30)]


def test_after_a_total_without_an_upper_bound_nobody_knows_how_many_were_new() -> None:
    about = Statement(form="total", value=100, qualifier="about")
    assert bound_new(about, replace(about, value=150), Statement(form="total", value=170)) == [
        (100, None, None),
        (50, None, None),
        (20, None, None),
    ]


def test_a_fall_leaves_nothing_new_and_no_bounds_below_zero() -> None:
    said = (
        Statement(form="total", value=24, qualifier="between", low=20, high=30),
        Statement(form="total", value=20),
    )
    assert bound_new(*said)[1] == (0, 0, 4)
