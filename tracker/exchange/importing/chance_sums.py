"""Sums of others that are taken in whatever is answered: nothing is asked about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from tracker.exchange.detecting import Asked, Question, Survey
from tracker.exchange.importing.leaving_out import OWN_SUM
from tracker.exchange.importing.left_totals import TotalRows
from tracker.exchange.importing.row_names import RowNames
from tracker.exchange.mapping import ImportMapping, make_matcher


def settle_sums(
    session: Session, survey: Survey, mapping: ImportMapping, asked: Sequence[Question]
) -> tuple[Question, ...]:
    """The questions, without that of sums where each of its answers does the same.

    So it is where all sums are registered places, which add up to those beside them by chance. Of
    tables with more rows than were looked at it is asked: others may be sums.
    """
    if all(question.asked is not Asked.TOTALS for question in asked):
        return tuple(asked)
    if survey.rows > len(survey.first) or _leaves_any_out(session, survey, mapping):
        return tuple(asked)
    return tuple(question for question in asked if question.asked is not Asked.TOTALS)


def _leaves_any_out(session: Session, survey: Survey, mapping: ImportMapping) -> bool:
    """Whether leaving sums out leaves any row out; the file itself is not opened for it."""
    table = replace(survey.table, read=lambda: iter(survey.first))
    looked_at, skipping = replace(survey, table=table), replace(mapping, skip_totals=True)
    totals = TotalRows(looked_at, skipping, make_matcher(session, survey, mapping))
    find_key = RowNames(looked_at, skipping).find_key
    return any(
        totals.explain_leaving_out(number, cells, find_key) not in (None, OWN_SUM)
        for number, cells in survey.first
    )
