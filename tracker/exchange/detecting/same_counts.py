"""Columns that tell one count in several ways, so that a sum of them would count it twice."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from tracker.domain.indicators import Indicator
from tracker.exchange.detecting.form_columns import say_form
from tracker.exchange.detecting.heads import Column
from tracker.exchange.detecting.numbers import read_count
from tracker.exchange.detecting.surveys import Survey
from tracker.exchange.detecting.words import fold_words
from tracker.exchange.meanings import Meaning, lend_form
from tracker.exchange.reading.tables import Cell

FEWEST_ROWS = 3
"""Rows in which columns have numbers: in fewer they may be the same by chance."""

_CAPACITIES = frozenset((Indicator.CAPACITY, Indicator.CAPACITY_STANDBY))
_NOMINAL = re.compile(
    r"\b(?:fund\w*|actual|approved|licen[cs]ed|nominal|max|maximum"
    r"|финансир\w*|фактич\w*|утвержд\w*|максимальн\w*)\b"
)


def may_be_parts(survey: Survey, counted: Collection[tuple[Column, Meaning]]) -> bool:
    """Whether columns may be parts of one number, in the form that each says.

    Not what is new beside a total so far, people beside households, places as funded beside those
    that there are, nor numbers that are mostly the same.
    """
    meanings = (lend_form(meaning, say_form(column)) for column, meaning in counted)
    told = [meaning.measure for meaning in meanings if meaning.measure]
    if len({(measure.form, measure.households) for measure in told}) > 1:
        return False
    columns = [column for column, _ in counted]
    is_capacity = any(measure.indicator in _CAPACITIES for measure in told)
    if is_capacity and any(_NOMINAL.search(fold_words(column.said)) for column in columns):
        return False
    return not _are_mostly_same(survey, columns)


def _are_mostly_same(survey: Survey, columns: Collection[Column]) -> bool:
    """Whether one of several columns mostly repeats the first, where both have numbers."""
    first, *others = columns
    return any(_repeats(survey, first, other) for other in others)


def _repeats(survey: Survey, one: Column, other: Column) -> bool:
    pairs = [(_read(survey, one, cells), _read(survey, other, cells)) for _, cells in survey.first]
    told = [pair for pair in pairs if None not in pair and any(pair)]
    same = sum(left == right for left, right in told)
    return len(told) >= FEWEST_ROWS and same * 2 > len(told)


def _read(survey: Survey, column: Column, cells: Sequence[Cell]) -> int | None:
    if column.index >= len(cells):
        return None
    return read_count(cells[column.index], survey.profile_of(column).decimal)
