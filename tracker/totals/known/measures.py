"""What an observation adds to totals, as plain numbers: amounts would take too long for many."""

from __future__ import annotations

from functools import lru_cache
from operator import attrgetter

from tracker.domain.amounts import Spread
from tracker.domain.changes import Change
from tracker.domain.qualifiers import Qualifier, derive_bounds
from tracker.domain.review import ReviewState
from tracker.domain.selection import amount_of

Measures = tuple[int, int, int, int, int, int, int]
"""The measures of an amount, in the order of `tracker.domain.amounts.Amount`."""

NO_MEASURES: Measures = (0,) * 7

WITHOUT_VALUE = 4
"""Where in the measures it is said that there was no value."""

_read = attrgetter("value", "low", "high", "open_highs", "without_value", "unreviewed", "disputed")


@lru_cache(8192)
def measure(value: int | None, low: int, high: int | None, review: str) -> Measures:
    """Measures of an observation; `low` and `high` are the spread of what was said."""
    found: Measures = _read(amount_of(value, Spread(low=low, high=high), ReviewState(review)))
    return found


@lru_cache(8192)
def measure_said(
    value: int, qualifier: str, low: int | None, high: int | None, review: str
) -> Measures:
    """Measures of what a count said that stood alone on its day."""
    if qualifier == Qualifier.EXACT:
        return measure(value, value, value, review)
    bounds = derive_bounds(Qualifier(qualifier), value, low, high)
    return measure(value, bounds.low or 0, bounds.high, review)


def add_measures(change: Change, more: Measures, less: Measures) -> None:
    """Add the difference of two observations to a change."""
    value, low, high, open_highs, without_value, unreviewed, disputed = more
    change.value += value - less[0]
    change.low += low - less[1]
    change.high += high - less[2]
    change.open_highs += open_highs - less[3]
    change.without_value += without_value - less[4]
    change.unreviewed += unreviewed - less[5]
    change.disputed += disputed - less[6]
