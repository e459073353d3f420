"""The sheets of an ODS workbook looked through: how large they become, and their errors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from tracker.exchange.reading.limits import Limits
from tracker.exchange.reading.unread_cells import AN_ERROR, NOT_CALCULATED, SaidCells, UnreadCells
from tracker.exchange.reading.xml_parts import NotWellFormed, make_parser, parse

_TABLE, _ROW = "table:table", "table:table-row"
_CELLS = ("table:table-cell", "table:covered-table-cell")
_ROWS_REPEATED = "table:number-rows-repeated"
_COLUMNS_REPEATED = "table:number-columns-repeated"
_SPACES = "text:s"
_NOTE = "office:annotation"
_TYPE = "office:value-type"
_FORMULA = "table:formula"
_RESULTS = (
    "office:value",
    "office:string-value",
    "office:date-value",
    "office:time-value",
    "office:boolean-value",
)
_ERROR = re.compile(r"#(?:N/A|\w[\w/]*[!?])|\w+ ?:5[0-9]{2}")
"""What a formula shows that went wrong, such as Err:502; older programs write 0 as its value."""
_LONGEST = 20
"""Characters that are kept of an error's name."""


def look_through(chunks: Iterable[bytes], limits: Limits) -> Mapping[str, SaidCells]:
    """By sheet, the cells that hold errors or formulas without a value, which the reader passes by.

    Refuses sheets that grow too large when their repeated rows and cells are written out: the
    reader writes all of them out at once, up to the last filled cell of each. Blank cells repeat up
    to the edge of every sheet: behind the last filled one they are no matter. Raises NotWellFormed.
    """
    sheets = _Sheets(limits)
    parser = make_parser()
    parser.StartElementHandler = sheets.start
    parser.EndElementHandler = sheets.end
    parser.CharacterDataHandler = sheets.add_text
    parse(parser, chunks)
    return sheets.unread.found


class _Sheets:
    """Measures sheets while they are read: of what stands in a cell only an error is kept."""

    def __init__(self, limits: Limits) -> None:
        self.unread = UnreadCells()
        self._limits = limits
        self._before = 0
        """Cells of the sheets before this one."""
        self._size = 0
        """Bytes, or a little less, of what stands in all cells."""
        self._open = 0
        self._is_noted = False
        """Whether this is a note that somebody put to a cell."""
        self._name = ""
        self._shown: str = ""
        """What is seen of a cell with an error or a formula."""
        self._begin_sheet()
        self._begin_row(0)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take in where an element begins."""
        if name in _CELLS:
            self._end_cell()
            self._begin_cell(attributes)
        elif name == _ROW:
            self._end_cell()
            self._begin_row(_read_repeats(attributes, _ROWS_REPEATED))
        elif name == _SPACES:
            self._length += _read_repeats(attributes, "text:c")
        elif name == _NOTE:
            self._is_noted = True
        elif name == _TABLE:
            if not self._open:
                self._name = attributes.get("table:name", "")
            self._open += 1

    def end(self, name: str) -> None:
        """Take in where an element ends."""
        if name in _CELLS:
            self._end_cell()
        elif name == _NOTE:
            self._is_noted = False
        elif name == _TABLE:
            self._open -= 1
            # Rows of a sheet within a sheet are read as those of the outer one.
            if not self._open:
                self._before += self._height * self._width
                self._begin_sheet()

    def add_text(self, text: str) -> None:
        """Take in what stands in an element."""
        self._length += len(text)
        if self._is_doubtful and not self._is_noted and len(self._shown) <= _LONGEST:
            self._shown = (self._shown + text[: 2 * _LONGEST]).lstrip()

    def _begin_sheet(self) -> None:
        self._row = self._height = self._width = 0

    def _begin_row(self, repeats: int) -> None:
        self._rows = repeats
        self._row += repeats
        self._column = 0
        self._columns: int | None = None
        self._length = 0
        self._is_doubtful = False
        self._shown = ""

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        self._columns = _read_repeats(attributes, _COLUMNS_REPEATED)
        values = [attributes[name] for name in _RESULTS if name in attributes]
        formula = attributes.get(_FORMULA)
        self._has_value = bool(values) or attributes.get(_TYPE) == "string"
        self._is_error = attributes.get("calcext:value-type") == "error"
        self._is_doubtful = self._is_error or formula is not None
        self._is_filled = self._has_value or self._is_doubtful
        self._length = sum(map(len, values)) + len(formula or "")
        self._number = attributes.get("office:value", "0")
        self._shown = ""

    def _end_cell(self) -> None:
        if self._columns is None:
            return
        self._column += self._columns
        if self._is_filled and self._rows and self._columns:
            self._height = self._row
            self._width = max(self._width, self._column)
            self._size += self._length * self._rows * self._columns
            self._limits.check_cells(self._before + self._height * self._width)
            self._limits.check_unpacked(self._size)
            if self._is_doubtful:
                self._say(range(self._column - self._columns, self._column))
        self._columns = None
        self._is_doubtful = False

    def _say(self, columns: range) -> None:
        """Keep what is in cells that the reader would give as blank, or as 0."""
        shown = self._shown.rstrip()
        is_nought = not self._number.strip("0.")
        if self._is_error or (is_nought and _ERROR.fullmatch(shown)):
            said = shown if 0 < len(shown) <= _LONGEST else AN_ERROR
        elif self._has_value:
            return
        else:
            said = NOT_CALCULATED
        for row in range(self._row - self._rows + 1, self._row + 1):
            self.unread.add(self._name, row, columns, said)


def _read_repeats(attributes: Mapping[str, str], name: str) -> int:
    """How often something is repeated. Raises NotWellFormed."""
    said = attributes.get(name)
    if said is None:
        return 1
    try:
        repeats = int(said)
    except ValueError:
        repeats = -1
    if repeats < 0:
        raise NotWellFormed(f"{name} is no number")
    return repeats
