"""How large the sheets of an ODS workbook are once what they repeat is written out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.parsers import expat

from tracker.exchange.reading.limits import Limits

_TABLE, _ROW = "table:table", "table:table-row"
_CELLS = ("table:table-cell", "table:covered-table-cell")
_ROWS_REPEATED = "table:number-rows-repeated"
_COLUMNS_REPEATED = "table:number-columns-repeated"
_SPACES = "text:s"
_VALUES = (
    "office:value",
    "office:string-value",
    "office:date-value",
    "office:time-value",
    "office:boolean-value",
    "table:formula",
)


class NotWellFormed(ValueError):
    """Sheets that no spreadsheet program wrote so."""


def check_unfolded(chunks: Iterable[bytes], limits: Limits) -> None:
    """Refuse sheets that grow too large when their repeated rows and cells are written out.

    The reader writes all of them out at once, up to the last filled cell of each. Blank cells
    repeat up to the edge of every sheet: behind the last filled one they are no matter. Raises
    NotWellFormed.
    """
    sheets = _Sheets(limits)
    # Its own name of the encoding is not asked: the reader takes it for UTF-8, too.
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler = sheets.start
    parser.EndElementHandler = sheets.end
    parser.CharacterDataHandler = sheets.add_text
    parser.EntityDeclHandler = _refuse_entity
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)  # noqa: FBT003
        parser.Parse(b"", True)  # noqa: FBT003
    except expat.ExpatError as error:
        raise NotWellFormed(str(error)) from None


def _refuse_entity(name: str, *_: object) -> None:
    raise NotWellFormed(f"The entity {name} is declared")


class _Sheets:
    """Measures sheets while they are read: no more than the place of one cell is kept."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._before = 0
        """Cells of the sheets before this one."""
        self._size = 0
        """Bytes, or a little less, of what stands in all cells."""
        self._open = 0
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
        elif name == _TABLE:
            self._open += 1

    def end(self, name: str) -> None:
        """Take in where an element ends."""
        if name in _CELLS:
            self._end_cell()
        elif name == _TABLE:
            self._open -= 1
            # Rows of a sheet within a sheet are read as those of the outer one.
            if not self._open:
                self._before += self._height * self._width
                self._begin_sheet()

    def add_text(self, text: str) -> None:
        """Take in what stands in an element."""
        self._length += len(text)

    def _begin_sheet(self) -> None:
        self._row = self._height = self._width = 0

    def _begin_row(self, repeats: int) -> None:
        self._rows = repeats
        self._row += repeats
        self._column = 0
        self._columns: int | None = None
        self._length = 0

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        self._columns = _read_repeats(attributes, _COLUMNS_REPEATED)
        values = [attributes[name] for name in _VALUES if name in attributes]
        self._is_filled = bool(values) or attributes.get("office:value-type") == "string"
        self._length = sum(map(len, values))

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
        self._columns = None


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
