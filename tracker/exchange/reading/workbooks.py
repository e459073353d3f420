"""Tables from workbooks: the sheets of XLSX, XLS and ODS files."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count

from python_calamine import (
    CalamineSheet,
    CalamineWorkbook,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from tracker.exchange.reading.limits import FileUnreadable, Limits
from tracker.exchange.reading.tables import Book, Cell, Merge, Row, Table
from tracker.exchange.reading.unread_cells import SaidCells, UnreadSheets, find_said, say_cells

BROKEN = "Save the workbook anew, then choose it again: this copy is damaged or cut off"


MERGED_ROWS = 100
"""Rows of which all merged cells are kept: heads stand in the first ones."""


def read_workbook(
    content: bytes,
    limits: Limits,
    unread: UnreadSheets | None = None,
    *,
    from_1904: bool = False,
) -> Book:
    """The sheets that hold something: those in sight, or hidden ones where there are no others.

    `unread` is what stands in cells that the reader gives as blank, `from_1904` as in Table; cells
    that are formatted as days are read by it already.
    """
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        found = [
            (
                sheet.visible is SheetVisibleEnum.Visible,
                _make_table(book, sheet.name, limits, find_said(unread, number, sheet.name)),
            )
            for number, sheet in enumerate(book.sheets_metadata)
            if _is_worksheet(sheet)
        ]
    except (FileUnreadable, KeyboardInterrupt):
        raise
    # A panic of the reader in Rust is no Exception, and every one means a broken file.
    except BaseException:  # noqa: BLE001
        raise FileUnreadable(BROKEN) from None
    filled = [(seen, table) for seen, table in found if table is not None]
    tables = [table for seen, table in filled if seen] or [table for _, table in filled]
    if not tables:
        raise FileUnreadable("Choose another file: this workbook has nothing in it")
    if from_1904:
        tables = [replace(table, from_1904=True) for table in tables]
    return Book(format="workbook", tables=tuple(tables))


def _is_worksheet(sheet: SheetMetadata) -> bool:
    return sheet.typ is SheetTypeEnum.WorkSheet


def _make_table(book: CalamineWorkbook, name: str, limits: Limits, said: SaidCells) -> Table | None:
    sheet = book.get_sheet_by_name(name)
    if sheet.end is None:
        return None
    last_row, last_column = sheet.end
    limits.check_cells((last_row + 1) * (last_column + 1))
    return Table(
        name=name,
        read=lambda: limits.count_cells(say_cells(_read_rows(sheet), said)),
        length=last_row + 1,
        merges=tuple(_list_merges(sheet)),
    )


def _list_merges(sheet: CalamineSheet) -> Iterator[Merge]:
    """Merged cells of the first rows, and all of several rows; ODS and XLSB files tell none."""
    for (first_row, first_column), (last_row, last_column) in sheet.merged_cell_ranges or ():
        if first_row < MERGED_ROWS or first_row < last_row:
            yield Merge(
                first_row=first_row + 1,
                first_column=first_column,
                last_row=last_row + 1,
                last_column=last_column,
            )


def _read_rows(sheet: CalamineSheet) -> Iterator[Row]:
    """Rows padded up to the sheet's first column with anything in it, as a person sees them."""
    padding = [None] * (sheet.start or (0, 0))[1]
    rows = iter(sheet.iter_rows())
    for number in count(1):
        cells = _read_row(rows, number)
        if cells is None:
            return
        yield number, [*padding, *(None if cell == "" else cell for cell in cells)]


def _read_row(rows: Iterator[Sequence[Cell]], number: int) -> Sequence[Cell] | None:
    """The next row, None behind the last. Refuses times that are longer than any."""
    try:
        return next(rows, None)
    except KeyboardInterrupt:
        raise
    # As above; numbers become days and times only here.
    except BaseException:  # noqa: BLE001
        raise FileUnreadable(
            f"Correct the dates and times in row {number}: one is no time that there can be"
        ) from None
