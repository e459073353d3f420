"""What was sent by the form that says what the columns of a file mean, as a mapping."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tracker.domain.errors import InvalidField
from tracker.exchange.detecting import Column, Findings, Layout, suggest_counts
from tracker.exchange.mapping import Constants, ImportMapping
from tracker.exchange.meanings import NOT_USED, Meaning, read_meaning, read_measure
from tracker.web.imports.answers import keep_answer, name_answer
from tracker.web.imports.column_form import ColumnsForm, list_open_columns, list_words
from tracker.web.imports.drafts import Draft
from tracker.web.imports.people_choices import find_misfit, join_meaning


def read_form(form: ColumnsForm, draft: Draft, findings: Findings) -> ImportMapping:
    """The mapping as the form says it; choices of places stay.

    Of columns that are not used only those are kept that look like counts.
    """
    values: Mapping[str, Any] = form.data
    chosen = {
        column.name: join_meaning(_read_column(values, column), _read_people(values, column))
        for column in list_open_columns(draft)
    }
    counts = suggest_counts(draft.survey)
    columns = {name: m for name, m in chosen.items() if m != NOT_USED or name in counts}
    words = {
        word: read_meaning(values[f"word_{number}"]) or NOT_USED
        for number, word in enumerate(list_words(draft))
    }
    mapping = replace(
        draft.mapping,
        layout=Layout(form.layout.data),
        columns=columns,
        words={**draft.mapping.words, **words},
        constants=Constants(
            area=form.area.data or None,
            day=form.day.data.isoformat() if form.day.data else None,
            source=form.source.data or None,
            indicator=read_measure(form.indicator.data) if form.indicator.data else None,
        ),
        add_rows=_read_box(form, draft.mapping),
        add_columns=form.add_columns.data,
        add_parts=form.add_parts.data,
    )
    for number, question in enumerate(findings.questions):
        answer = values[name_answer(question, number)] or ""
        mapping = keep_answer(mapping, question, answer)
    return mapping


def _read_box(form: ColumnsForm, mapping: ImportMapping) -> bool | None:
    """Whether rows add up; not ticked, it answers nothing, and takes no earlier No back."""
    return True if form.add_rows.data else mapping.add_rows and None


def list_misfits(form: ColumnsForm, draft: Draft) -> list[InvalidField]:
    """People that were chosen beside what counts none; they are no part of the mapping."""
    values: Mapping[str, Any] = form.data
    found = (
        find_misfit(
            _read_column(values, column), _read_people(values, column), f"people_{column.index}"
        )
        for column in list_open_columns(draft)
    )
    return [problem for problem in found if problem]


def _read_column(values: Mapping[str, Any], column: Column) -> Meaning:
    return read_meaning(values[f"column_{column.index}"]) or NOT_USED


def _read_people(values: Mapping[str, Any], column: Column) -> str:
    return values.get(f"people_{column.index}") or ""
