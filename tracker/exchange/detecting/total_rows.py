"""Rows that are the sum of other rows: those that say so, and those that only add up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tracker.exchange.detecting.findings import Asked, Option, Question
from tracker.exchange.detecting.form_columns import tells_row_form
from tracker.exchange.detecting.heads import Column
from tracker.exchange.detecting.hxl import tells_form
from tracker.exchange.detecting.layouts import Layout
from tracker.exchange.detecting.own_sums import OwnSums
from tracker.exchange.detecting.profiles import say_cell
from tracker.exchange.detecting.sum_rows import NAMING, Reading, find_column, find_sum_rows
from tracker.exchange.detecting.surveys import Survey
from tracker.exchange.detecting.total_words import is_like_total_row, is_total_row
from tracker.exchange.meanings import NOT_USED, PEOPLE_ROLES, Meaning, Role
from tracker.exchange.reading.tables import Row

SAMPLE = 400
"""The first rows, by which it is asked about sums that nothing is called by."""

_MOST_SUMS = 0.5
_MOST_NAMED = 3
_MOST_CALLED = 5


def ask_about_total_rows(
    survey: Survey, meanings: Mapping[str, Meaning], layout: Layout
) -> Iterator[Question]:
    """Whether rows are left out that would count people twice."""
    sure, like = _list_called(survey, meanings), _list_called_like(survey, meanings)
    named = sorted(sure | like)
    own = OwnSums(survey)
    first = [row for row in survey.first[:SAMPLE] if not own.holds(row[1])]
    unnamed = [] if named else find_sum_rows(survey, meanings, layout, lambda: first)
    if not named and not unnamed:
        return
    called = _say_names(named) if named else _say_rows(survey, meanings, unnamed)
    yield Question(
        asked=Asked.TOTALS,
        words=f"{called} like the sum of other rows. Added to them "
        f"{'it' if len(unnamed) == 1 else 'they'} would count people twice.",
        options=(
            Option(value="skip", words="Leave the rows with sums out"),
            Option(value="", words="They are rows like the others"),
        ),
        likely="skip" if sure else None,
    )


def find_unnamed_sums(
    survey: Survey, meanings: Mapping[str, Meaning], layout: Layout, read: Reading
) -> list[Row]:
    """The rows that are sums of others, as in find_sum_rows.

    None where some rows of the table are called totals: those are meant then.
    """
    if _list_called(survey, meanings) or _list_called_like(survey, meanings):
        return []
    return find_sum_rows(survey, meanings, layout, read)


def may_call_totals(survey: Survey, column: Column) -> bool:
    """Whether names in a column that begin or end like those of totals are too few for all rows."""
    return sum(_count_like(survey, column).values()) <= survey.rows * _MOST_SUMS


def _list_called(survey: Survey, meanings: Mapping[str, Meaning]) -> set[str]:
    """What rows are called that are totals of others; not by the people or the form they count."""
    return {
        say_cell(value)
        for column in survey.head.columns
        if meanings.get(column.name, NOT_USED).role not in (*PEOPLE_ROLES, Role.FORM)
        and not tells_form(column.tag)
        and not tells_row_form(survey, column)
        for value, times in survey.profile_of(column).values.items()
        if isinstance(value, str)
        and not value[:1].isdecimal()
        and is_total_row(value)
        and times < survey.rows * _MOST_SUMS
    }


def _list_called_like(survey: Survey, meanings: Mapping[str, Meaning]) -> set[str]:
    """Names of places that begin or end with a word for a total."""
    columns = survey.head.columns
    at = (find_column(survey, meanings, role) for role in (*NAMING, Role.DAY))
    return {
        name
        for like in (_count_like(survey, columns[index]) for index in at if index is not None)
        if sum(like.values()) <= survey.rows * _MOST_SUMS
        for name in like
    }


def _count_like(survey: Survey, column: Column) -> dict[str, int]:
    """The names in a column that begin or end like those of totals, with how often each comes."""
    named = ((say_cell(value), n) for value, n in survey.profile_of(column).values.items())
    return {name: n for name, n in named if is_like_total_row(name)}


def _say_names(names: Sequence[str]) -> str:
    """`Rows called “Total” look`, of many names the first and how many others there are."""
    said = "”, “".join(names[:_MOST_CALLED])
    others = len(names) - _MOST_CALLED
    return f"Rows called “{said}”{f' and {others:,} more' if others > 0 else ''} look"


def _say_rows(survey: Survey, meanings: Mapping[str, Meaning], rows: Sequence[Row]) -> str:
    """`Row 4 (“Oblast”) looks`, `Rows 4 (“Oblast”), 7 (“Oblast”) and 5 others look`."""
    found = [find_column(survey, meanings, role) for role in reversed(NAMING)]
    naming = [index for index in found if index is not None]
    said = [_say_row(row, naming) for row in rows[:_MOST_NAMED]]
    noun = survey.table.noun.capitalize()
    if len(rows) == 1:
        return f"{noun} {said[0]} looks"
    others = len(rows) - len(said)
    if others:
        said.append(f"{others} other{'s' if others > 1 else ''}")
    return f"{noun}s {', '.join(said[:-1])} and {said[-1]} look"


def _say_row(row: Row, naming: Sequence[int]) -> str:
    number, cells = row
    names = (say_cell(cells[index]).strip() for index in naming if index < len(cells))
    name = next(filter(None, names), "")
    return f"{number} (“{name}”)" if name else f"{number}"
