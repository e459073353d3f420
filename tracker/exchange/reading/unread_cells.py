"""Cells of a workbook that its reader gives as blank: errors, and formulas without a value.

The reader gives no error such as #DIV/0!, and a formula that no spreadsheet program calculated has
no value to give. As a blank cell either would say that nothing was reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape

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

_FORMULA = rb"<(?:\w+:)?f(?:\s[^<>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)"
_VALUE = rb"<(?:\w+:)?v(?:\s[^<>]*)?(?:/>|>([^<]*)</(?:\w+:)?v>)"
# Bounded, so that no sheet made for it takes longer to look through than others.
_CALCULATED = re.compile(
    rb"<(?:\w+:)?c\s([^<>]{0,300}[^<>/])>\s*"
    + _FORMULA
    + rb"\s*(?:"
    + _VALUE
    + rb")?\s*</(?:\w+:)?c>"
)
_ERROR = re.compile(
    rb'<(?:\w+:)?c\s([^<>]{0,300}\bt="e"[^<>]{0,300})>\s*(?:' + _FORMULA + rb"\s*)?" + _VALUE
)
_PLACE = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
_TEXT = re.compile(rb'\bt="str"')
_TAG = re.compile(r"<(?:\w+:)?(sheet|Relationship|calcPr)\s([^>]*)>")
_ATTRIBUTE = re.compile(r'(?:\w+:)?(\w+)="([^"]*)"')


@dataclass(kw_only=True, slots=True)
class UnreadCells:
    """Collects them sheet by sheet, by the part of the workbook that holds the sheet.

    In a workbook that is to be calculated `anew` a value of 0 is but a filler of its formula.
    """

    anew: bool = False
    found: dict[str, dict[int, dict[int, str]]] = field(default_factory=dict)
    count: int = 0

    def look(self, part: str, text: bytes) -> None:
        """Take in a piece of a sheet. Raises FileUnreadable where there are too many."""
        # Most sheets have neither, and many cells.
        for match in _ERROR.finditer(text) if b't="e"' in text else ():
            said = unescape((match[2] or b"").decode(errors="replace"))
            self._add(part, match[1], said or AN_ERROR)
        for match in _CALCULATED.finditer(text) if b"<f" in text or b":f" in text else ():
            value = (match[2] or b"").strip()
            if not _TEXT.search(match[1]) and (not value or (self.anew and value == b"0")):
                self._add(part, match[1], NOT_CALCULATED)

    def _add(self, part: str, cell: bytes, said: str) -> None:
        place = _PLACE.search(cell)
        if place is not None:
            self.add(part, int(place[2]), (number_column(place[1]) - 1,), said)

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

    def name_sheets(self, book: str, relations: str) -> dict[str, SaidCells]:
        """The cells by the names of the sheets, which the parts of the workbook itself tell."""
        targets = {
            said.get("Id"): said.get("Target", "")
            for kind, said in _list_tags(relations)
            if kind == "Relationship"
        }
        return {
            said.get("name", ""): self.found.get(_find_part(targets.get(said.get("id"), "")), {})
            for kind, said in _list_tags(book)
            if kind == "sheet"
        }


def is_calculated_anew(book: str) -> bool:
    """Whether a workbook says that its formulas have yet to be calculated."""
    return any(
        kind == "calcPr" and said.get("fullCalcOnLoad") in ("1", "true")
        for kind, said in _list_tags(book)
    )


def number_column(letters: bytes) -> int:
    """The number of a column, counted from 1.

    >>> number_column(b"A"), number_column(b"AB")
    (1, 28)
    """
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _find_part(target: str) -> str:
    """The part that a workbook means, which it names from its own folder or from the root."""
    return target[1:] if target.startswith("/") else f"xl/{target}"


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


def _list_tags(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    for kind, attributes in _TAG.findall(text):
        yield kind, {name: unescape(value) for name, value in _ATTRIBUTE.findall(attributes)}
