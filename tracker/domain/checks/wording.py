"""What hard checks say, also where the numbers compared are unknown, as on a form still blank.

Each takes the number that it would name, None where that cannot be known beforehand.
"""

from __future__ import annotations

from datetime import date

from tracker.domain.checks.limits import LARGEST, LARGEST_HOUSEHOLD, NOUNS
from tracker.domain.days import name_day
from tracker.domain.indicators import Indicator
from tracker.domain.qualifiers import QUALIFIER_WORDS, Qualifier

ASK_NUMBER = "Enter at least one number, 0 where there is none"


def name_number(indicator: Indicator, field: str) -> str:
    """What a number of a count is: `the lowest number of arrivals`."""
    which = {"value": "", "low": "lowest ", "high": "highest "}[field]
    return f"the {which}number of {NOUNS[indicator]}"


def ask_earlier_day(today: date | None) -> str:
    """A day that is still to come."""
    named = f", {name_day(today)}," if today else ""
    return f"Enter today{named} or a day before it"


def ask_later_day(start: date) -> str:
    """A day before the operation."""
    return f"Enter {name_day(start)}, the first day of the operation, or later"


def ask_in_range(named: str) -> str:
    """A number below 0, or beyond what any unit holds."""
    return f"Enter {named} as 0 or more, at most {LARGEST:,}"


def ask_value(indicator: Indicator, qualifier: Qualifier | None) -> str:
    """A qualifier without its number."""
    after = f" after “{QUALIFIER_WORDS[qualifier]}”" if qualifier else ""
    return f"Enter the number of {NOUNS[indicator]}{after}, or choose “in words”"


def ask_bound(indicator: Indicator, field: str) -> str:
    """*Between* without one of its bounds."""
    return f"Enter {name_number(indicator, field)} for “between”"


def ask_words(indicator: Indicator) -> str:
    """*In words* without any."""
    return f"Enter the words that the source used for the number of {NOUNS[indicator]}"


def ask_high_above_low(indicator: Indicator, low: int | None) -> str:
    """Bounds the wrong way round."""
    named = _compare("at least", low, "the lowest")
    return f"Enter the highest number of {NOUNS[indicator]} as {named}"


def ask_value_above_low(indicator: Indicator, low: int | None) -> str:
    """A number below its lowest."""
    named = _compare("at least", low, "the lowest you gave")
    return f"Enter the number of {NOUNS[indicator]} as {named}"


def ask_value_below_high(indicator: Indicator, high: int | None) -> str:
    """A number above its highest."""
    named = _compare("at most", high, "the highest you gave")
    return f"Enter the number of {NOUNS[indicator]} as {named}"


def ask_room(indicator: Indicator, qualifier: Qualifier, value: int | None) -> str:
    """A qualifier and bounds that together leave no number."""
    noun, words = NOUNS[indicator], QUALIFIER_WORDS[qualifier]
    if value == 0:
        return f"Enter the number of {noun} as at least 1 after “{words}”"
    named = f"{value:,}" if value is not None else "the number you gave"
    return f"Enter bounds that leave a number of {noun} {words} {named}"


def ask_within(smaller: Indicator, larger: Indicator, most: int | None) -> str:
    """More people than those that they are part of."""
    limit = f"the number of {NOUNS[larger]}"
    named = _compare("at most", most, limit)
    return f"Enter the number of {NOUNS[smaller]} as {named}, or correct {limit}"


def ask_people_of_households(indicator: Indicator, said: str) -> str:
    """A number beside households that make another one; `said` is what they make."""
    return f"Enter the number of {NOUNS[indicator]} as {said}, or leave the households out"


def ask_households(indicator: Indicator) -> str:
    """A household size without households."""
    return f"Enter the number of households for {NOUNS[indicator]}"


def ask_household_size(indicator: Indicator) -> str:
    """Households of nobody, or of too many."""
    noun = NOUNS[indicator]
    return f"Enter the people per household for {noun}, more than 0, at most {LARGEST_HOUSEHOLD}"


def ask_smaller_parts(indicator: Indicator, most: int | None, least: str) -> str:
    """Parts by sex and age that are certainly more people than the number itself."""
    named = "the" if most is None else f"{most:,} together, the"
    together = " together" if most is None else ""
    return (
        f"Enter parts of at most {named} number of {NOUNS[indicator]}{together}, or correct that "
        f"number: the parts are at least {least}"
    )


def _compare(how: str, number: int | None, what: str) -> str:
    return f"{how} {what}" if number is None else f"{how} {number:,}, {what}"
