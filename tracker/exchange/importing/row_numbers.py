"""The numbers of a row, in thousands where the row says so by its unit or indicator."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from tracker.exchange.detecting import Column, Number, Survey, say_cell
from tracker.exchange.detecting.thousands import names_thousands
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
        self._tellers = [_Teller(unit.index, says_thousands) for unit in units]
        if word := survey.head.find(mapping.find(Role.INDICATOR) or ""):
            self._tellers.append(_Teller(word.index, names_thousands))

    def read(self, cells: Sequence[Cell], index: int) -> Number | str | None:
        """What a cell says, None for a blank one; else why it is not read."""
        told = any(teller.tells(cells) for teller in self._tellers)
        readers = self._in_thousands if told else self._as_columns_say
        return readers[index].read(cells[index] if index < len(cells) else None)


class _Teller:
    """A column that may say of a row that it is in thousands; the same words are read once."""

    def __init__(self, index: int, says: Callable[[str], bool]) -> None:
        self._index = index
        self._says = says
        self._known: dict[Cell, bool] = {}

    def tells(self, cells: Sequence[Cell]) -> bool:
        cell = cells[self._index] if self._index < len(cells) else None
        if cell not in self._known:
            self._known[cell] = self._says(say_cell(cell))
        return self._known[cell]
