"""A number with its doubt, in a form that can be added and taken away."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.domain.counts import Count


@dataclass(frozen=True, kw_only=True, slots=True)
class Amount:
    """The additive form of one or many counts.

    Lows add, highs add unless one is open, values add where there is one. So that amounts can be
    taken away again, `high` holds only the closed highs, `open_highs` counts the open ones and
    `without_value` the counts that had no value. `unreviewed` and `disputed` are the parts of
    `value` in that state of review.
    """

    value: int = 0
    low: int = 0
    high: int = 0
    open_highs: int = 0
    without_value: int = 0
    unreviewed: int = 0
    disputed: int = 0

    def __add__(self, other: Amount) -> Amount:
        return Amount(
            value=self.value + other.value,
            low=self.low + other.low,
            high=self.high + other.high,
            open_highs=self.open_highs + other.open_highs,
            without_value=self.without_value + other.without_value,
            unreviewed=self.unreviewed + other.unreviewed,
            disputed=self.disputed + other.disputed,
        )

    @property
    def upper(self) -> int | None:
        """The highest it can be; None is open."""
        return None if self.open_highs else self.high


NOTHING = Amount()


def best_number(value: int | None, low: int | None, high: int | None) -> int | None:
    """The one number to say, to draw and to reckon with: the value, moved to its nearest bound.

    "More than 40" has the value 40 and is 41 at the least; "less than 50" is 49 at the most. A
    negative level stays as it is: it tells that more left than there were.

    >>> best_number(40, 41, None), best_number(50, 0, 49), best_number(45, 40, 50)
    (41, 49, 45)
    """
    if value is None or value < 0 or low is None:
        return value
    least = max(value, low)
    return least if high is None else min(least, high)


@dataclass(frozen=True, kw_only=True, slots=True)
class Spread:
    """The bounds of several counts together: lowest low, highest high (None is open)."""

    low: int
    high: int | None

    def widen(self, other: Spread) -> Spread:
        """The spread of both."""
        open_high = self.high is None or other.high is None
        return Spread(
            low=min(self.low, other.low),
            high=None if open_high else max(self.high or 0, other.high or 0),
        )


def spread_of(count: Count) -> Spread:
    """Bounds of one count; an open low of people or places is 0."""
    bounds = count.bounds
    return Spread(low=bounds.low or 0, high=bounds.high)
