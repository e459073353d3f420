"""By how much a total changed, going by what was said of it before and after."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tracker.domain.daily import Total


class Reach(StrEnum):
    """What became of the bounds of a number, where nobody can say by how much it changed."""

    SAME = "same"
    WIDER = "wider"
    NARROWER = "narrower"


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """A change: `by` one number, or from `low` to `high` where a range came or went (None is open).

    `reach` is for changes in words; all numbers are None then. `is_even`: it is the same on all
    days of a span on which the value changes by the same number, or the value stays and the bounds
    change by the same numbers.
    """

    by: int | None = None
    low: int | None = None
    high: int | None = None
    reach: Reach | None = None
    is_even: bool = True


def find_step(before: Total, after: Total) -> Step | None:
    """What changed between two totals, as a reader sees them; None where one is not known.

    The sum of the units that gave a number is no number for all of them: where others gave a range
    alone, only ranges are held against each other.

    >>> find_step(Total(value=4, low=4, high=4), Total(value=3, low=3, high=3)).by
    -1
    """
    if before.low is None or after.low is None:
        return None
    was, now = said_number(before), said_number(after)
    if was is not None and now is not None and was != now:
        return Step(by=now - was)
    stays = before.value == after.value
    shift = _find_shift(before, after)
    if shift:
        return Step(by=shift, is_even=stays or shift == subtract(after.value, before.value))
    return _compare_reaches(before.low, before.high, after.low, after.high, stays=stays)


def said_number(total: Total) -> int | None:
    """The one number that is said of a total; None where it is said as bounds alone.

    >>> said_number(Total(value=5, low=4, high=9)), said_number(Total(value=5, low=7, high=9))
    (5, None)
    """
    value, low, high = total.value, total.low, total.high
    if value is None or low is None or low == high == value:
        return value
    if high is None:
        return None if low >= value else value
    is_bound = high < value or (high == value and not low) or 0 <= value < low
    return None if is_bound else value


def _find_shift(before: Total, after: Total) -> int | None:
    """The number by which both bounds moved; None where they moved apart or an end came open."""
    lower = subtract(after.low, before.low)
    if before.high is None and after.high is None:
        return lower
    return lower if lower == subtract(after.high, before.high) else None


def _compare_reaches(
    low: int, high: int | None, new_low: int, new_high: int | None, *, stays: bool
) -> Step:
    if (low, high) == (new_low, new_high):
        return Step(reach=Reach.SAME, is_even=stays)
    if new_low <= low and _is_up_to(high, new_high):
        return Step(reach=Reach.WIDER, is_even=stays)
    if new_low >= low and _is_up_to(new_high, high):
        return Step(reach=Reach.NARROWER, is_even=stays)
    return Step(low=subtract(new_low, high), high=subtract(new_high, low), is_even=False)


def _is_up_to(high: int | None, other: int | None) -> bool:
    """Whether the first of two upper bounds is within the second."""
    return other is None or (high is not None and high <= other)


def subtract(left: int | None, right: int | None) -> int | None:
    """The difference, None where either is not known.

    >>> subtract(3, 5)
    -2
    """
    return None if left is None or right is None else left - right
