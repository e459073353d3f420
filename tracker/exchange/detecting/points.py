"""The question what the point in the numbers of a column sets off: thousands, or a fraction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum

from tracker.exchange.detecting.findings import Asked, Option, Question
from tracker.exchange.detecting.surveys import Survey
from tracker.exchange.meanings import Meaning, Role


class Point(StrEnum):
    """What a point sets off, as mappings write it."""

    THOUSANDS = "thousands"
    FRACTIONS = "fractions"

    @property
    def decimal(self) -> str:
        """The sign that sets off fractions then."""
        return "," if self is Point.THOUSANDS else "."


def ask_about_points(survey: Survey, meanings: Mapping[str, Meaning]) -> Iterator[Question]:
    """One question for each column of numbers in which no cell tells; none may be guessed."""
    for column in survey.head.columns:
        example = survey.profile_of(column).pointed
        meaning = meanings.get(column.name)
        if not example or meaning is None:
            continue
        if meaning.measure or meaning.role is Role.NUMBER:
            yield _ask(column.name, example.strip())


def _ask(column: str, example: str) -> Question:
    return Question(
        asked=Asked.POINT,
        column=column,
        words=f"Nothing says what the point in {example} of “{column}” sets off.",
        options=(
            Option(value=Point.THOUSANDS, words=f"Thousands: {example.replace('.', ',')}"),
            Option(
                value=Point.FRACTIONS,
                words="A fraction: rows with one that is not 0 are refused, since people and "
                "places are whole",
            ),
        ),
    )
