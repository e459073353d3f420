"""Lines of CSV files that are safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""Without it Excel takes UTF-8 for the encoding of the country."""

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")

Cell = str | int | None


def write_rows(rows: Iterable[Iterable[Cell]]) -> str:
    """The lines, with no cell that a spreadsheet takes for a formula."""
    page = io.StringIO()
    csv.writer(page, lineterminator="\r\n").writerows(map(defuse, rows))
    return page.getvalue()


def defuse(row: Iterable[Cell]) -> list[Cell]:
    """Cells that no spreadsheet takes for a formula; numbers stay numbers."""
    return [
        f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS) else cell
        for cell in row
    ]
