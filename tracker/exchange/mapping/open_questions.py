"""Questions about a file that are open: neither a mapping nor the file's own cells answer them."""

from __future__ import annotations

from datetime import datetime

from tracker.exchange.detecting import Asked, Calendar, Question, Survey
from tracker.exchange.detecting.traps import ALL, ask
from tracker.exchange.mapping.mappings import ImportMapping
from tracker.exchange.meanings import NOT_USED
from tracker.registry.operation import Operation


def find_calendar(operation: Operation, now: datetime) -> Calendar:
    """What an operation tells of the days of files."""
    clock = operation.clock
    years = range(clock.start.year, clock.day_of(now).year + 1)
    return Calendar(zone=clock.time_zone, years=years)


def list_open_questions(
    survey: Survey, mapping: ImportMapping, calendar: Calendar
) -> tuple[Question, ...]:
    """What a person would be asked and a mapping says nothing of.

    Found in what a survey holds: no row of the table is read again.
    """
    columns = survey.head.columns
    meanings = {column.name: mapping.columns.get(column.name, NOT_USED) for column in columns}
    asked = ask(survey, meanings, mapping.layout, calendar, mapping.zone or None)
    return tuple(question for question in asked if is_open(mapping, question))


def is_open(mapping: ImportMapping, question: Question) -> bool:
    """Whether something is to be decided: not where all rows are meant as far as can be seen."""
    harmless = question.asked is Asked.ONLY and question.likely == ALL.value
    return not harmless and find_answer(mapping, question) is None


def find_answer(mapping: ImportMapping, question: Question) -> str | None:
    """What a mapping answers, None where it says nothing."""
    match question.asked:
        case Asked.ORDER:
            return mapping.order
        case Asked.YEAR:
            return f"{mapping.year}" if mapping.year else None
        case Asked.ZONE:
            # A zone is asked about although there is one, where it hardly fits.
            offered = {option.value for option in question.options}
            return mapping.zone if mapping.zone in offered else None
        case Asked.POINT:
            return mapping.points.get(question.column)
        case Asked.TOTALS:
            return None if mapping.skip_totals is None else "skip" * mapping.skip_totals
        case Asked.ONLY:
            kept = mapping.only.get(question.column)
            return None if kept is None else (*kept, "")[0]
