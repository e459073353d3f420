"""Columns that say whom rows count by sex and age: which they are, and what is not understood."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from tracker.exchange.detecting.age_ranges import may_be_ages
from tracker.exchange.detecting.findings import Notice
from tracker.exchange.detecting.heads import Column
from tracker.exchange.detecting.hxl import explain_tag, read_tag
from tracker.exchange.detecting.people import (
    WRITE_AGE,
    WRITE_SEX,
    fold_people,
    read_age,
    read_sex,
)
from tracker.exchange.detecting.profiles import say_cell
from tracker.exchange.detecting.surveys import Survey
from tracker.exchange.detecting.words import explain_measure, explain_role, fold_words
from tracker.exchange.meanings import NOT_USED, PEOPLE_ROLES, Group, Meaning, Role

_MOST_WORDS = 100
_MOST_TOLD = 5
_NEARLY_ALL = 0.8
_READERS: dict[Role, Callable[[str], Group | None]] = {Role.SEX: read_sex, Role.AGE: read_age}
_WRITE = {Role.SEX: WRITE_SEX, Role.AGE: WRITE_AGE}
_TELLERS = re.compile(
    r"\b(?:reporters?|reporting persons?|respondents?|applicants?|informants?|interview\w+"
    r"|enumerators?|contacts?|head of|заявител\w*|респондент\w*|опрошенн\w*"
    r"|информант\w*|контактн\w*|глав\w*)\b"
)
"""Heads about those who tell of people, and not about the people who are counted."""
_NUMBERING = re.compile(
    r"\b(?:no|nr|nos|num|numbers?|n|row|line|serial|index|ids?|codes?|pcodes?|phases?|periods?"
    r"|rounds?|waves?|levels?|п п|номер\w*|строк\w*|ид|код\w*|фаз\w*|период\w*|раунд\w*|волн\w*"
    r"|этап\w*|уров\w*)\b"
)
"""Heads of columns that number rows, or name things by numbers and letters."""
_KEYS = frozenset(
    (
        *(Role.DAY, Role.SHELTER, Role.AREA, Role.ABOVE, Role.SOURCE, Role.INDICATOR),
        *(Role.UNIT, Role.FORM),
        *PEOPLE_ROLES,
    )
)
"""Rows that are the same in all of these tell of the same people."""


def tell_people(survey: Survey, column: Column) -> Role | None:
    """Whether a column holds the sex or the age of people: by its tag or head, or by its words.

    None where it does not. Nearly all of its words have to be such words; where neither tag nor
    head calls it so, all of them, and most of certain people in words or from an age to another.
    """
    tag = read_tag(column.tag)
    tagged = explain_tag(tag) if tag else None
    if tag and (tagged is None or tagged.role not in PEOPLE_ROLES):
        return None
    called = tagged.role if tagged else explain_role(column.name)
    if not tagged and called in PEOPLE_ROLES and _TELLERS.search(fold_words(column.name)):
        return None
    if called in (Role.AGE_FROM, Role.AGE_TO):
        return called if survey.profile_of(column).is_number else None
    if called in _READERS:
        return called if _share(survey, column, called) > _NEARLY_ALL else None
    if called is not None:
        return None
    return next((role for role in _READERS if _holds_only(survey, column, role)), None)


def find_blank_people(
    survey: Survey, meanings: Mapping[str, Meaning], *, in_rows: bool
) -> dict[str, Meaning]:
    """Columns of nothing but blanks that still say whom rows count, as our own exports have them.

    Without an oldest age rows are of the youngest one "and older". Where each row has one number, a
    sex that is unknown in all of them, which is read as blank, tells them from rows of everybody.
    """
    used = {meaning.role for meaning in meanings.values()}
    wanted = {Role.AGE_TO, Role.SEX} if in_rows else {Role.AGE_TO}
    return {
        column.name: Meaning(role=role)
        for column in survey.head.columns
        if not survey.profile_of(column).filled
        and (role := explain_role(column.name)) in wanted - used
    }


def tell_people_words(survey: Survey, meanings: Mapping[str, Meaning]) -> Iterator[Notice]:
    """Words of the used columns that are not understood, and columns that are not used."""
    for column in survey.head.columns:
        role = meanings.get(column.name, NOT_USED).role
        if role in _READERS:
            yield from _tell_unknown(survey, column, role)
    yield from tell_unused_people(survey, meanings)


def tell_unused_people(survey: Survey, meanings: Mapping[str, Meaning]) -> Iterator[Notice]:
    """The columns of people that are not used, where their rows would contradict each other.

    Beside a column of ages in words those of the youngest and oldest age say nothing more.
    """
    if not _may_contradict(survey, meanings):
        return
    used = {meaning.role for meaning in meanings.values()}
    said = used | ({Role.AGE_FROM, Role.AGE_TO} if Role.AGE in used else set())
    said |= {Role.AGE} if Role.AGE_FROM in used else set()
    for column in survey.head.columns:
        if meanings.get(column.name, NOT_USED).role is Role.NOTHING:
            role = tell_people(survey, column)
            if role is not None and role not in said:
                yield Notice(
                    words=f"“{column.name}” says which people rows count, but is not used: rows of "
                    "one place and day would contradict each other. Choose it as the column for "
                    f"the {role}.",
                    columns=(column.name,),
                )


def _tell_unknown(survey: Survey, column: Column, role: Role) -> Iterator[Notice]:
    words = [word for word in _list_words(survey, column) if _READERS[role](word) is None]
    if words:
        yield Notice(
            words=f"Of “{column.name}” nothing is known of {_list(words)}: rows with such words "
            f"are refused. {_WRITE[role]}.",
            columns=(column.name,),
        )


def _may_contradict(survey: Survey, meanings: Mapping[str, Meaning]) -> bool:
    """Whether several rows tell of the same place and day, or could below the first rows."""
    if len(survey.first) < survey.rows:
        return True
    at = [c.index for c in survey.head.columns if meanings.get(c.name, NOT_USED).role in _KEYS]
    keys = [
        tuple(say_cell(cells[index]).strip() if index < len(cells) else "" for index in at)
        for _, cells in survey.first
    ]
    return len(set(keys)) < len(keys)


def _holds_only(survey: Survey, column: Column, role: Role) -> bool:
    """Whether a column of words holds nothing but the sexes, or the ages, of certain people.

    Plain numbers and words for a total tell of nobody: they are numbers of rows, counts or codes.
    """
    profile = survey.profile_of(column)
    if profile.is_number or profile.is_day or _says_otherwise(survey, column):
        return False
    words = _list_words(survey, column)
    found = [_READERS[role](word) for word in words]
    certain = [
        group
        for word, group in zip(words, found, strict=True)
        if group and _is_certain(group, role) and not _is_plain(word)
    ]
    if None in found or len(set(certain)) < 2 or 2 * len(certain) <= len(words):  # noqa: PLR2004
        return False
    groups = {word: group for word, group in zip(words, found, strict=True) if group}
    return role is not Role.AGE or may_be_ages(column.name, groups)


def _says_otherwise(survey: Survey, column: Column) -> bool:
    """Whether a head says something else: a numbering, or a count where any cell is a number."""
    if _NUMBERING.search(fold_words(column.name)):
        return True
    return bool(survey.profile_of(column).numbers) and explain_measure(column.name) is not None


def _is_plain(word: str) -> bool:
    """Whether it is a number of anything, with or without a mark of a footnote."""
    return fold_people(word).isdecimal()


def _is_certain(group: Group, role: Role) -> bool:
    return not group.any_sex if role is Role.SEX else not group.any_age


def _share(survey: Survey, column: Column, role: Role) -> float:
    """The part of the filled cells that are understood; none of one of plain numbers."""
    words = _list_words(survey, column)
    plain = sum(_is_plain(word) and not any(map(str.isalpha, word)) for word in words)
    if not words or 2 * plain > len(words):
        return 0.0
    values = survey.profile_of(column).values
    known = {word for word in words if _READERS[role](word) is not None}
    return sum(n for cell, n in values.items() if say_cell(cell) in known) / values.total()


def _list_words(survey: Survey, column: Column) -> list[str]:
    """The different words of a column; none of one with very many, which is no such column."""
    profile = survey.profile_of(column)
    if profile.different > _MOST_WORDS:
        return []
    return [say_cell(value) for value in profile.values]


def _list(words: list[str]) -> str:
    told = ", ".join(f"“{word}”" for word in words[:_MOST_TOLD])
    more = len(words) - _MOST_TOLD
    return f"{told} and {more} more" if more > 0 else told
