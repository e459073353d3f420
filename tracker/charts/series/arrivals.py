"""Arrivals of several days as one number, which is a lower bound where reports are missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.charts.bounds import Bound
from tracker.domain.daily import DayTotal


@dataclass(frozen=True, kw_only=True, slots=True)
class Arrivals:
    """People who came in some days; there may be `more` or `less`, `is_open`: by nobody knows."""

    number: int
    more: bool = False
    less: bool = False
    is_open: bool = False

    @property
    def sign(self) -> Bound | None:
        """The sign before the number, where there is no room for the word."""
        if self.more and self.less:
            return Bound.ABOUT
        return Bound.AT_LEAST if self.more else Bound.AT_MOST if self.less else None


def sum_arrivals(arrivals: Sequence[DayTotal], coverage: Sequence[DayTotal]) -> Arrivals | None:
    """What came in some days, of whose `arrivals` the day before them is the first.

    None where nobody gave a number. It is at least that many where on any of the days fewer units
    said how many came than were to report, by their `coverage`, or one said no more than "more
    than".
    """
    before, *days = arrivals
    numbers = [total.new for total in days if total.new is not None]
    if not numbers:
        return None
    is_missing = any(
        total.reporting < covered.expected for total, covered in zip(days, coverage, strict=True)
    )
    is_open = _is_open(days[-1]) and not _is_open(before)
    return Arrivals(
        number=sum(numbers),
        more=is_missing or is_open or _reach_up(days[-1]) > _reach_up(before),
        less=_reach_down(days[-1]) > _reach_down(before),
        is_open=is_missing or is_open,
    )


def _is_open(total: DayTotal) -> bool:
    return total.high is None and bool(total.known)


def _reach_up(total: DayTotal) -> int:
    """By how much a running total may be more, where that is known."""
    return 0 if total.high is None else total.high - (total.value or 0)


def _reach_down(total: DayTotal) -> int:
    return 0 if total.low is None else (total.value or 0) - total.low
