"""Figures in a row beyond the last column that the head names: a comma in a number splits it."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.exchange.detecting import Survey
from tracker.exchange.importing.entries import RowRefused
from tracker.exchange.mapping import ImportMapping
from tracker.exchange.meanings import Role
from tracker.exchange.reading import Cell, name_column


class Surplus:
    """Refuses rows with figures behind the last column that is named or used."""

    def __init__(self, survey: Survey, mapping: ImportMapping) -> None:
        used = {name for name, m in mapping.columns.items() if m.role is not Role.NOTHING}
        used |= set(mapping.only)
        known = [
            column.index
            for column in survey.head.columns
            if column.name != f"column {name_column(column.index)}" or column.name in used
        ]
        self._width = max(known, default=-1) + 1
        if self._width < len(survey.head.columns):
            self._width = max(self._width, _measure_head(survey))
        self._looks = survey.head.row is not None and not survey.table.is_named

    def check(self, cells: Sequence[Cell]) -> None:
        """Look at a row. Raises RowRefused; words may stand beside a table, as remarks do."""
        if not self._looks or len(cells) <= self._width:
            return
        for index, cell in enumerate(cells[self._width :], start=self._width):
            if isinstance(cell, str) and cell.strip()[:1].isdecimal():
                raise RowRefused(
                    f"Mend the row: it has “{cell.strip()}” where the head names no column. A "
                    "number with the sign in it that separates columns needs quotation marks",
                    index,
                )


def _measure_head(survey: Survey) -> int:
    """How many cells the head has, also blank ones: there a column is meant to be."""
    row = survey.head.row
    return next((len(cells) for number, cells in survey.table.read() if number == row), 0)
