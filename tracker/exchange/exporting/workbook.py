"""Exports as workbooks, written row by row to a file, so that memory does not grow with them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile
from zoneinfo import ZoneInfo

from tracker.exchange.exporting.early_archives import FIRST
from tracker.exchange.exporting.tables import CellKind, Column, Export, Row
from tracker.exchange.exporting.text_files import list_about

MOST_ROWS = 1_048_576
"""As many rows as a sheet has; what is more goes on a further sheet."""

LONGEST = 32_767
"""As many characters as a cell holds."""

DATA, COLUMNS, ABOUT = "Data", "Columns", "Sources and method"
_WIDTHS = {
    CellKind.TEXT: 22,
    CellKind.NUMBER: 12,
    CellKind.DECIMAL: 12,
    CellKind.DAY: 12,
    CellKind.MOMENT: 18,
    CellKind.YES: 8,
}
_FORMATS = {
    CellKind.NUMBER: {"num_format": "#,##0"},
    CellKind.DECIMAL: {"num_format": "0.00####"},
    CellKind.DAY: {"num_format": "yyyy-mm-dd"},
    CellKind.MOMENT: {"num_format": "yyyy-mm-dd hh:mm"},
}


def write_workbook(export: Export, path: Path, *, time_zone: str) -> None:
    """Write an export to a file: the data, what the columns mean, and sources and method.

    Workbooks know no zones: moments are those of the operation's zone.
    """
    import xlsxwriter  # noqa: PLC0415 -- forty modules, and only workbooks need them

    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(str(path), options) as book:
        _Writer(book, export, ZoneInfo(time_zone)).write()


@cache
def make_relations() -> bytes:
    """The part of a workbook that says where the others are, the same in each of ours."""
    import xlsxwriter  # noqa: PLC0415 -- as above

    made = BytesIO()
    with xlsxwriter.Workbook(made):
        pass
    with ZipFile(made) as archive:
        return archive.read(FIRST)


class _Writer:
    """Writes one workbook."""

    def __init__(self, book: Any, export: Export, zone: ZoneInfo) -> None:
        self._book = book
        self._export = export
        self._zone = zone
        self._head = book.add_format(
            {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}
        )
        self._wrap = book.add_format({"text_wrap": True, "valign": "top"})
        self._formats = {kind: book.add_format(how) for kind, how in _FORMATS.items()}

    def write(self) -> None:
        names = iter(_name_sheets())
        # The sheets that explain stand behind the first sheet of data, and are made at once: with
        # constant memory a sheet must be written from top to bottom, not before others.
        data = self._begin_sheet(next(names))
        self._explain_columns()
        self._tell_about()
        at = 0
        for row in self._export.rows():
            at += 1
            if at == MOST_ROWS:
                data, at = self._begin_sheet(next(names)), 1
            self._write_row(data, at, row)

    def _begin_sheet(self, name: str) -> Any:
        sheet = self._book.add_worksheet(name)
        for at, column in enumerate(self._export.columns):
            sheet.set_column(at, at, max(_WIDTHS[column.kind], min(len(column.heading), 28)))
        for at, column in enumerate(self._export.columns):
            sheet.write_string(0, at, column.heading, self._head)
        sheet.freeze_panes(1, 0)
        return sheet

    def _write_row(self, sheet: Any, at: int, row: Row) -> None:
        for index, (cell, column) in enumerate(zip(row, self._export.columns, strict=True)):
            if cell is not None:
                self._write_cell(sheet, at, index, cell, column)

    def _write_cell(self, sheet: Any, at: int, index: int, cell: Any, column: Column) -> None:
        style = self._formats.get(column.kind)
        if isinstance(cell, bool):
            sheet.write_string(at, index, "yes" if cell else "no")
        elif isinstance(cell, int | float):
            sheet.write_number(at, index, cell, style)
        elif isinstance(cell, str):
            sheet.write_string(at, index, cell[:LONGEST])
        else:
            moment = isinstance(cell, datetime)
            local = cell.astimezone(self._zone).replace(tzinfo=None) if moment else cell
            sheet.write_datetime(at, index, local, style)

    def _explain_columns(self) -> None:
        sheet = self._book.add_worksheet(COLUMNS)
        for at, width in enumerate((28, 28, 16, 80, 44)):
            sheet.set_column(at, at, width)
        heads = ("Heading", "Name in CSV and JSON", "Holds", "Meaning", "HXL hashtag")
        for at, head in enumerate(heads):
            sheet.write_string(0, at, head, self._head)
        sheet.freeze_panes(1, 0)
        for number, column in enumerate(self._export.columns, start=1):
            said = (column.heading, column.key, column.kind.value, column.meaning, column.tag or "")
            for at, words in enumerate(said):
                sheet.write_string(number, at, words, self._wrap)

    def _tell_about(self) -> None:
        sheet = self._book.add_worksheet(ABOUT)
        sheet.set_column(0, 0, 30)
        sheet.set_column(1, 1, 110)
        for number, (label, said) in enumerate(list_about(self._export)):
            sheet.write_string(number, 0, str(label), self._head)
            sheet.write_string(number, 1, str(said)[:LONGEST], self._wrap)


def _name_sheets() -> Iterator[str]:
    yield DATA
    number = 2
    while True:
        yield f"{DATA} {number}"
        number += 1


def say_moment(moment: datetime, time_zone: str) -> str:
    """A moment in words, in a zone: `2024-08-08 12:00, Europe/Moscow`."""
    local = moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(ZoneInfo(time_zone))
    return f"{local:%Y-%m-%d %H:%M}, {time_zone}"
