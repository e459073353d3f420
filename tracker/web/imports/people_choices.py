"""The second list beside what a column counts: which people, by sex and age."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tracker.domain.breakdown import CHILDREN, STANDARD_BANDS, UNKNOWN_AGE, AgeBand
from tracker.domain.counts import Sex
from tracker.domain.errors import InvalidField
from tracker.exchange.meanings import Group, Meaning, Measure, Role, read_group
from tracker.web.shared.choices import SelectChoice

EVERYBODY = SelectChoice("", "Everybody")
_ADULTS = AgeBand(age_from=18, age_to=None)
_BANDS = (CHILDREN, _ADULTS, *(band for band in STANDARD_BANDS if band != UNKNOWN_AGE))
_ANY = Group(sex=Sex.UNKNOWN, age_from=None, age_to=None, any_sex=True, any_age=True)
_SEXES = (
    _ANY,
    replace(_ANY, sex=Sex.FEMALE, any_sex=False),
    replace(_ANY, sex=Sex.MALE, any_sex=False),
    replace(_ANY, any_sex=False),
)
_WHO = {
    Sex.FEMALE: "Women and girls",
    Sex.MALE: "Men and boys",
    Sex.UNKNOWN: "Of unknown sex",
}
_ANY_SEX = "Of any sex"
_NAMED = {
    "0 to 17": "Children, 0 to 17",
    "female, 0 to 17": "Girls, 0 to 17",
    "male, 0 to 17": "Boys, 0 to 17",
    "18 and older": "Adults, 18 and older",
    "female, 18 and older": "Women, 18 and older",
    "male, 18 and older": "Men, 18 and older",
    "unknown": "of unknown sex and age",
}


def list_people(used: Sequence[Measure]) -> list[SelectChoice]:
    """Everybody, each sex, and the usual ages of each and of all, with others that are in use."""
    usual = [sex for sex in _SEXES if not sex.any_sex]
    usual += [
        replace(sex, age_from=band.age_from, age_to=band.age_to, any_age=False)
        for sex in _SEXES
        for band in (*_BANDS, UNKNOWN_AGE)
    ]
    others = [m.group for m in used if m.group is not None and m.group not in usual]
    return [EVERYBODY, *map(_make_choice, dict.fromkeys((*usual, *others)))]


def _make_choice(group: Group) -> SelectChoice:
    who = _ANY_SEX if group.any_sex else _WHO[group.sex]
    if group.any_age:
        return SelectChoice(group.words, who, optgroup="By sex")
    return SelectChoice(group.words, _NAMED.get(group.words, group.words), optgroup=who)


def split_meaning(meaning: Meaning) -> tuple[str, str]:
    """The words of a meaning for everybody, and of its group; "" for none."""
    measure = meaning.measure
    if measure is None or measure.group is None:
        return meaning.words, ""
    return replace(measure, group=None).words, measure.group.words


def join_meaning(meaning: Meaning, people: str) -> Meaning:
    """A meaning with the chosen group, where it counts people."""
    if meaning.measure is None or not people or find_misfit(meaning, people):
        return meaning
    return replace(meaning, measure=replace(meaning.measure, group=read_group(people)))


def find_misfit(meaning: Meaning, people: str, field: str = "columns") -> InvalidField | None:
    """Why a group does not go with a meaning; None where it does, and beside "not used"."""
    measure = meaning.measure
    if not people or meaning.role is Role.NOTHING:
        return None
    if measure is None or not measure.indicator.definition.people:
        return InvalidField(field, f"Select everybody: {meaning.words} counts no people")
    if measure.households:
        return InvalidField(field, "Select everybody: households have no sex and age")
    return None
