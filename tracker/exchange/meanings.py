"""What a column of a file can mean, in words that people write and mappings keep."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from tracker.domain.breakdown import UNKNOWN_AGE, AgeBand
from tracker.domain.counts import Form, Sex
from tracker.domain.indicators import Indicator


class Role(StrEnum):
    """What the cells of a column are for, as mappings write it."""

    NOTHING = "not used"
    AREA = "area"
    ABOVE = "area above"
    SHELTER = "shelter"
    DAY = "day"
    SOURCE = "source"
    INDICATOR = "indicator"
    NUMBER = "number"
    QUALIFIER = "qualifier"
    UNIT = "unit"
    FORM = "form"
    SEX = "sex"
    AGE = "age"
    AGE_FROM = "age from"
    AGE_TO = "age to"
    COUNT = "count"


PEOPLE_ROLES = (Role.SEX, Role.AGE, Role.AGE_FROM, Role.AGE_TO)
"""Columns that say in each row which people it counts."""


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Group:
    """People of one sex and age band: a part of a count, or a sum of parts.

    A file can say more than a part does: `any_sex` is people of all sexes, not of an unknown one,
    and `any_age` of all ages. `sex` is unknown then, and so are the ages.
    """

    sex: Sex
    age_from: int | None
    age_to: int | None
    any_sex: bool = False
    any_age: bool = False

    @property
    def words(self) -> str:
        """`female, 0 to 4`, `unknown sex, 0 to 4`; all sexes are left out, and so are all ages."""
        sex = "" if self.any_sex else _SEX_WORDS[self.sex]
        age = "" if self.any_age else _say_band(self.age_from, self.age_to)
        said = ", ".join(filter(None, (sex, age)))
        return _UNKNOWN if said == f"{_UNKNOWN_SEX}, {_UNKNOWN_AGE}" else said


@dataclass(frozen=True, kw_only=True, slots=True)
class Measure:
    """What a number counts: indicator, form, perhaps a group of people, perhaps households."""

    indicator: Indicator
    form: Form
    group: Group | None = None
    households: bool = False

    @property
    def words(self) -> str:
        """`killed total so far`, `present, female, 0 to 4`, `present in households`."""
        counted = f"{self.indicator}{_FORM_WORDS[self.form]}"
        if self.households:
            counted += _HOUSEHOLDS
        return f"{counted}, {self.group.words}" if self.group else counted


@dataclass(frozen=True, kw_only=True, slots=True)
class Meaning:
    """What a column means; `measure` is set for counts only."""

    role: Role
    measure: Measure | None = None

    @property
    def words(self) -> str:
        """The meaning as mappings write it."""
        return self.measure.words if self.measure else self.role.value


NOT_USED = Meaning(role=Role.NOTHING)
EVERYBODY = Group(sex=Sex.UNKNOWN, age_from=None, age_to=None, any_sex=True, any_age=True)

ORIGIN = "row in the original file"
REASON = "why it was refused"
OWN_COLUMNS = (ORIGIN, REASON)
"""The columns that a file of refused rows has beside those of its original; they mean nothing."""

_FORM_WORDS = {Form.LEVEL: "", Form.NEW: " new", Form.TOTAL: " total so far"}
_UNKNOWN, _UNKNOWN_SEX, _UNKNOWN_AGE = "unknown", "unknown sex", "unknown age"
_SEX_WORDS = {Sex.FEMALE: "female", Sex.MALE: "male", Sex.UNKNOWN: _UNKNOWN_SEX}
_HOUSEHOLDS = " in households"
_BAND = re.compile(r"(\d{1,3}) to (\d{1,3})|(\d{1,3}) and older")


def count_of(
    indicator: Indicator, form: Form, group: Group | None = None, *, households: bool = False
) -> Meaning:
    """The meaning of a column of counts."""
    measure = Measure(indicator=indicator, form=form, group=group, households=households)
    return Meaning(role=Role.COUNT, measure=measure)


def lend_form(meaning: Meaning, form: Form | None) -> Meaning:
    """A meaning whose number is in this form, where it counts something that has it."""
    measure = meaning.measure
    if measure is None or form is None or measure.form is Form.LEVEL:
        return meaning
    return replace(meaning, measure=replace(measure, form=form))


def list_forms(indicator: Indicator) -> tuple[Form, ...]:
    """The forms in which an indicator is reported."""
    return (Form.LEVEL,) if indicator.is_level else (Form.NEW, Form.TOTAL)


MEASURES: dict[str, Measure] = {
    measure.words: measure
    for indicator in Indicator
    for form in list_forms(indicator)
    for households in ((False, True) if indicator.definition.people else (False,))
    for measure in (Measure(indicator=indicator, form=form, households=households),)
}
"""Every measure without a group, by its words."""


def read_measure(words: str) -> Measure | None:
    """The measure of these words, None for words that say none.

    >>> read_measure("present, female, 0 to 4").group.age_to
    4
    """
    head, _, tail = (part.strip() for part in " ".join(words.split()).partition(","))
    measure = MEASURES.get(head)
    if measure is None or not tail:
        return measure
    group = read_group(tail)
    if group is None or not measure.indicator.definition.people or measure.households:
        return None
    return Measure(indicator=measure.indicator, form=measure.form, group=group)


def read_group(words: str) -> Group | None:
    """The group of these words, None for words that say none.

    >>> read_group("0 to 4").any_sex, read_group("unknown sex, 0 to 4").any_sex
    (True, False)
    """
    if words == _UNKNOWN:
        return Group(sex=Sex.UNKNOWN, age_from=None, age_to=None)
    sexes = {word: sex for sex, word in _SEX_WORDS.items()}
    first, _, rest = (part.strip() for part in words.partition(","))
    any_sex = first not in sexes
    age = words if any_sex else rest
    band = _read_band(age)
    if band is None:
        return None
    return Group(
        sex=sexes.get(first, Sex.UNKNOWN),
        age_from=band.age_from,
        age_to=band.age_to,
        any_sex=any_sex,
        any_age=not age,
    )


def read_meaning(words: str) -> Meaning | None:
    """The meaning of these words, None for words that say none."""
    measure = read_measure(words)
    if measure is not None:
        return Meaning(role=Role.COUNT, measure=measure)
    role = next((role for role in Role if role == words.strip()), None)
    return Meaning(role=role) if role not in (None, Role.COUNT) else None


def _say_band(age_from: int | None, age_to: int | None) -> str:
    if age_from is None:
        return _UNKNOWN_AGE
    return f"{age_from} and older" if age_to is None else f"{age_from} to {age_to}"


def _read_band(words: str) -> AgeBand | None:
    """The ages of these words, none for no words and for ages that are not known."""
    if words in ("", _UNKNOWN, _UNKNOWN_AGE):
        return UNKNOWN_AGE
    match = _BAND.fullmatch(words)
    if match is None:
        return None
    low, high, older = match.groups()
    return AgeBand(age_from=int(older or low), age_to=int(high) if high else None)
