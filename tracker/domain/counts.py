"""One number in a report: value, qualifier, bounds, words, households and parts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tracker.domain.indicators import Indicator
from tracker.domain.qualifiers import Bounds, Qualifier, derive_bounds, phrase


class Form(StrEnum):
    """How the number is meant: a level, a tally's new ones, or a tally's total so far."""

    LEVEL = "level"
    NEW = "new"
    TOTAL = "total"


class Sex(StrEnum):
    """Sex as reported; unknown is a statement too."""

    FEMALE = "f"
    MALE = "m"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Part:
    """A part of a count: people of one sex and age band.

    Ages are in completed years, both ends included.
    `age_from` None and `age_to` None is age unknown; `age_to` None alone is open ("60 and older").
    "Children" is the band 0 to 17 with sex unknown.
    """

    sex: Sex
    age_from: int | None
    age_to: int | None
    value: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Count:
    """A number for one indicator.

    `value` None with the qualifier `in_words` or `between` has no best value.
    `households` and `household_size` are set when people were converted from households; `value` is
    then their product, rounded half up.
    """

    indicator: Indicator
    form: Form
    value: int | None
    qualifier: Qualifier = Qualifier.EXACT
    low: int | None = None
    high: int | None = None
    words: str | None = None
    households: int | None = None
    household_size: float | None = None
    parts: tuple[Part, ...] = ()

    @property
    def bounds(self) -> Bounds:
        """What the number can be; None is open."""
        return derive_bounds(self.qualifier, self.value, self.low, self.high)

    @property
    def said(self) -> str:
        """The number as a person would say it."""
        return phrase(self.qualifier, self.value, self.low, self.high, self.words)

    @property
    def converted(self) -> str | None:
        """The households that the number was converted from, in words; None where it was not."""
        return phrase_households(self.households, self.household_size)


def default_form(indicator: Indicator) -> Form:
    """How an indicator is reported unless the entrant says otherwise."""
    return Form.LEVEL if indicator.is_level else Form.NEW


def phrase_households(households: int | None, household_size: float | None) -> str | None:
    """Households with their size; None where people were counted.

    >>> phrase_households(1338, 2.6)
    '1,338 households of 2.6 people'
    """
    if households is None or household_size is None:
        return None
    return f"{households:,} households of {household_size:g} people"


def convert_households(households: int, household_size: float) -> int:
    """People in a number of households, rounded half up.

    >>> convert_households(10, 2.35)
    24
    """
    return int(households * household_size + 0.5)
