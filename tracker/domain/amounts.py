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
