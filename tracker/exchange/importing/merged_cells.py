"""Rows of a workbook with what their merged cells say: the first of them has it, for all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from tracker.exchange.detecting import Survey, say_cell
from tracker.exchange.mapping import ImportMapping
from tracker.exchange.meanings import Role
from tracker.exchange.reading import Cell, Merge, Row

_NOT_FILLED = frozenset((Role.NOTHING, Role.COUNT, Role.NUMBER, Role.QUALIFIER))
"""A number stands for its own row only, and so does what is said of it."""


def list_rows(survey: Survey, mapping: ImportMapping) -> Iterator[Row]:
    """The rows below the head, with the cells filled down that say what a row is about."""
    starts = _find_starts(survey, mapping)
    if not starts:
        yield from survey.list_data()
        return
    open_merges: dict[int, tuple[int, Cell]] = {}
    for number, cells in survey.list_data():
        for merge in starts.get(number, ()):
            cell = cells[merge.first_column] if merge.first_column < len(cells) else None
            open_merges[merge.first_column] = (merge.last_row, cell)
        filled = list(cells)
        for column, (last, cell) in open_merges.items():
            if number <= last and column < len(filled) and not say_cell(filled[column]).strip():
                filled[column] = cell
        yield number, filled


def _find_starts(survey: Survey, mapping: ImportMapping) -> dict[int, list[Merge]]:
    """The merged cells of several rows in the columns that are filled, by their first row."""
    names = {name for name, m in mapping.columns.items() if m.role not in _NOT_FILLED}
    found = (survey.head.find(name) for name in names | set(mapping.only))
    columns = {column.index for column in found if column is not None}
    starts: dict[int, list[Merge]] = defaultdict(list)
    for merge in survey.table.merges:
        if merge.last_row > merge.first_row and merge.first_column in columns:
            starts[merge.first_row].append(merge)
    return starts
