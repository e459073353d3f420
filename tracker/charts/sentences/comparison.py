"""A claim about a larger area held against the sum of its units, in a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracker.charts.wording import NOT_REPORTED, phrase_bounds, phrase_day, phrase_number
from tracker.domain.amounts import spread_of
from tracker.domain.counts import Count, Form
from tracker.domain.daily import DayTotal
from tracker.domain.indicators import Indicator

PLACES = (Indicator.CAPACITY, Indicator.CAPACITY_STANDBY)
"""Who speaks of places rarely says whether they are open: both are held against a claim."""

_STANDING = {Indicator.CAPACITY: "open", Indicator.CAPACITY_STANDBY: "on standby"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Sum:
    """What units add up to: value (None: no unit gave one) between bounds, of which None is open.

    `known` says whether any unit said anything at all, `whole` whether all that did gave a value.
    """

    value: int | None
    low: int
    high: int | None
    known: bool = True
    whole: bool = True

    def __add__(self, other: Sum) -> Sum:
        """Both together; what nobody reported adds nothing."""
        if not self.known or not other.known:
            return self if self.known else other
        values = [value for value in (self.value, other.value) if value is not None]
        is_open = self.high is None or other.high is None
        return Sum(
            value=sum(values) if values else None,
            low=self.low + other.low,
            high=None if is_open else (self.high or 0) + (other.high or 0),
            whole=self.whole and other.whole,
        )

    @property
    def words(self) -> str:
        """The sum as it is said."""
        return phrase_bounds(self.value, self.low, self.high) if self.known else NOT_REPORTED


def list_compared(indicator: Indicator) -> tuple[Indicator, ...]:
    """The indicators whose sums are held against a claim on one of them."""
    return PLACES if indicator in PLACES else (indicator,)


def read_sum(total: DayTotal, form: Form) -> Sum:
    """The sum that a claim in this form is about: the new ones of the day, or what stands."""
    if form is Form.NEW:
        known = total.new is not None
        return Sum(value=total.new, low=total.new or 0, high=total.new, known=known)
    return Sum(
        value=total.value,
        low=total.low or 0,
        high=total.high,
        known=total.known > 0,
        whole=not total.without_value,
    )


def compare_claim(count: Count, sums: dict[Indicator, Sum], on: date | None = None) -> str:
    """What the units add up to beside the claim, and how far apart both are.

    For a claim of 2,500 places: "The units add up to 1,840 open and 400 on standby: 260 fewer."
    `on` is the day of the sums where that is not the day looked at.
    """
    known = {indicator: one for indicator, one in sums.items() if one.known}
    if not known:
        return f"No unit had reported it by {phrase_day(on)}." if on else "No unit reported it."
    parts = [
        f"{one.words} {_STANDING.get(indicator, '')}".strip() for indicator, one in known.items()
    ]
    first, *rest = known.values()
    units = f"On {phrase_day(on)} the units added up to" if on else "The units add up to"
    return f"{units} {' and '.join(parts)}: {_say_difference(count, sum(rest, first))}."


def is_apart(count: Count, sums: dict[Indicator, Sum]) -> bool:
    """Whether the claim and the sum cannot both be true, or no unit says anything about it."""
    known = [one for one in sums.values() if one.known]
    if not known:
        return True
    first, *rest = known
    claimed, total = spread_of(count), sum(rest, first)
    is_below = total.high is not None and total.high < claimed.low
    return is_below or (claimed.high is not None and total.low > claimed.high)


def _say_difference(count: Count, total: Sum) -> str:
    claimed = spread_of(count)
    exact = claimed.low == claimed.high == count.value
    if total.high is not None and total.high < claimed.low:
        return _say_gap(claimed.low - total.high, "fewer", sure=exact and total.low == total.high)
    if claimed.high is not None and total.low > claimed.high:
        return _say_gap(total.low - claimed.high, "more", sure=exact and total.low == total.high)
    if exact and total.low == total.high:
        return "the same"
    # Units that gave a range alone are in no sum of values: it is not theirs to be held against.
    if count.value is None or total.value is None or not total.whole:
        return "both can be true"
    return f"both can be true, {_say_best(total.value - count.value)}"


def _say_gap(people: int, which: str, *, sure: bool) -> str:
    return f"{'' if sure else 'at least '}{phrase_number(people)} {which}"


def _say_best(difference: int) -> str:
    if difference == 0:
        return "with the same best number"
    which = "fewer" if difference < 0 else "more"
    return f"the best numbers are {phrase_number(abs(difference))} apart, the units' has {which}"
