"""Which of several columns names the shelters, told to whoever chooses."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.exchange.detecting.findings import Notice
from tracker.exchange.detecting.profiles import say_cell
from tracker.exchange.detecting.suggestions import Suggestion
from tracker.exchange.detecting.surveys import Survey
from tracker.exchange.meanings import Role


def tell_shelters(survey: Survey, suggestion: Suggestion) -> Iterator[Notice]:
    """That several columns could name the shelters, and what depends on the choice."""
    names = suggestion.shelters
    if len(names) < 2:  # noqa: PLR2004 -- there is nothing to choose
        return
    counted = [f"{name} ({_count_names(survey, name)} names)" for name in names]
    apart = [name for name in names if _tells_apart(survey, suggestion, name)]
    words = f"The shelter could be {', '.join(counted[:-1])} or {counted[-1]}."
    if apart == [names[0]]:
        words += (
            f" {names[0]} is suggested, since only with it each row is about a place and day of "
            "its own. With another one, choose to add rows up."
        )
    else:
        words += f" {names[0]} is suggested, since it has the most. Choose the one that is meant."
    words += "".join(_say_blank(survey, name) for name in names)
    yield Notice(words=words, columns=names)


def _say_blank(survey: Survey, name: str) -> str:
    """What becomes of rows that a column leaves blank, "" where it leaves none."""
    column = survey.head.find(name)
    blank = survey.rows - survey.profile_of(column).filled if column else 0
    if not blank:
        return ""
    return (
        f" With {name}, those without one ({blank:,} of {survey.rows:,} {survey.table.noun}s) are "
        "about the whole district, and count in no total where that reports by its shelters."
    )


def _count_names(survey: Survey, name: str) -> int:
    column = survey.head.find(name)
    return survey.profile_of(column).different if column else 0


def _tells_apart(survey: Survey, suggestion: Suggestion, name: str) -> bool:
    """Whether no two of the first rows have the same name on the same day."""
    days = [n for n, meaning in suggestion.meanings.items() if meaning.role is Role.DAY]
    columns = [column for n in (name, *days) if (column := survey.head.find(n)) is not None]
    seen = set()
    for _, cells in survey.first:
        key = tuple(
            say_cell(cells[column.index]) if column.index < len(cells) else "" for column in columns
        )
        if key in seen:
            return False
        seen.add(key)
    return True
