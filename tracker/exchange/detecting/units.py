"""Columns that say of each row whether its number counts people, households or places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum

from tracker.exchange.detecting.findings import Notice
from tracker.exchange.detecting.heads import Column
from tracker.exchange.detecting.profiles import say_cell
from tracker.exchange.detecting.surveys import Survey
from tracker.exchange.detecting.thousand_words import strip_of_unit
from tracker.exchange.detecting.words import explain_role, fold_words
from tracker.exchange.meanings import NOT_USED, Meaning, Role

MOST_UNITS = 12


class Unit(StrEnum):
    """What a number counts."""

    PEOPLE = "people"
    HOUSEHOLDS = "households"
    PLACES = "places"


_WORDS = {
    Unit.HOUSEHOLDS: re.compile(
        r"(?:number of )?(?:households?|hhs?|famil(?:y|ies)|m[eé]nages?|familles?|foyers?"
        r"|hogar(?:es)?|familias?|семь[яи]|семей|домо?хозяйств\w*"
        r"|сім ?[яї]|сімей|домогосподарств\w*)"
    ),
    Unit.PEOPLE: re.compile(
        r"(?:number of )?(?:persons?|people|individuals?|inds?|pax|heads?|personnes?|individus?"
        r"|personas?|человека?|чел|люд(?:и|ей)|лиц[ао]?|осіб|особ[аи]?)"
    ),
    Unit.PLACES: re.compile(
        r"beds?|places?|spaces?|lits?|plazas?|мест[оа]?|койк\w*|койко ?мест\w*"
    ),
}
_HEAD = re.compile(
    r"units?(?: of measure(?:ment)?)?|uom|measure|unit[eé]s?|unidad(?:es)?"
    r"|ед(?: изм\w*)?|един\w*(?: измерения)?|одиниц\w*(?: виміру)?"
)

_LETTER = re.compile(r"[^\W\d_]")


def read_unit(words: str) -> Unit | None:
    """What a cell says that the number beside it counts, be it in thousands or not.

    >>> read_unit("HH"), read_unit("thousand persons")
    (<Unit.HOUSEHOLDS: 'households'>, <Unit.PEOPLE: 'people'>)
    """
    plain = strip_of_unit(words)
    return next((unit for unit, known in _WORDS.items() if known.fullmatch(plain)), None)


def says_thousands(words: str) -> bool:
    """Whether a cell says that the number beside it is in thousands, and at most of what.

    >>> says_thousands("тыс. чел."), says_thousands("thousands"), says_thousands("persons")
    (True, True, False)
    """
    plain = strip_of_unit(words)
    return plain != fold_words(words) and (not plain or read_unit(plain) is not None)


def list_thousand_units(survey: Survey) -> tuple[Column, ...]:
    """The columns of units of which a cell says thousands: by their heads, or by their words."""
    return tuple(column for column in survey.head.columns if _tells_thousands(survey, column))


def tells_unit(survey: Survey, column: Column) -> bool:
    """Whether a column says what numbers count: by its head, or by its words alone.

    Without such a head nothing else may name the column, and some of its words be households.
    """
    found = _list_units(survey, column)
    if not found or not any(unit in (Unit.PEOPLE, Unit.HOUSEHOLDS) for unit in found):
        return False
    if _HEAD.fullmatch(fold_words(column.name)):
        return True
    named = column.tag is not None or explain_role(column.name) is not None
    return not named and Unit.HOUSEHOLDS in found and all(found)


def tell_unused_units(survey: Survey, meanings: Mapping[str, Meaning]) -> Iterator[Notice]:
    """What makes people of households: a column that says so, where none is used that does."""
    if any(meaning.role is Role.UNIT for meaning in meanings.values()):
        return
    for column in survey.head.columns:
        unused = meanings.get(column.name, NOT_USED) == NOT_USED
        if unused and tells_unit(survey, column) and Unit.HOUSEHOLDS in _list_units(survey, column):
            yield Notice(
                words=f"“{column.name}” says that numbers count households, and is not used: they "
                "are read as numbers of people.",
                columns=(column.name,),
            )


def _list_units(survey: Survey, column: Column) -> list[Unit | None]:
    is_number = survey.profile_of(column).is_number
    return [] if is_number else [read_unit(word) for word in _list_words(survey, column)]


def _tells_thousands(survey: Survey, column: Column) -> bool:
    """Whether it does: `thousands` alone can be read as a number, 1000 alone is one elsewhere."""
    words = _list_words(survey, column)
    if not any(map(says_thousands, words)):
        return False
    if _HEAD.fullmatch(fold_words(column.name)):
        return True
    return all(_LETTER.search(word) and (read_unit(word) or says_thousands(word)) for word in words)


def _list_words(survey: Survey, column: Column) -> list[str]:
    values = survey.profile_of(column).values
    return [say_cell(value) for value in values] if len(values) <= MOST_UNITS else []
