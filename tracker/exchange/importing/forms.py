"""The form of a row's number, where a column says whether it is new or a total so far."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from tracker.domain.counts import Form
from tracker.domain.indicators import Indicator
from tracker.exchange.detecting import Column, Notice, Number, Survey, say_cell
from tracker.exchange.detecting.form_columns import (
    is_bare_total,
    read_cell_form,
    tell_unused_forms,
)
from tracker.exchange.importing.added_numbers import say_number
from tracker.exchange.mapping import ImportMapping
from tracker.exchange.meanings import Measure
from tracker.exchange.reading import Cell

_SAID = {Form.NEW: "new on the day", Form.TOTAL: "the total so far"}


class RowForms:
    """Reads of rows in which form their numbers are; the same words are read once.

    With `keeps_levels` a row has columns of levels beside those of tallies: it says nothing of
    them.
    """

    def __init__(self, column: Column, *, keeps_levels: bool) -> None:
        self._index = column.index
        self._keeps_levels = keeps_levels
        self._known: dict[tuple[Cell, Measure], Measure | str] = {}

    def turn(self, cells: Sequence[Cell], measure: Measure) -> Measure | str:
        """What a number counts in the form of its row, without one as it stands; else why not."""
        key = (cells[self._index] if self._index < len(cells) else None, measure)
        if key not in self._known:
            self._known[key] = self._turn(say_cell(key[0]).strip(), measure)
        return self._known[key]

    def _turn(self, words: str, measure: Measure) -> Measure | str:
        is_level = measure.form is Form.LEVEL
        if not words or (is_level and (self._keeps_levels or is_bare_total(words))):
            return measure
        form = read_cell_form(words)
        if form is None:
            return f"Write “new” or “total so far”, whichever the number is. This is “{words}”"
        if is_level is not (form is Form.LEVEL):
            counted = "at the end of the day" if is_level else "as new or as a total so far"
            label = measure.indicator.definition.label.casefold()
            return f"Mend “{words}”, or choose another meaning: {label} is counted {counted}"
        return replace(measure, form=form)


def tell_lost_forms(survey: Survey, mapping: ImportMapping) -> Iterator[Notice]:
    """Which column says of rows whether they are new, where that is not read."""
    words = (meaning.measure for meaning in mapping.words.values())
    measures = (*mapping.measures.values(), *words, mapping.constants.indicator)
    return tell_unused_forms(survey, mapping.columns, measures, mapping.only)


def explain_both_forms(told: Mapping[Measure, Number | None]) -> str | None:
    """Why a report cannot hold what is told of an indicator in both forms; None where it can."""
    forms: dict[Indicator, dict[Form, str]] = defaultdict(dict)
    for measure, number in told.items():
        if number is not None and measure.form is not Form.LEVEL:
            forms[measure.indicator].setdefault(measure.form, say_number(number))
    for indicator, numbers in forms.items():
        if len(numbers) > 1:
            said = " and ".join(f"{number} as {_SAID[form]}" for form, number in numbers.items())
            label = indicator.definition.label.casefold()
            return f"Keep one of two numbers for {label}: {said}. A report has room for one"
    return None
