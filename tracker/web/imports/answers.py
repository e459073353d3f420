"""The questions about a file as fields, and their answers in a mapping."""

from __future__ import annotations

from dataclasses import replace

from tracker.exchange.detecting import Asked, DayOrder, Point, Question
from tracker.exchange.mapping import ImportMapping, find_answer
from tracker.web.shared.choices import RadiosField, SelectChoice


def make_question(question: Question) -> RadiosField:
    """The field for the answer to a question."""
    return RadiosField(
        question.words,
        noun="one of the answers",
        choices=[SelectChoice(option.value, option.words) for option in question.options],
        coerce=str,
    )


def find_offered(question: Question, mapping: ImportMapping) -> str | None:
    """The answer given before, else the likely one, else none: nobody answers for a person."""
    answer = find_answer(mapping, question)
    return question.likely if answer is None else answer


def keep_answer(mapping: ImportMapping, question: Question, answer: str) -> ImportMapping:
    """The mapping with the answer to a question, "" where none was given."""
    match question.asked:
        case Asked.ORDER:
            return replace(mapping, order=DayOrder(answer) if answer else None)
        case Asked.YEAR:
            return replace(mapping, year=int(answer) if answer else None)
        case Asked.ZONE:
            return replace(mapping, zone=answer)
        case Asked.POINT:
            return replace(mapping, points={**mapping.points, question.column: Point(answer)})
        case Asked.TOTALS:
            return replace(mapping, skip_totals=answer == "skip")
    kept = (answer,) if answer else ()
    return replace(mapping, only={**mapping.only, question.column: kept})
