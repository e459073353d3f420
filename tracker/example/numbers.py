"""Short ways to write down the numbers of the example's reports."""

from __future__ import annotations

from dataclasses import replace

from tracker.domain.counts import Count, Form, Part, Sex, convert_households
from tracker.domain.indicators import Indicator
from tracker.domain.qualifiers import Qualifier

HOUSEHOLD_SIZE = 2.6

_SHARES: tuple[tuple[Sex, int, int | None, float], ...] = (
    (Sex.FEMALE, 0, 4, 0.04),
    (Sex.MALE, 0, 4, 0.04),
    (Sex.FEMALE, 5, 11, 0.07),
    (Sex.MALE, 5, 11, 0.07),
    (Sex.FEMALE, 12, 17, 0.05),
    (Sex.MALE, 12, 17, 0.05),
    (Sex.MALE, 18, 59, 0.12),
    (Sex.FEMALE, 60, None, 0.17),
    (Sex.MALE, 60, None, 0.09),
)
"""Shares of sex and age among displaced people; women from 18 to 59 are the rest."""


def level(indicator: Indicator, value: int) -> Count:
    """A state at the end of the day."""
    return Count(indicator=indicator, form=Form.LEVEL, value=value)


def new(indicator: Indicator, value: int) -> Count:
    """What happened on the day."""
    return Count(indicator=indicator, form=Form.NEW, value=value)


def total(indicator: Indicator, value: int) -> Count:
    """What happened from the beginning up to the day."""
    return Count(indicator=indicator, form=Form.TOTAL, value=value)


def about(indicator: Indicator, value: int, low: int, high: int) -> Count:
    """A rough number with the bounds that the person gave."""
    return _vague(indicator, Qualifier.ABOUT, value=value, low=low, high=high)


def at_least(indicator: Indicator, value: int) -> Count:
    """A number that may be higher."""
    return _vague(indicator, Qualifier.AT_LEAST, value=value)


def between(indicator: Indicator, low: int, high: int) -> Count:
    """Two bounds and no best number."""
    return _vague(indicator, Qualifier.BETWEEN, low=low, high=high)


def in_words(indicator: Indicator, words: str, low: int, high: int | None = None) -> Count:
    """Words, with the bounds that the person read into them."""
    return _vague(indicator, Qualifier.IN_WORDS, low=low, high=high, words=words)


def _vague(
    indicator: Indicator,
    qualifier: Qualifier,
    *,
    value: int | None = None,
    low: int | None = None,
    high: int | None = None,
    words: str | None = None,
) -> Count:
    return Count(
        indicator=indicator,
        form=Form.LEVEL if indicator.is_level else Form.NEW,
        value=value,
        qualifier=qualifier,
        low=low,
        high=high,
        words=words,
    )


def count_households(people: int) -> int:
    """The households that this many people are."""
    return round(people / HOUSEHOLD_SIZE)


def from_households(indicator: Indicator, households: int) -> Count:
    """People converted from households."""
    return Count(
        indicator=indicator,
        form=Form.LEVEL,
        value=convert_households(households, HOUSEHOLD_SIZE),
        households=households,
        household_size=HOUSEHOLD_SIZE,
    )


Group = tuple[Sex, int | None, int | None]
"""People of a sex from one age to another."""

GIRLS: Group = (Sex.FEMALE, 5, 11)
CHILDREN: Group = (Sex.UNKNOWN, 0, 17)
ADULTS: Group = (Sex.UNKNOWN, 18, 59)
WOMEN: Group = (Sex.FEMALE, 18, 59)
MEN: Group = (Sex.MALE, 18, 59)
OLD_WOMEN: Group = (Sex.FEMALE, 60, None)
OLD_MEN: Group = (Sex.MALE, 60, None)


def told(count: Count, *groups: tuple[Group, int]) -> Count:
    """The count with the people of whom sex or age is told."""
    parts = (
        Part(sex=sex, age_from=first, age_to=last, value=people)
        for (sex, first, last), people in groups
    )
    return replace(count, parts=tuple(parts))


def break_down(people: int) -> tuple[Part, ...]:
    """People by sex and age; the parts add up to all of them."""
    parts = [
        Part(sex=sex, age_from=first, age_to=last, value=int(people * share))
        for sex, first, last, share in _SHARES
    ]
    rest = people - sum(part.value for part in parts)
    return (*parts, Part(sex=Sex.FEMALE, age_from=18, age_to=59, value=rest))


def blur(count: Count, qualifier: Qualifier) -> Count:
    """The same level as somebody says it who did not count heads; `count` has a value."""
    value = count.value or 0
    tens = value // 10 * 10
    low, high = tens * 9 // 10, tens * 11 // 10 + 10
    match qualifier:
        case Qualifier.ABOUT:
            return about(count.indicator, tens, low, high)
        case Qualifier.AT_LEAST:
            return at_least(count.indicator, tens)
        case Qualifier.BETWEEN:
            return between(count.indicator, low, high)
        case _:
            return in_words(count.indicator, "a few families in each village", low, high)
