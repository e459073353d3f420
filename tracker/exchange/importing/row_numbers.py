"""The numbers of a row, in thousands where the row says so of its unit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tracker.exchange.detecting import Column, Number, Survey, say_cell
from tracker.exchange.detecting.units import list_thousand_units, says_thousands
from tracker.exchange.importing.cell_readers import make_number_readers
from tracker.exchange.mapping import ImportMapping
from tracker.exchange.meanings import Role
from tracker.exchange.reading import Cell


class RowNumbers:
    """Reads the numbers of rows; the same cell of a column is read once."""

    def __init__(self, survey: Survey, columns: Iterable[Column], mapping: ImportMapping) -> None:
        counted = tuple(columns)
        self._as_columns_say = make_number_readers(survey, counted, mapping)
        self._in_thousands = make_number_readers(survey, counted, mapping, by_unit=True)
        used = survey.head.find(mapping.find(Role.UNIT) or "")
        units = {*list_thousand_units(survey), *([used] if used else [])}
        self._units = tuple(column.index for column in units)
        self._known: dict[Cell, bool] = {}

    def read(self, cells: Sequence[Cell], index: int) -> Number | str | None:
        """What a cell says, None for a blank one; else why it is not read."""
        told = any(self._says_thousands(cells[at]) for at in self._units if at < len(cells))
        readers = self._in_thousands if told else self._as_columns_say
        return readers[index].read(cells[index] if index < len(cells) else None)

    def _says_thousands(self, cell: Cell) -> bool:
        if cell not in self._known:
            self._known[cell] = says_thousands(say_cell(cell))
        return self._known[cell]
