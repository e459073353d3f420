"""Who has reported: what each unit did about each day, and rates over units and days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple


class Received(NamedTuple):
    """What arrived from a unit about a day, of all reports that stand together.

    `late` where none of them was in time, `corrected` where any was, `unchanged` where none said
    more than that nothing had changed.
    """

    late: bool
    corrected: bool
    unchanged: bool


class UnitState(StrEnum):
    """What a unit did about a day, in one word."""

    ON_TIME = "on_time"
    UNCHANGED = "unchanged"
    CORRECTED = "corrected"
    LATE = "late"
    MISSING = "missing"
    WAITING = "waiting"
    CLOSED = "closed"
    NO_UNIT = "no_unit"

    @property
    def label(self) -> str:
        """As pages say it."""
        return _LABELS[self]


_LABELS = {
    UnitState.ON_TIME: "on time",
    UnitState.UNCHANGED: "on time, unchanged",
    UnitState.CORRECTED: "on time, corrected since",
    UnitState.LATE: "late",
    UnitState.MISSING: "missing",
    UnitState.WAITING: "not yet expected",
    UnitState.CLOSED: "closed or on standby",
    UnitState.NO_UNIT: "no reporting unit",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitDay:
    """What a unit did about a day.

    `is_unit` and `is_open` are what the register says. `expected` where it counts in rates: it was
    due, and open.

    A report that nobody expected (of a shelter on standby, or before the deadline) is shown and is
    in no rate.
    """

    state: UnitState
    is_unit: bool
    is_open: bool
    expected: bool
    received: Received | None


@lru_cache(256)
def judge_day(received: Received | None, *, is_unit: bool, is_open: bool, is_due: bool) -> UnitDay:
    """The state of a unit's day.

    `is_open`: the register says that it should report. `is_due`: the deadline of the day is over.

    >>> judge_day(None, is_unit=True, is_open=True, is_due=True).state
    <UnitState.MISSING: 'missing'>
    """
    return UnitDay(
        state=_find_state(received, is_unit=is_unit, is_open=is_open, is_due=is_due),
        is_unit=is_unit,
        is_open=is_open,
        expected=is_unit and is_open and is_due,
        received=received if is_unit else None,
    )


def _find_state(
    received: Received | None, *, is_unit: bool, is_open: bool, is_due: bool
) -> UnitState:
    if not is_unit:
        return UnitState.NO_UNIT
    if received is None:
        if not is_open:
            return UnitState.CLOSED
        return UnitState.MISSING if is_due else UnitState.WAITING
    if received.late:
        return UnitState.LATE
    if received.corrected:
        return UnitState.CORRECTED
    return UnitState.UNCHANGED if received.unchanged else UnitState.ON_TIME


@dataclass(frozen=True, kw_only=True, slots=True)
class Rates:
    """Unit days: `expected` ones, of those `received`, and of those `on_time`."""

    expected: int = 0
    received: int = 0
    on_time: int = 0

    @property
    def missing(self) -> int:
        """Expected and not received."""
        return self.expected - self.received

    @property
    def late(self) -> int:
        """Received after the deadline."""
        return self.received - self.on_time

    @property
    def share_received(self) -> float | None:
        """Received of expected, 0 to 1; None where nothing was."""
        return self.received / self.expected if self.expected else None

    @property
    def share_on_time(self) -> float | None:
        """In time of expected, 0 to 1; None where nothing was expected."""
        return self.on_time / self.expected if self.expected else None


def count_rates(days: Iterable[UnitDay]) -> Rates:
    """The rates over unit days, of one unit or of many."""
    expected = received = on_time = 0
    for day in days:
        if day.expected:
            expected += 1
            received += day.received is not None
            on_time += day.received is not None and not day.received.late
    return Rates(expected=expected, received=received, on_time=on_time)


def add_rates(rates: Iterable[Rates]) -> Rates:
    """The rates of several together."""
    expected = received = on_time = 0
    for one in rates:
        expected += one.expected
        received += one.received
        on_time += one.on_time
    return Rates(expected=expected, received=received, on_time=on_time)


def find_last_expected(days: Sequence[UnitDay], first: date) -> date | None:
    """The last day about which a report is due, of days from `first` on; None without any."""
    at = next((at for at in reversed(range(len(days))) if days[at].expected), None)
    return date.fromordinal(first.toordinal() + at) if at is not None else None


def is_silent(days: Sequence[UnitDay]) -> bool:
    """Whether the unit owes the report about the last day that is due, and sent none since.

    One that is closed by now owes nothing.
    """
    return _find_last_state(days) is UnitState.MISSING


def is_in_use(days: Sequence[UnitDay]) -> bool:
    """Whether the last report that is due is one of the unit: not if it is closed by now.

    A shelter on standby that reports all the same is not in use: nobody expects it to.
    """
    settled = (day for day in reversed(days) if day.expected or not (day.is_unit and day.is_open))
    return next((day.expected for day in settled), False)


def is_paused(days: Sequence[UnitDay]) -> bool:
    """Whether it is a unit that is closed or on standby on the last of the days."""
    return bool(days) and days[-1].is_unit and not days[-1].is_open


def _find_last_state(days: Sequence[UnitDay]) -> UnitState | None:
    """The state of the last day that is due; None before any is."""
    states = (day.state for day in reversed(days))
    return next((state for state in states if state is not UnitState.WAITING), None)
