"""Cells of a workbook that its reader gives as blank: errors, and formulas without a value.

The reader gives no error such as #DIV/0!, and a formula that no spreadsheet program calculated has
no value to give. As a blank cell either would say that nothing was reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tracker.exchange.reading.limits import FileUnreadable
from tracker.exchange.reading.tables import Cell, Row

NOT_CALCULATED = "a formula without a value"
"""Stands in a cell whose formula nobody calculated."""

AN_ERROR = "an error"
"""Stands in a cell with an error that has no name."""

MOST = 100_000
"""Rows with such cells that are kept."""

MOST_CELLS = 1_000_000

SaidCells = Mapping[int, Mapping[int, str]]
"""What stands in cells, by the numbers of their rows and by their columns from 0."""

UnreadSheets = Mapping[str, SaidCells] | Sequence[SaidCells]
"""The cells of sheets by their names, or in their order."""

_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}


@dataclass(kw_only=True, slots=True)
class UnreadCells:
    """Collects them sheet by sheet, by the name of the sheet or of the part that holds it."""

    found: dict[str, dict[int, dict[int, str]]] = field(default_factory=dict)
    count: int = 0

    def add(self, sheet: str, row: int, columns: Iterable[int], said: str) -> None:
        """Keep what stands in cells of a row. Raises FileUnreadable where there are too many."""
        rows = self.found.setdefault(sheet, {})
        cells = rows.setdefault(row, {})
        self.count -= len(cells)
        for column in columns:
            cells.setdefault(column, said)
        self.count += len(cells)
        if len(rows) > MOST or self.count > MOST_CELLS:
            most = f"{MOST:,} of its rows" if len(rows) > MOST else f"{MOST_CELLS:,} of its cells"
            raise FileUnreadable(
                "Open the workbook in a spreadsheet program, mend its formulas and save it: more "
                f"than {most} hold errors or formulas without a value"
            )


def name_error(code: int) -> str:
    """What binary workbooks mean by a number."""
    return _ERRORS.get(code, AN_ERROR)


def find_said(unread: UnreadSheets | None, number: int, name: str) -> SaidCells:
    """What stands in cells of the sheet with this number and name."""
    if isinstance(unread, Sequence):
        return unread[number]
    return (unread or {}).get(name, {})


def say_cells(rows: Iterator[Row], said: SaidCells) -> Iterator[Row]:
    """The rows with what stands in these cells, and those below the last that hold nothing else."""
    last = 0
    for number, cells in rows:
        last = number
        yield number, _say(cells, said[number]) if number in said else cells
    for number in sorted(said):
        if number > last:
            yield number, _say((), said[number])


def _say(cells: Sequence[Cell], said: Mapping[int, str]) -> list[Cell]:
    filled = [*cells, *[None] * (max(said) + 1 - len(cells))]
    for column, text in said.items():
        filled[column] = text
    return filled
