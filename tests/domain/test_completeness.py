"""What a unit did about a day, and rates over many."""

from datetime import date

import pytest

from tracker.domain.completeness import (
    Rates,
    Received,
    UnitDay,
    UnitState,
    add_rates,
    count_rates,
    find_last_expected,
    is_in_use,
    is_paused,
    is_silent,
    judge_day,
)

IN_TIME = Received(late=False, corrected=False, unchanged=False)
LATE = Received(late=True, corrected=True, unchanged=False)
MISSED = judge_day(None, is_unit=True, is_open=True, is_due=True)
WAITING = judge_day(None, is_unit=True, is_open=True, is_due=False)
CLOSED = judge_day(None, is_unit=True, is_open=False, is_due=True)


def received(what: Received = IN_TIME, *, is_open: bool = True, is_due: bool = True) -> UnitDay:
    return judge_day(what, is_unit=True, is_open=is_open, is_due=is_due)


@pytest.mark.parametrize(
    ("what", "state"),
    [
        (IN_TIME, UnitState.ON_TIME),
        (IN_TIME._replace(unchanged=True), UnitState.UNCHANGED),
        (IN_TIME._replace(corrected=True), UnitState.CORRECTED),
        (LATE, UnitState.LATE),
    ],
)
def test_a_report_has_a_state_whether_or_not_it_was_expected(
    what: Received, state: UnitState
) -> None:
    for is_open in (True, False):
        for is_due in (True, False):
            day = received(what, is_open=is_open, is_due=is_due)
            assert day.state is state
            assert day.expected is (is_open and is_due)


def test_silence_is_missing_only_after_the_deadline_of_an_open_unit() -> None:
    assert MISSED.state is UnitState.MISSING
    assert WAITING.state is UnitState.WAITING
    assert CLOSED.state is UnitState.CLOSED
    assert [day.expected for day in (MISSED, WAITING, CLOSED)] == [True, False, False]


def test_what_is_no_unit_has_no_report() -> None:
    day = judge_day(IN_TIME, is_unit=False, is_open=True, is_due=True)
    assert (day.state, day.expected, day.received) == (UnitState.NO_UNIT, False, None)


def test_every_state_has_words() -> None:
    assert len({state.label for state in UnitState}) == len(UnitState)


def test_rates_count_what_was_due_and_open() -> None:
    early, standby = received(is_due=False), received(is_open=False)
    days = [received(), received(LATE), MISSED, WAITING, CLOSED, early, standby]
    rates = count_rates(days)
    assert rates == Rates(expected=3, received=2, on_time=1)
    assert (rates.missing, rates.late) == (1, 1)
    assert rates.share_received == pytest.approx(2 / 3)
    assert rates.share_on_time == pytest.approx(1 / 3)


def test_rates_of_several_add_up() -> None:
    one, other = count_rates([received(), MISSED]), count_rates([received(LATE)])
    assert add_rates([one, other]) == Rates(expected=3, received=2, on_time=1)
    assert add_rates([]) == Rates()


def test_nothing_expected_is_no_rate() -> None:
    rates = count_rates([WAITING, CLOSED])
    assert rates.share_received is None
    assert rates.share_on_time is None


def test_the_last_day_that_is_due_is_found() -> None:
    days = [received(), MISSED, WAITING]
    assert find_last_expected(days, date(2024, 8, 6)) == date(2024, 8, 7)
    assert find_last_expected([WAITING], date(2024, 8, 6)) is None


def test_a_unit_is_silent_when_nothing_came_since_the_last_day_that_is_due() -> None:
    assert is_silent([received(), MISSED, WAITING])
    assert not is_silent([received(), MISSED, WAITING, CLOSED])
    assert not is_silent([MISSED, received(), WAITING])
    assert not is_silent([MISSED, received(is_due=False)])
    assert not is_silent([CLOSED, WAITING])
    assert not is_silent([])


def test_a_report_is_due_of_units_that_are_not_closed() -> None:
    assert is_in_use([CLOSED, MISSED, WAITING])
    assert is_in_use([received()])
    assert not is_in_use([MISSED, CLOSED, WAITING])
    assert not is_in_use([WAITING])
    assert not is_in_use([])


def test_a_unit_on_standby_that_reports_is_not_in_use() -> None:
    standby = judge_day(IN_TIME, is_unit=True, is_open=False, is_due=True)
    assert not is_in_use([MISSED, standby])
    assert is_paused([MISSED, standby])


def test_a_unit_pauses_while_it_is_closed() -> None:
    assert is_paused([MISSED, CLOSED])
    assert not is_paused([CLOSED, WAITING])
    assert not is_paused([])
    assert not is_paused([judge_day(None, is_unit=False, is_open=False, is_due=True)])
