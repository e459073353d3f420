"""The questions about a file as fields, and their answers in a mapping."""

from __future__ import annotations

from dataclasses import replace

from tracker.exchange.detecting import Asked, DayOrder, Point, Question
from tracker.exchange.mapping import ImportMapping
from tracker.web.shared.choices import RadiosField, SelectChoice


def make_question(question: Question) -> RadiosField:
    """The field for the answer to a question."""
    return RadiosField(
        question.words,
        noun="one of the answers",
        choices=[SelectChoice(option.value, option.words) for option in question.options],
        coerce=str,
    )


def find_answer(question: Question, mapping: ImportMapping) -> str | None:
    """The answer given before, else the likely one, else none: nobody answers for a person."""
    match question.asked:
        case Asked.ORDER:
            return mapping.order.value if mapping.order else None
        case Asked.YEAR:
            return f"{mapping.year}" if mapping.year else question.likely
        case Asked.ZONE:
            return mapping.zone or None
        case Asked.POINT:
            return mapping.points.get(question.column)
        case Asked.TOTALS:
            return "skip" if mapping.skip_totals else question.likely
    kept = mapping.only.get(question.column)
    return kept[0] if kept else question.likely


def keep_answer(mapping: ImportMapping, question: Question, answer: str) -> ImportMapping:
    """The mapping with the answer to a question, "" where none was given."""
    match question.asked:
        case Asked.ORDER:
            return replace(mapping, order=DayOrder(answer) if answer else None)
        case Asked.YEAR:
            return replace(mapping, year=int(answer) if answer else None)
        case Asked.ZONE:
            return replace(mapping, zone=answer or None)
        case Asked.POINT:
            return replace(mapping, points={**mapping.points, question.column: Point(answer)})
        case Asked.TOTALS:
            return replace(mapping, skip_totals=answer == "skip")
    only = {name: kept for name, kept in mapping.only.items() if name != question.column}
    return replace(mapping, only=only | ({question.column: (answer,)} if answer else {}))
