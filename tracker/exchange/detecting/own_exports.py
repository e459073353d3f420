"""Which tables are our own exports, whose parts are as somebody entered them."""

from __future__ import annotations

from tracker.exchange.detecting.hxl import tells_form
from tracker.exchange.detecting.surveys import Survey
from tracker.exchange.detecting.words import fold_words

_PARTS = frozenset(("sex", "age from", "age to"))
_OWN = (
    _PARTS | {"units known", "mark"},
    _PARTS | {"version", "household size"},
)
"""The columns by which day values with a row for each number, and reports, are known."""


def is_own_export(survey: Survey) -> bool:
    """Whether a table is an export of a tracker, by its tags or by its columns."""
    names = {fold_words(column.name) for column in survey.head.columns}
    return marks_forms(survey) or any(own <= names for own in _OWN)


def marks_forms(survey: Survey) -> bool:
    """Whether rows say in which form words stand in place of a number, as our exports do."""
    return any(tells_form(column.tag) for column in survey.head.columns)
