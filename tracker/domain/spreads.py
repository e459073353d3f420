"""From where to where candidates go together: what counts is kept, rivals only widen it."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.domain.amounts import Spread, spread_of
from tracker.domain.counts import Count
from tracker.domain.qualifiers import Bounds, Qualifier

_UP_TO = (Qualifier.AT_MOST, Qualifier.LESS_THAN)
_NOTHING_NAMED = Bounds(low=None, high=None)


def join_spreads(spreads: Iterable[Spread | None]) -> Spread | None:
    """The spread of all that are one; None without any."""
    joined: Spread | None = None
    for spread in spreads:
        joined = spread if joined is None else joined.widen(spread) if spread else joined
    return joined


def spread_around(best: Count, rivals: Iterable[Count]) -> Spread:
    """The bounds of the count that counts, widened by rivals in its form; never narrower."""
    beside = join_spreads(spread_beside(best, rival) for rival in rivals)
    own = spread_of(best)
    return own.widen(beside) if beside else own


def spread_beside(best: Count, rival: Count) -> Spread | None:
    """How far a rival widens the spread around the count that counts; None: not at all.

    A rival in words that name no number says nothing of how many there are, and "about 300" says
    300. A count without a value is its bounds: beside "between 150 and 260" a rival that leaves
    a side open goes as far as the number it names ("at most 400": to 400), so that it takes no
    bound away.
    """
    named = _name_bounds(rival)
    low, high = named.low, named.high
    if low is None and high is None:
        return None
    if best.value is None and best.bounds != _NOTHING_NAMED:
        low, high = high if low is None else low, low if high is None else high
    return Spread(low=low or 0, high=high)


def _name_bounds(count: Count) -> Bounds:
    """The bounds that somebody named: "at most" names no lower one, "about" is the number."""
    bounds = count.bounds
    if count.qualifier in _UP_TO:
        return Bounds(low=count.low, high=bounds.high)
    if count.qualifier is Qualifier.ABOUT:
        return Bounds(
            low=count.value if bounds.low is None else bounds.low,
            high=count.value if bounds.high is None else bounds.high,
        )
    return bounds
