"""Columns that say how sure the numbers of their rows are, and what is lost where none is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tracker.domain.qualifiers import Qualifier
from tracker.exchange.detecting.companions import find_companions, list_measured
from tracker.exchange.detecting.findings import Notice
from tracker.exchange.detecting.heads import Column
from tracker.exchange.detecting.hxl import explain_tag, read_tag, tells_form, tells_qualifier
from tracker.exchange.detecting.numbers import read_qualifier
from tracker.exchange.detecting.profiles import say_cell
from tracker.exchange.detecting.surveys import Survey
from tracker.exchange.detecting.words import explain_role
from tracker.exchange.meanings import Meaning, Role

_MOST_WORDS = 40
_MOST_TOLD = 5
_ELSEWHERE = (Role.DAY, Role.SHELTER, Role.AREA, Role.ABOVE, Role.SOURCE)
"""A column of the head "Date precision" says how sure the day is, and nothing of numbers."""
_COMMON = frozenset(
    (
        *("over", "above", "under", "below", "up to", "some", "min", "max", "minimum", "maximum"),
        *("до", "больше", "меньше", "более", "менее", "минимум", "максимум"),
    )
)
"""Words that may as well say something else than how sure a number is."""


def tells_doubt(survey: Survey, column: Column) -> bool:
    """Whether a column holds how sure numbers are: by its tag, or by its words.

    Where its head does not call it so, all of its words have to be such words.
    """
    if tells_qualifier(column.tag):
        return True
    tag = read_tag(column.tag)
    if tells_form(column.tag) or (tag and explain_tag(tag)):
        return False
    words = _list_words(survey, column)
    found = [read_qualifier(word) for word in words]
    role = explain_role(column.name)
    if role is Role.QUALIFIER:
        return any(found)
    doubtful = any(
        qualifier not in (None, Qualifier.EXACT) and word.strip().casefold() not in _COMMON
        for word, qualifier in zip(words, found, strict=True)
    )
    return role not in _ELSEWHERE and doubtful and all(found)


def tell_doubts(survey: Survey, meanings: Mapping[str, Meaning]) -> Iterator[Notice]:
    """What makes doubtful numbers exact: a column that is not used, and words nothing is known of.

    Tagged columns of qualifiers are read whatever is chosen, with any words, and so are those that
    go with one column of counts by their names.
    """
    chosen = {name for name, meaning in meanings.items() if meaning.role is Role.QUALIFIER}
    companions = find_companions(survey, list_measured(meanings)).values()
    beside = {column for found in companions for column in found.columns}
    for column in survey.head.columns:
        if tells_qualifier(column.tag) or column in beside:
            continue
        words = _list_words(survey, column)
        if column.name in chosen:
            yield from _tell_unknown(column, [w for w in words if read_qualifier(w) is None])
        elif not meanings.get(column.name, _UNUSED).measure and tells_doubt(survey, column):
            yield from _tell_unused(column, [w for w in words if _is_doubt(w)], chosen)


_UNUSED = Meaning(role=Role.NOTHING)


def _list_words(survey: Survey, column: Column) -> list[str]:
    """The different words of a column; none of one with numbers, days or very many words."""
    profile = survey.profile_of(column)
    if profile.is_number or profile.is_day or profile.different > _MOST_WORDS:
        return []
    return [say_cell(value) for value in profile.values]


def _is_doubt(word: str) -> bool:
    return read_qualifier(word) not in (None, Qualifier.EXACT)


def _tell_unknown(column: Column, words: list[str]) -> Iterator[Notice]:
    if words:
        yield Notice(
            words=f"Of “{column.name}” nothing is known of {_list(words)}: numbers in these rows "
            "are taken as they are written.",
            columns=(column.name,),
        )


def _tell_unused(column: Column, words: list[str], chosen: set[str]) -> Iterator[Notice]:
    if not words:
        return
    why = "since a row has room for one such column" if chosen else "so they would become exact"
    yield Notice(
        words=f"“{column.name}” says how sure numbers are ({_list(words)}), but is not used, {why}."
        " Choose it as “How sure the number in the row is” if it is about the numbers that are "
        "used.",
        columns=(column.name,),
    )


def _list(words: list[str]) -> str:
    told = ", ".join(f"“{word}”" for word in words[:_MOST_TOLD])
    more = len(words) - _MOST_TOLD
    return f"{told} and {more} more" if more > 0 else told
