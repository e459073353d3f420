"""Columns of parts by sex or age whose number is read in the other form: new, or a total so far."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tracker.exchange.detecting.findings import Notice
from tracker.exchange.detecting.heads import Column
from tracker.exchange.detecting.hxl import explain_tag, read_tag
from tracker.exchange.detecting.surveys import Survey
from tracker.exchange.detecting.words import explain_measure
from tracker.exchange.meanings import NOT_USED, Meaning, Measure


def tell_other_forms(survey: Survey, meanings: Mapping[str, Meaning]) -> Iterator[Notice]:
    """The parts that are left aside, since they are none of the number that is read."""
    used = [meaning.measure for meaning in meanings.values() if meaning.measure]
    forms = {measure.indicator: measure.form for measure in used}
    for column in survey.head.columns:
        rows = survey.profile_of(column).filled
        measure = _find_measure(column)
        if not rows or measure is None or measure.group is None:
            continue
        is_used = meanings.get(column.name, NOT_USED) != NOT_USED
        if not is_used and forms.get(measure.indicator, measure.form) is not measure.form:
            words = f"“{column.name}”, in {rows:,} row{'' if rows == 1 else 's'}"
            yield Notice(words=words, columns=(column.name,))


def _find_measure(column: Column) -> Measure | None:
    tag = read_tag(column.tag)
    meaning = explain_tag(tag) if tag else explain_measure(column.name)
    return meaning.measure if meaning else None
