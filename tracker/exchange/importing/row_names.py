"""What a row names: its place and its source, by columns or for all rows."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.exchange.detecting import Column, Survey, say_cell
from tracker.exchange.importing.entries import RowRefused
from tracker.exchange.mapping import ImportMapping, PlaceKey
from tracker.exchange.meanings import Role
from tracker.exchange.reading import Cell

Cells = Sequence[Cell]
_LIKE_MERGED = 2
"""Blank cells of a column from which they may be what is left of merged ones."""


class RowNames:
    """Reads names off rows; what is said for all rows holds where no column says it."""

    def __init__(self, survey: Survey, mapping: ImportMapping) -> None:
        self._survey = survey
        self._constants = mapping.constants
        self._at = {role: survey.head.find(mapping.find(role) or "") for role in Role}

    def find_key(self, cells: Cells) -> PlaceKey:
        """The place of a row."""
        return PlaceKey(
            above=self._find(cells, Role.ABOVE),
            area=self._find(cells, Role.AREA, self._constants.area),
            shelter=self._find(cells, Role.SHELTER, self._constants.shelter),
        )

    def find_source(self, cells: Cells) -> str:
        """Who says so."""
        return self._find(cells, Role.SOURCE, self._constants.source)

    def refuse_blank(self, what: str, column: Column | None) -> RowRefused:
        """That a row does not say what it has to, and what to do where cells were merged."""
        if column is None:
            return RowRefused(f"Enter the {what}")
        blank = self._survey.rows - self._survey.profile_of(column).filled
        hint = ". If its cells were merged, fill the column down" if blank >= _LIKE_MERGED else ""
        return RowRefused(f"Enter the {what}{hint}", column.index)

    def _find(self, cells: Cells, role: Role, constant: str | None = None) -> str:
        column = self._at[role]
        if column is None:
            return constant or ""
        return say_cell(cells[column.index]).strip() if column.index < len(cells) else ""
