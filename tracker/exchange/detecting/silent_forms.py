"""Columns whose heads do not say whether they are new, beside others that count the day's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tracker.domain.counts import Form
from tracker.exchange.detecting.findings import Notice
from tracker.exchange.detecting.form_columns import say_form
from tracker.exchange.detecting.heads import Column
from tracker.exchange.detecting.hxl import explain_tag, read_tag
from tracker.exchange.detecting.surveys import Survey
from tracker.exchange.detecting.unknown_words import list_unknown
from tracker.exchange.detecting.words import explain_measure
from tracker.exchange.meanings import NOT_USED, Meaning, lend_form


def settle_totals(survey: Survey, meanings: dict[str, Meaning]) -> None:
    """Take `killed` for a total so far where `killed_new` or `Killed (24h)` stands beside it.

    Even where that one is blank in all rows: what a column counts does not change from day to day.
    """
    if survey.head.is_settled:
        return
    said = _list_said(survey)
    for column in survey.head.columns:
        meaning = meanings[column.name]
        so_far = lend_form(meaning, Form.TOTAL)
        is_silent = say_form(column) is None and so_far != meaning
        if is_silent and meaning in said.values() and so_far not in said.values():
            meanings[column.name] = so_far


def tell_silent(survey: Survey, meanings: Mapping[str, Meaning]) -> Iterator[Notice]:
    """Which columns are read as totals so far for no more than what stands beside them."""
    if survey.head.is_settled:
        return
    said = _list_said(survey)
    for column in survey.head.columns:
        meaning = meanings.get(column.name, NOT_USED)
        new = lend_form(meaning, Form.NEW)
        beside = [name for name, other in said.items() if other == new]
        if say_form(column) is None and new != meaning and beside:
            yield Notice(
                words=f"“{column.name}” is read as a total so far, since “{beside[0]}” beside it "
                "is what was new on the day. Choose new for it if that is not so.",
                columns=(column.name, beside[0]),
            )


def _list_said(survey: Survey) -> dict[str, Meaning]:
    """What columns surely count in the form that they say, filled or not."""
    explained = (
        (column.name, _explain(survey, column), say_form(column)) for column in survey.head.columns
    )
    return {name: lend_form(meaning, form) for name, meaning, form in explained if form is not None}


def _explain(survey: Survey, column: Column) -> Meaning:
    profile = survey.profile_of(column)
    tag = read_tag(column.tag)
    holds_words = profile.filled and not profile.is_mostly_number
    if holds_words or (tag is None and list_unknown(column.said)):
        return NOT_USED
    return (explain_tag(tag) if tag else explain_measure(column.said)) or NOT_USED
