"""Questions that nobody answered before a file is planned: told in sentences, or asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from tracker.domain.counts import Form
from tracker.exchange.detecting import (
    Asked,
    Calendar,
    Layout,
    Notice,
    Question,
    Survey,
    list_choices,
)
from tracker.exchange.detecting.form_columns import say_form
from tracker.exchange.detecting.hxl import read_tag
from tracker.exchange.detecting.narrowed import tell_narrowed
from tracker.exchange.importing.notices import MOST_LINES, PlanWarning, WarningKind, count_things
from tracker.exchange.importing.planning import MappingUnfit, Plan
from tracker.exchange.mapping import (
    ImportMapping,
    Misfit,
    list_asked_measures,
    list_open_questions,
)
from tracker.exchange.meanings import list_forms

_PATHS = {
    Asked.ORDER: "order",
    Asked.YEAR: "year",
    Asked.ZONE: "zone",
    Asked.TOTALS: "skip_totals",
    Asked.ADDING: "add_rows",
    Asked.POINT: "points",
    Asked.ONLY: "only",
    Asked.FORM: "surely_new",
    Asked.THOUSANDS: "thousands",
}


_MEANWHILE = {
    Asked.ORDER: "Rows with such days are refused.",
    Asked.ZONE: "They are read as they are written.",
    Asked.TOTALS: "They are read like the others.",
    Asked.ADDING: "They are refused.",
    Asked.POINT: "Rows with such numbers are refused.",
    Asked.ONLY: "All rows are read.",
    Asked.FORM: "They are read as new on the day.",
    Asked.THOUSANDS: "Rows with such numbers are refused.",
}
"""What a plan does; without the year of its days there is none."""


class QuestionsOpen(MappingUnfit):
    """A file without a mapping that leaves questions open."""

    def __init__(self, problems: Sequence[Misfit]) -> None:
        super().__init__(problems)
        questions = "".join(f"\n- {problem.message}" for problem in problems)
        self.message = f"Name a mapping that answers what this file does not say:{questions}"


def require_answers(survey: Survey, mapping: ImportMapping, calendar: Calendar) -> None:
    """Refuse a file that only its own hashtags explain where something has to be decided.

    Raises QuestionsOpen.
    """
    questions = list_open_questions(survey, mapping, calendar)
    asked = {name for question in questions for name in question.about}
    problems = [
        *(_ask_for_answer(question, mapping) for question in questions),
        *_ask_for_forms(survey, mapping, asked),
        *map(_ask_for_choice, list_choices(survey)),
        *_ask_for_counts(survey, mapping),
    ]
    if problems:
        raise QuestionsOpen(problems)


def tell_questions(plan: Plan) -> Iterator[PlanWarning]:
    """What nobody decided, with what is done as long as nobody does."""
    if plan.questions:
        yield PlanWarning(
            kind=WarningKind.QUESTIONS,
            heading=f"{count_things(len(plan.questions), 'question')} without an answer",
            words="Neither the mapping nor the file itself answers what is asked about it. What is "
            "done until then stands beside it.",
            lines=[say_unanswered(question, plan.mapping) for question in plan.questions][
                :MOST_LINES
            ],
            remedy="Answer each in the mapping, by the key that is named.",
        )


def say_unanswered(question: Question, mapping: ImportMapping) -> str:
    """A question, what is done without an answer, and the key of the mapping that answers it."""
    return (
        f"{_say(question)} {_say_meanwhile(question, mapping)} Key: {_say_key(question, mapping)}."
    )


def _ask_for_answer(question: Question, mapping: ImportMapping) -> Misfit:
    path = _PATHS[question.asked]
    column = (question.column,) if question.asked in (Asked.POINT, Asked.ONLY) else ()
    words = f"{_say(question)} Key of a mapping: {_say_key(question, mapping)}"
    return Misfit(path, words, path, *column)


def _ask_for_choice(notice: Notice) -> Misfit:
    keys = " or ".join(f'"{name}" = "{words}"' for name, words in notice.keys.items())
    words = f"{notice.words} Key of a mapping: {keys} under [columns], whichever is meant"
    return Misfit("columns", words, "columns", *notice.columns[:1])


def _ask_for_forms(
    survey: Survey, mapping: ImportMapping, asked: Collection[str]
) -> Iterator[Misfit]:
    """Whether tagged tallies are new or totals so far, where no attribute says it."""
    for column in survey.head.columns:
        measure = mapping.measures.get(column.name)
        if measure is None or measure.form is Form.LEVEL or column.name in asked:
            continue
        if read_tag(column.tag) is not None and say_form(column) is None:
            words = " or ".join(
                f'"{replace(measure, form=form).words}"' for form in list_forms(measure.indicator)
            )
            yield Misfit(
                "columns",
                f"Neither +new nor +cumulative says whether “{column.name}” is new on the day or a "
                f'total so far. Key of a mapping: "{column.name}" = {words} under [columns]',
                "columns",
                column.name,
            )


def _ask_for_counts(survey: Survey, mapping: ImportMapping) -> Iterator[Misfit]:
    """Why none of the columns with hashtags counts anything, where attributes are in the way."""
    if mapping.layout is not Layout.COLUMNS or mapping.measures:
        return
    for notice in tell_narrowed(survey, mapping.columns):
        (name,) = notice.columns
        key = f'Key of a mapping: "{name}" = "present" under [columns], or whatever it counts'
        yield Misfit("columns", f"{notice.words} {key}", "columns", name)


def _say(question: Question) -> str:
    """A question with the column that it is about."""
    named = not question.column or f"“{question.column}”" in question.words
    return question.words if named else f"Column “{question.column}”: {question.words}"


def _say_meanwhile(question: Question, mapping: ImportMapping) -> str:
    if question.asked is Asked.ZONE and mapping.zone:
        return f"They are read as days in {mapping.zone}."
    return _MEANWHILE[question.asked]


def _say_key(question: Question, mapping: ImportMapping) -> str:
    """What to write in a mapping: `order = "day first" or "month first"`."""
    quoted = [f'"{option.value}"' for option in question.options]
    match question.asked:
        case Asked.YEAR:
            return f"year = {' or '.join(option.value for option in question.options)}"
        case Asked.ORDER | Asked.ZONE:
            return f"{_PATHS[question.asked]} = {' or '.join(quoted)}"
        case Asked.TOTALS | Asked.THOUSANDS | Asked.ADDING:
            return f"{_PATHS[question.asked]} = true or false"
        case Asked.POINT:
            return f'"{question.column}" = {" or ".join(quoted)} under [points]'
        case Asked.ONLY:
            named = ", ".join(word for word in quoted if word != '""')
            return f'"{question.column}" = [{named}] under [only], without those not meant'
        case Asked.FORM:
            return f'{_say_total(question, mapping)}, or surely_new = ["{question.indicator}"]'


def _say_total(question: Question, mapping: ImportMapping) -> str:
    """How a mapping says that numbers are totals so far: `"Killed" = "…" under [columns]`."""
    measures = list_asked_measures(mapping, question)
    words = [replace(measure, form=Form.TOTAL).words for measure in measures]
    if not question.about:
        return f'indicator = "{words[0]}" under [constants]'
    table = "columns" if mapping.layout is Layout.COLUMNS else "words"
    said = (f'"{name}" = "{total}"' for name, total in zip(question.about, words, strict=True))
    return f"{' and '.join(said)} under [{table}]"
