"""What the number of a row counts, where a column says whether people, households or places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tracker.exchange.detecting import Column, Notice, Survey, say_cell
from tracker.exchange.detecting.units import Unit, read_unit, says_thousands, tell_unused_units
from tracker.exchange.mapping import ImportMapping
from tracker.exchange.meanings import Measure
from tracker.exchange.reading import Cell


class RowUnits:
    """Reads of rows what their numbers count; the same words are read once."""

    def __init__(self, column: Column) -> None:
        self._index = column.index
        self._known: dict[tuple[Cell, Measure], Measure | str] = {}

    def turn(self, cells: Sequence[Cell], measure: Measure) -> Measure | str:
        """What a number counts in the unit of its row, without one as it stands; else why not."""
        key = (cells[self._index] if self._index < len(cells) else None, measure)
        if key not in self._known:
            self._known[key] = _turn(say_cell(key[0]).strip(), measure)
        return self._known[key]


def tell_lost_units(survey: Survey, mapping: ImportMapping) -> Iterator[Notice]:
    """Which column says that numbers count households, where they are read as people."""
    told = (*mapping.measures.values(), *(m.measure for m in mapping.words.values()))
    counted = [m for m in (*told, mapping.constants.indicator) if m]
    if any(m.indicator.definition.people and not m.households for m in counted):
        for notice in tell_unused_units(survey, mapping.columns):
            kept = mapping.only.get(notice.columns[0])
            if not kept or any(read_unit(word) is Unit.HOUSEHOLDS for word in kept):
                yield notice


def _turn(words: str, measure: Measure) -> Measure | str:
    unit = read_unit(words)
    if not words or (unit is None and says_thousands(words)):
        return measure
    if unit is None:
        return f"Write “persons”, “households” or “places” as the unit. This is “{words}”"
    if not measure.indicator.definition.people:
        fits = unit is not Unit.HOUSEHOLDS
    elif unit is Unit.HOUSEHOLDS and not measure.group:
        return replace(measure, households=True)
    else:
        fits = unit is Unit.PEOPLE and not measure.households
    if fits:
        return measure
    return f"Mend the unit, or choose another meaning: {measure.words} is not counted in {unit}"
