"""Questions about a file that are open: neither a mapping nor the file's own cells answer them."""

from __future__ import annotations

from datetime import datetime

from tracker.domain.counts import Form
from tracker.exchange.detecting import (
    Asked,
    Calendar,
    Layout,
    Question,
    Suggestion,
    Survey,
    ask_about_forms,
)
from tracker.exchange.detecting.meeting_rows import ADD, ONCE
from tracker.exchange.detecting.traps import ALL, ask
from tracker.exchange.mapping.mappings import ImportMapping
from tracker.exchange.meanings import NOT_USED, Measure
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
    counted = Suggestion(
        layout=mapping.layout,
        meanings=meanings,
        rivals={},
        words=mapping.words,
        indicator=mapping.constants.indicator,
    )
    asked = (
        *ask(survey, meanings, mapping.layout, calendar, mapping.zone or None),
        *ask_about_forms(survey, counted),
    )
    return tuple(question for question in asked if is_open(mapping, question))


def is_open(mapping: ImportMapping, question: Question) -> bool:
    """Whether something is to be decided: not where all rows are meant as far as can be seen."""
    harmless = question.asked is Asked.ONLY and question.likely == ALL.value
    return not harmless and find_answer(mapping, question) is None


def find_answer(mapping: ImportMapping, question: Question) -> str | None:
    """What a mapping answers, None where it says nothing."""
    if question.asked in (Asked.ADDING, Asked.ONLY, Asked.FORM, Asked.THOUSANDS):
        return _find_rows(mapping, question)
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
    return None if mapping.skip_totals is None else "skip" * mapping.skip_totals


def _find_rows(mapping: ImportMapping, question: Question) -> str | None:
    """Which rows are read, whether they add up, or in which form, or in what, numbers are."""
    if question.asked is Asked.ADDING:
        return {None: None, True: ADD, False: ONCE}[mapping.add_rows]
    if question.asked is Asked.FORM:
        return _find_form(mapping, question)
    if question.asked is Asked.THOUSANDS:
        return None if mapping.thousands is None else "thousands" * mapping.thousands
    kept = mapping.only.get(question.column)
    return None if kept is None else (*kept, "")[0]


def list_asked_measures(mapping: ImportMapping, question: Question) -> list[Measure]:
    """What the columns or words count whose form a question is about."""
    told = mapping.columns if mapping.layout is Layout.COLUMNS else mapping.words
    found = [told.get(name, NOT_USED).measure for name in question.about]
    everywhere = [] if question.about else [mapping.constants.indicator]
    return [measure for measure in (*found, *everywhere) if measure]


def _find_form(mapping: ImportMapping, question: Question) -> Form | None:
    """New only where somebody said so: it is what is proposed as well."""
    if any(measure.form is Form.NEW for measure in list_asked_measures(mapping, question)):
        return Form.NEW if question.indicator in mapping.surely_new else None
    return Form.TOTAL
