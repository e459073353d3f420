"""How a table lays counts out: a column for each, a row for each, or a column for each day."""

from __future__ import annotations

from enum import StrEnum

from tracker.exchange.detecting.day_heads import find_day_columns
from tracker.exchange.detecting.heads import Column
from tracker.exchange.detecting.marked_heads import find_marked_columns
from tracker.exchange.detecting.own_exports import OwnExport, recognise
from tracker.exchange.detecting.profiles import say_cell
from tracker.exchange.detecting.surveys import Survey
from tracker.exchange.detecting.words import (
    explain_measure,
    explain_role,
    find_indicator,
    fold_words,
)
from tracker.exchange.meanings import Role

_FEWEST_DAY_COLUMNS, _FEWEST_BARE = 3, 2
"""Of columns headed by days, and of those among them with nothing beside their day."""
_MOST_INDICATORS = 40


class Layout(StrEnum):
    """How a table lays counts out, as mappings write it."""

    COLUMNS = "one column per count"
    ROWS = "one row per count"
    DAYS = "one column per day"


def find_layout(survey: Survey) -> Layout:
    """How the table lays counts out."""
    if own := recognise(survey.head):
        return Layout.ROWS if own is OwnExport.LONG else Layout.COLUMNS
    columns = survey.head.columns
    days = len(find_day_columns(survey.head))
    if days >= _FEWEST_BARE and days + len(find_marked_columns(survey.head)) >= _FEWEST_DAY_COLUMNS:
        return Layout.DAYS
    if any(lists_indicators(survey, column) for column in columns):
        return Layout.ROWS
    return Layout.COLUMNS


def lists_indicators(survey: Survey, column: Column) -> bool:
    """Whether a column says in each row what the row counts."""
    profile = survey.profile_of(column)
    if profile.is_number or profile.is_day or not 0 < len(profile.values) <= _MOST_INDICATORS:
        return False
    if len(profile.values) == 1 and not any(_holds_numbers(survey, c) for c in survey.head.columns):
        return False
    if explain_role(column.name) is not Role.INDICATOR:
        return False
    known = [find_indicator(fold_words(say_cell(value))) for value in profile.values]
    return any(known)


def _holds_numbers(survey: Survey, column: Column) -> bool:
    """Whether a column is one of numbers that another column says the meaning of."""
    is_called_so = explain_role(column.name) is Role.NUMBER and not explain_measure(column.name)
    return is_called_so and survey.profile_of(column).is_number
