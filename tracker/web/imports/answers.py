"""The questions about a file as fields, and their answers in a mapping."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from tracker.domain.counts import Form
from tracker.exchange.detecting import Asked, DayOrder, Layout, Point, Question
from tracker.exchange.detecting.meeting_rows import ADD
from tracker.exchange.mapping import ImportMapping, find_answer
from tracker.exchange.meanings import Meaning, lend_form
from tracker.web.shared.choices import RadiosField, SelectChoice

_DESCRIPTIONS = {Asked.FORM: "The answer goes before what is chosen for it below."}


def make_question(question: Question) -> RadiosField:
    """The field for the answer to a question."""
    return RadiosField(
        question.words,
        noun="one of the answers",
        choices=[SelectChoice(option.value, option.words) for option in question.options],
        coerce=str,
        description=_DESCRIPTIONS.get(question.asked, ""),
    )


def name_answer(question: Question, number: int) -> str:
    """The name of its field: that of a form, which choosing another column asks, moves no other.

    Whether rows add up is answered in place of the box for it.
    """
    if question.asked is Asked.FORM:
        return f"form_{question.indicator}"
    return "add_rows" if question.asked is Asked.ADDING else f"answer_{number}"


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
        case Asked.ADDING:
            return replace(mapping, add_rows=answer == ADD)
    return _keep_about_rows(mapping, question, answer)


def _keep_about_rows(mapping: ImportMapping, question: Question, answer: str) -> ImportMapping:
    if question.asked is Asked.FORM:
        return _keep_form(mapping, question, Form(answer)) if answer else mapping
    if question.asked is Asked.THOUSANDS:
        return replace(mapping, thousands=answer == "thousands")
    if question.asked is Asked.TOTALS:
        return replace(mapping, skip_totals=answer == "skip")
    kept = (answer,) if answer else ()
    return replace(mapping, only={**mapping.only, question.column: kept})


def _keep_form(mapping: ImportMapping, question: Question, form: Form) -> ImportMapping:
    """The mapping with numbers that are new on the day, or totals so far, as was answered."""

    def turn(named: Mapping[str, Meaning], names: Collection[str]) -> dict[str, Meaning]:
        return {
            name: lend_form(meaning, form) if name in names else meaning
            for name, meaning in named.items()
        }

    indicator, about, constants = question.indicator, question.about, mapping.constants
    others = tuple(one for one in mapping.surely_new if one is not indicator)
    new = (indicator,) if indicator and form is Form.NEW else ()
    if mapping.layout is Layout.COLUMNS:
        turned = replace(mapping, columns=turn(mapping.columns, about))
    elif about:
        turned = replace(mapping, words=turn(mapping.words, about))
    elif constants.indicator:
        measure = replace(constants.indicator, form=form)
        turned = replace(mapping, constants=replace(constants, indicator=measure))
    else:
        turned = mapping
    return replace(turned, surely_new=(*others, *new))
