"""Columns that say of each row whether its number is new, a total so far, or a level."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from tracker.domain.counts import Form
from tracker.exchange.detecting.findings import Notice
from tracker.exchange.detecting.form_words import find_form, read_form
from tracker.exchange.detecting.heads import Column
from tracker.exchange.detecting.hxl import explain_tag, read_tag, tells_form
from tracker.exchange.detecting.profiles import say_cell
from tracker.exchange.detecting.surveys import Survey
from tracker.exchange.detecting.words import explain_role, fold_words
from tracker.exchange.meanings import NOT_USED, PEOPLE_ROLES, Meaning, Measure, Role, lend_form

_MOST_WORDS = 12
_NEARLY_ALL = 0.8
_OF_TALLIES = frozenset((Form.NEW, Form.TOTAL))
_HEAD = re.compile(
    r"form|kind|type|measure|metric|(?:count|value|figure|data|number|indicator|measure|measurement"
    r"|metric)s? (?:type|kind|form)|(?:type|kind|form) of (?:count|value|figure|data|number)s?"
    r"|(?:new|daily) or (?:total|cumulative)|(?:total|cumulative) or (?:new|daily)"
    r"|вид|тип|форма|(?:вид|тип) (?:данных|показателя|значения)"
)
_KEYS = frozenset(
    (
        *(Role.DAY, Role.SHELTER, Role.AREA, Role.ABOVE, Role.SOURCE, Role.INDICATOR, Role.UNIT),
        *PEOPLE_ROLES,
    )
)
"""Rows that are the same in all of these tell of the same count."""
_BARE = frozenset(("total", "totals", "overall", "всего", "итого"))
"""Words for a total that may as well say that a row adds others up."""


def read_cell_form(words: str) -> Form | None:
    """What a cell says that the number beside it is."""
    return read_form(fold_words(words))


def is_bare_total(words: str) -> bool:
    """Whether a word says of a level no more than that it is the number of all."""
    return fold_words(words) in _BARE


def say_form(column: Column) -> Form | None:
    """What the head or the tag of a column says of its numbers, None where neither does."""
    tag = read_tag(column.tag)
    if tag and tag.has("new"):
        return Form.NEW
    if tag and tag.attributes & {"cumulative", "total", "cum"}:
        return Form.TOTAL
    return find_form(fold_words(column.said))


def tells_row_form(survey: Survey, column: Column) -> bool:
    """Whether a column says in which form the number of each row is.

    By its words, if its head calls it so, or if some of them can say nothing else.
    """
    tag = read_tag(column.tag)
    if tells_form(column.tag) or (tag and explain_tag(tag)):
        return False
    forms = _read_forms(survey, column)
    known = {word for word, form in forms.items() if form}
    values = survey.profile_of(column).values
    share = sum(n for cell, n in values.items() if say_cell(cell) in known)
    if not known or share < _NEARLY_ALL * values.total():
        return False
    # Attributes of a hashtag are words of it.
    if _HEAD.fullmatch(fold_words(column.said).replace("+", " ")):
        return True
    sure = any(form is Form.TOTAL and not is_bare_total(word) for word, form in forms.items())
    return explain_role(column.name) in (None, Role.INDICATOR, Role.NUMBER) and sure


def tell_unused_forms(
    survey: Survey,
    meanings: Mapping[str, Meaning],
    measures: Iterable[Measure | None],
    only: Mapping[str, tuple[str, ...]] | None = None,
) -> Iterator[Notice]:
    """What makes totals so far of what is new: a column that says which, where none is used.

    `measures` are what numbers are read as, `only` the words of columns whose rows are read.
    """
    if any(meaning.role is Role.FORM for meaning in meanings.values()):
        return
    read = {m.form for m in measures if m} & _OF_TALLIES
    for column in survey.head.columns:
        if meanings.get(column.name, NOT_USED) != NOT_USED or not tells_row_form(survey, column):
            continue
        kept = (only or {}).get(column.name) or _read_forms(survey, column)
        said = {read_cell_form(word) for word in kept} & _OF_TALLIES
        if read and (said - read or len(said) > 1):
            yield Notice(
                words=f"“{column.name}” says which numbers are new and which are totals so far, "
                "and is not used: they are read as what is chosen for the column or the "
                "indicator.",
                columns=(column.name,),
            )


def find_number_form(survey: Survey, meanings: Mapping[str, Meaning]) -> Form | None:
    """What the head of the column of numbers says of all of them; "total" alone says nothing."""
    for column in survey.head.columns:
        if meanings.get(column.name, NOT_USED).role is Role.NUMBER:
            return find_form(fold_words(column.said), weakly=False)
    return None


def find_one_form(survey: Survey, meanings: Mapping[str, Meaning]) -> Form | None:
    """The form in which the rows are all said to be; None where they are not, or not told."""
    for column in survey.head.columns:
        if meanings.get(column.name, NOT_USED).role is Role.FORM:
            said = set(_read_forms(survey, column).values()) & _OF_TALLIES
            return next(iter(said)) if len(said) == 1 else None
    return None


def lend_forms(survey: Survey, meanings: dict[str, Meaning]) -> None:
    """Give tallies the form that their heads say, or that a column says of all rows."""
    if survey.head.is_settled:
        return
    form = find_one_form(survey, meanings)
    for column in survey.head.columns:
        meanings[column.name] = lend_form(meanings[column.name], say_form(column) or form)


def holds_both_forms(survey: Survey, meanings: Mapping[str, Meaning], form: Column) -> bool:
    """Whether a place and day has the same count in rows of both forms, as the first rows show."""
    at = [c.index for c in survey.head.columns if meanings.get(c.name, NOT_USED).role in _KEYS]
    found: dict[tuple[str, ...], set[Form | None]] = defaultdict(set)
    for _, cells in survey.first:
        said = [say_cell(cells[i]).strip() if i < len(cells) else "" for i in (form.index, *at)]
        found[tuple(said[1:])].add(read_cell_form(said[0]))
    return any(forms >= _OF_TALLIES for forms in found.values())


def _read_forms(survey: Survey, column: Column) -> dict[str, Form | None]:
    """The different words of a column with what they say; none of one that says something else."""
    profile = survey.profile_of(column)
    if profile.is_number or profile.is_day or not 0 < len(profile.values) <= _MOST_WORDS:
        return {}
    words = (say_cell(value) for value in profile.values)
    return {word: read_cell_form(word) for word in words}
