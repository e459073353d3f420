"""Columns whose heads do not say whether they are new, beside others that count the day's."""

from __future__ import annotations

from collections.abc import Mapping

from tracker.domain.counts import Form
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
    said = [
        (meaning, say_form(column))
        for column in survey.head.columns
        if (meaning := _explain(survey, column, meanings)).measure
    ]
    for column in survey.head.columns:
        meaning = meanings[column.name]
        so_far = lend_form(meaning, Form.TOTAL)
        silent = say_form(column) is None and so_far != meaning
        if silent and (meaning, Form.NEW) in said and (so_far, Form.TOTAL) not in said:
            meanings[column.name] = so_far


def _explain(survey: Survey, column: Column, meanings: Mapping[str, Meaning]) -> Meaning:
    """What a column surely counts in the form that it says, filled or not."""
    if read_tag(column.tag) is None and list_unknown(column.said):
        return NOT_USED
    meaning = meanings[column.name]
    if not survey.profile_of(column).filled and not column.unused:
        tag = read_tag(column.tag)
        meaning = (explain_tag(tag) if tag else explain_measure(column.said)) or NOT_USED
    return lend_form(meaning, say_form(column))
