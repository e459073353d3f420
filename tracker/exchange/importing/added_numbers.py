"""Numbers of rows about the same thing added up, with their doubt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce

from tracker.domain.qualifiers import Qualifier, derive_bounds, phrase
from tracker.exchange.detecting import Number
from tracker.exchange.meanings import Measure

_BETWEEN_WORDS = "; "


def add_numbers(one: Number, other: Number) -> Number:
    """The sum of two numbers, with the doubt of both; values add where there is one.

    >>> add_numbers(Number(value=2), Number(value=3)).value
    5
    """
    if one.qualifier is other.qualifier is Qualifier.EXACT:
        return Number(value=(one.value or 0) + (other.value or 0))
    bounds = [derive_bounds(n.qualifier, n.value, n.low, n.high) for n in (one, other)]
    low = sum(bound.low or 0 for bound in bounds)
    highs = [bound.high for bound in bounds if bound.high is not None]
    high = sum(highs) if len(highs) == len(bounds) else None
    if one.value is not None and other.value is not None:
        value = one.value + other.value
        return Number(value=value, qualifier=Qualifier.ABOUT, low=min(low, value), high=high)
    if high is not None:
        return Number(value=None, qualifier=Qualifier.BETWEEN, low=low, high=high)
    known = one.value if one.value is not None else other.value
    if known is None:
        words = _join_words(one, other)
        return Number(value=None, qualifier=Qualifier.IN_WORDS, low=low or None, words=words)
    if low >= known:
        return Number(value=low, qualifier=Qualifier.AT_LEAST)
    return Number(value=known, qualifier=Qualifier.ABOUT, low=low or None)


def add_columns(
    counts: Iterable[tuple[Measure, Number | None]],
) -> list[tuple[Measure, Number | None]]:
    """The numbers of a row with those added up that count the same.

    Where some of them are blank it is at least as many as the others are.
    """
    alike: dict[Measure, list[Number | None]] = {}
    for measure, number in counts:
        alike.setdefault(measure, []).append(number)
    return [(measure, _add_all(numbers)) for measure, numbers in alike.items()]


def _add_all(numbers: Sequence[Number | None]) -> Number | None:
    known = [number for number in numbers if number is not None]
    if not known:
        return None
    whole = reduce(add_numbers, known)
    if len(known) == len(numbers):
        return whole
    if whole.qualifier is Qualifier.EXACT:
        return Number(value=whole.value, qualifier=Qualifier.AT_LEAST)
    return add_numbers(whole, Number(value=0, qualifier=Qualifier.AT_LEAST))


def say_number(number: Number) -> str:
    """A number as a person would say it."""
    return phrase(number.qualifier, number.value, number.low, number.high, number.words)


def _join_words(one: Number, other: Number) -> str:
    """The words of both, each of them once."""
    said = [part for n in (one, other) for part in (n.words or say_number(n)).split(_BETWEEN_WORDS)]
    return _BETWEEN_WORDS.join(dict.fromkeys(said))
