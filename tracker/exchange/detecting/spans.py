"""Rows about several days, which a column of first or of last days tells beside their day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from tracker.exchange.detecting.dates import DayOrder, DayReading, NotADay, read_day
from tracker.exchange.detecting.findings import Notice
from tracker.exchange.detecting.heads import Column
from tracker.exchange.detecting.profiles import say_cell
from tracker.exchange.detecting.surveys import Survey
from tracker.exchange.detecting.words import fold_words
from tracker.exchange.meanings import Meaning, Role
from tracker.exchange.reading.tables import Cell

_SAMPLE = 400
_BOUND = re.compile(
    r"(?:start|begin|end)(?:s|n?ing)?|from|to|until|till|first|last"
    r"|\u0441|по|до|з|(?:нач|кон|окон|поч|кін|закін)\w*"
)
"""Words by which the first or the last day of a span is called."""


def tell_spans(survey: Survey, meanings: Mapping[str, Meaning]) -> Iterator[Notice]:
    """That rows are about several days each, and will be about the one in the column of the day."""
    name = next((name for name, m in meanings.items() if m.role is Role.DAY), None)
    day = survey.head.find(name) if name else None
    if day is None:
        return
    alike = (c for c in survey.head.columns if c is not day and _bounds_same(c, day))
    for column in alike:
        found = _find_differing(survey, day, column) if survey.profile_of(column).is_day else None
        if found is not None:
            number, one, other = found
            yield Notice(
                words=f"Rows are about several days: {survey.table.noun} {number} has {one} in "
                f"“{day.name}” and {other} in “{column.name}”. Their numbers will be those of the "
                f"day in “{day.name}” alone.",
                columns=(day.name, column.name),
                keys=dict.fromkeys((day.name, column.name), Role.DAY.value),
            )
            return


def _bounds_same(column: Column, day: Column) -> bool:
    """Whether a column says when that begins or ends which another is the day of."""
    words = _list_words(column)
    bounds = {word for word in words if _BOUND.fullmatch(word)}
    others = {word for word in _list_words(day) if not _BOUND.fullmatch(word)}
    return bool(bounds) and words - bounds == others


def _list_words(column: Column) -> set[str]:
    said = column.tag or column.name
    return set(re.findall(r"[^\W\d_]+", fold_words(said.replace("_", " "))))


def _find_differing(survey: Survey, day: Column, column: Column) -> tuple[int, str, str] | None:
    """The first row in which both columns tell days, and other ones, with its number."""
    for number, cells in survey.first[:_SAMPLE]:
        if max(day.index, column.index) < len(cells):
            one, other = cells[day.index], cells[column.index]
            if one != other and _are_different(one, other):
                return number, say_cell(one), say_cell(other)
    return None


def _are_different(one: Cell, other: Cell) -> bool:
    """Whether two cells are different days, in either order of day and month."""
    return any(_read(one, order) != _read(other, order) for order in DayOrder) and all(
        any(_read(cell, order) for order in DayOrder) for cell in (one, other)
    )


def _read(cell: Cell, order: DayOrder) -> date | None:
    try:
        return read_day(cell, DayReading(order=order))
    except NotADay:
        return None
