"""Numbers that a head, a title above the table or a unit says to be in thousands."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.exchange.detecting.findings import Asked, Option, Question
from tracker.exchange.detecting.heads import Column
from tracker.exchange.detecting.layouts import lists_indicators
from tracker.exchange.detecting.profiles import say_cell
from tracker.exchange.detecting.surveys import Survey
from tracker.exchange.detecting.thousand_words import IN_HEADS, THOUSANDS
from tracker.exchange.detecting.units import list_thousand_units
from tracker.exchange.detecting.words import explain_role, find_indicator, fold_words
from tracker.exchange.meanings import Role


def list_thousands(survey: Survey) -> tuple[Column, ...]:
    """The columns whose numbers are said to be in thousands: by their heads, or by a title."""
    numbers = [column for column in survey.head.columns if _counts(survey, column)]
    if find_title(survey):
        return tuple(numbers)
    return tuple(column for column in numbers if _tells(column))


def list_thousand_rows(survey: Survey) -> tuple[Column, ...]:
    """The columns by which some rows are in thousands: those of units, or of indicators."""
    named = (
        column
        for column in survey.head.columns
        if lists_indicators(survey, column)
        and any(names_thousands(say_cell(value)) for value in survey.profile_of(column).values)
    )
    return (*list_thousand_units(survey), *named)


def names_thousands(word: str) -> bool:
    """Whether a word of indicators says that its numbers are in thousands.

    >>> names_thousands("Present (thousands)"), names_thousands("Killed per thousand")
    (True, False)
    """
    return bool(IN_HEADS.search(fold_words(word)))


def find_title(survey: Survey) -> str | None:
    """The title above a table that says so of all its numbers."""
    titles = survey.head.titles
    return next((title for title in titles if THOUSANDS.search(fold_words(title))), None)


def ask_about_thousands(survey: Survey) -> Iterator[Question]:
    """Whether numbers are meant in thousands; the same whatever is chosen for the columns."""
    columns = list_thousands(survey) or list_thousand_rows(survey)
    if not columns:
        return
    title = find_title(survey)
    who = f"“{title}”, above the table," if title else f"“{columns[0].name}”"
    yield Question(
        asked=Asked.THOUSANDS,
        words=f"{who} says that numbers are in thousands. Is 5 about 5,000 there?",
        options=(
            Option(value="thousands", words="In thousands: 5 is about 5,000"),
            Option(value="", words="As they are written: 5 is 5"),
        ),
    )


def _counts(survey: Survey, column: Column) -> bool:
    profile = survey.profile_of(column)
    return profile.numbers > 0 and not profile.is_day


def _tells(column: Column) -> bool:
    words = fold_words(column.said)
    names = find_indicator(words) is not None or explain_role(column.said) is Role.NUMBER
    return names and bool(IN_HEADS.search(words))
