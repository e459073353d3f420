"""Which people a row counts, where columns say their sex and age."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tracker.domain.qualifiers import Qualifier
from tracker.exchange.detecting import Column, Number, Survey, say_cell
from tracker.exchange.detecting.people import (
    WRITE_AGE,
    WRITE_AGES,
    WRITE_SEX,
    join_groups,
    read_age,
    read_ages,
    read_sex,
)
from tracker.exchange.importing.entries import RowRefused
from tracker.exchange.mapping import ImportMapping
from tracker.exchange.meanings import EVERYBODY, PEOPLE_ROLES, Group, Measure, Role
from tracker.exchange.reading import Cell

_NOBODY = "Mend the sex or the age: nobody is both"
_VAGUE = "Enter an exact number, or leave it blank: parts by sex and age are exact"


class RowPeople:
    """Reads whom rows count; the same words are read once."""

    def __init__(self, survey: Survey, mapping: ImportMapping) -> None:
        self._at: dict[Role, Column | None] = {
            role: survey.head.find(mapping.find(role) or "") for role in PEOPLE_ROLES
        }
        self._known: dict[tuple[str, ...], Group | RowRefused] = {}
        self._shares: dict[tuple[Measure, Group], Measure | str] = {}

    def read(self, cells: Sequence[Cell]) -> Group:
        """Whom a row counts. Raises RowRefused."""
        said = tuple(_say(cells, column) for column in self._at.values())
        found = self._known.get(said)
        if found is None:
            found = self._known[said] = self._read(*said)
        if isinstance(found, RowRefused):
            raise RowRefused(found.reason, found.column)
        return found

    def share(self, measure: Measure, people: Group) -> Measure | str:
        """The part of a measure that counts these people; of everybody it is the measure itself.

        What counts some people only, such as children, counts those of them that are the row's. Why
        there is no such part is a text.
        """
        key = (measure, people)
        if key not in self._shares:
            self._shares[key] = _share(measure, people)
        return self._shares[key]

    def _read(self, sex_words: str, age_words: str, *ages: str) -> Group | RowRefused:
        sex = read_sex(sex_words)
        if sex is None:
            return self._refuse(Role.SEX, WRITE_SEX, sex_words)
        if self._at[Role.AGE_FROM] is None:
            age = read_age(age_words)
            if age is None:
                return self._refuse(Role.AGE, WRITE_AGE, age_words)
        else:
            # Our own exports leave both blank for all people, and for a sex of unknown ages.
            everybody = sex.any_sex and not any(ages)
            age = EVERYBODY if everybody else read_ages(*ages)
            if age is None:
                return self._refuse(Role.AGE_FROM, WRITE_AGES, " to ".join(ages))
        return join_groups(sex, age) or self._refuse(Role.SEX, _NOBODY, sex_words)

    def _refuse(self, role: Role, what: str, words: str) -> RowRefused:
        column = self._at[role]
        return RowRefused(f"{what}. This is “{words}”", column.index if column else None)


def check_part(number: Number | None, column: int) -> Number | None:
    """The number of a part, which is exact. Raises RowRefused."""
    if number is not None and (number.value is None or number.qualifier is not Qualifier.EXACT):
        raise RowRefused(_VAGUE, column)
    return number


def _share(measure: Measure, people: Group) -> Measure | str:
    if people != EVERYBODY and not measure.indicator.definition.people:
        return f"Keep the row of all people only: {measure.words} counts no people"
    if people != EVERYBODY and measure.households:
        return "Keep the row of all people only: households have no sex and age"
    joined = join_groups(measure.group or EVERYBODY, people)
    if joined is None:
        return f"{_NOBODY} in the row and of {measure.words}"
    return replace(measure, group=None if joined == EVERYBODY else joined)


def _say(cells: Sequence[Cell], column: Column | None) -> str:
    if column is None or column.index >= len(cells):
        return ""
    return say_cell(cells[column.index]).strip()
