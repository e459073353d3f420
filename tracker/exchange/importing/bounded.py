"""Numbers that are as sure as the bounds beside them say."""

from __future__ import annotations

from dataclasses import replace

from tracker.domain.qualifiers import Qualifier, derive_bounds
from tracker.exchange.detecting import Number

_FROM_BELOW = (Qualifier.AT_LEAST, Qualifier.MORE_THAN)
_FROM_ABOVE = (Qualifier.AT_MOST, Qualifier.LESS_THAN)


def qualify(
    number: Number, qualifier: Qualifier, words: str | None, low: int | None, high: int | None
) -> Number:
    """A number with what was said of it; a bound is kept where it says more than the qualifier."""
    if qualifier is Qualifier.EXACT or qualifier in _FROM_BELOW:
        low = None
    if qualifier is Qualifier.EXACT or qualifier in _FROM_ABOVE:
        high = None
    if qualifier is Qualifier.BETWEEN and (low is None or high is None):
        qualifier = Qualifier.ABOUT
    if qualifier is not Qualifier.BETWEEN:
        low = low or None
    return replace(number, qualifier=qualifier, low=low, high=high, words=words)


def make_bounded(value: int, low: int | None, high: int | None, *, exact: bool) -> Number:
    """A number from its value and bounds; `exact` says how sure it is where there are none.

    A running total may lie outside of its bounds: ten and then more than three make more than
    thirteen, at least fourteen. Then its value stays, and one bound is as wide as that asks for.

    >>> make_bounded(13, 14, None, exact=False).qualifier
    <Qualifier.MORE_THAN: 'more_than'>
    """
    least = low or 0
    if (low is None and high is None) or (high is not None and high < least):
        return Number(value=value, qualifier=Qualifier.EXACT if exact else Qualifier.ABOUT)
    if value < least:
        return Number(value=value, qualifier=Qualifier.MORE_THAN, high=high)
    if high is None and value == least:
        return Number(value=value, qualifier=Qualifier.AT_LEAST)
    return _make_from(value, least, high)


def _make_from(value: int, least: int, high: int | None) -> Number:
    """A number that is not below its lowest."""
    if high is None:
        return Number(value=value, qualifier=Qualifier.ABOUT, low=least or None)
    if value > high:
        return Number(value=value, qualifier=Qualifier.LESS_THAN, low=least or None)
    if least == high:
        return Number(value=value)
    return Number(value=value, qualifier=Qualifier.BETWEEN, low=least, high=high)


def make_range(low: int, high: int | None) -> Number:
    """A number without a value.

    >>> make_range(13, None).words
    'at least 13'
    """
    if high is None:
        words = f"at least {low:,}"
        return Number(value=None, qualifier=Qualifier.IN_WORDS, low=low or None, words=words)
    return Number(value=None, qualifier=Qualifier.BETWEEN, low=low, high=high)


def lies_outside(value: int, low: int | None, high: int | None) -> bool:
    """Whether bounds that go together leave a value out."""
    least = low or 0
    return value < least if high is None else least <= high and not least <= value <= high


def is_possible(number: Number) -> bool:
    """Whether a number with a value can be recorded: qualifier, value and bounds go together."""
    value, low, high = number.value or 0, number.low, number.high
    if number.qualifier is Qualifier.IN_WORDS and not number.words:
        return False
    bounds = derive_bounds(number.qualifier, value, low, high)
    if bounds.high is not None and bounds.high < (bounds.low or 0):
        return False
    return (low or 0) <= value and (high is None or value <= high)
