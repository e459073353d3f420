"""Sheets of an XLSX workbook looked through: how large they become, and their errors."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence

from tracker.exchange.reading.limits import Limits
from tracker.exchange.reading.unread_cells import AN_ERROR, NOT_CALCULATED, UnreadCells
from tracker.exchange.reading.xml_parts import NotWellFormed, make_parser, parse

_DIGITS = "0123456789"
_MOST_LETTERS, _MOST_DIGITS = 3, 7
_LONGEST = 100
"""Characters that are kept of a value: those of an error's name, or of a number."""

_CELL_PARTS = frozenset(("c", "v", "f", "is"))
_DOUBTFUL = frozenset(("e", "s"))
"""Types of cells of which more has to be known than where they stand."""


def measure_texts(chunks: Iterable[bytes], limits: Limits) -> Sequence[int]:
    """The number of characters of each text that cells share. Raises NotWellFormed."""
    lengths = array("Q")

    def start(name: str, attributes: Mapping[str, str]) -> None:
        kind = name.rpartition(":")[2]
        if kind == "si":
            lengths.append(0)
        elif kind == "sst":
            # The reader makes room for as many.
            said = attributes.get("uniqueCount", "0")
            if len(said) > _LONGEST or (said.isdecimal() and int(said) > limits.cells):
                raise NotWellFormed

    def add_text(text: str) -> None:
        if lengths:
            lengths[-1] += len(text)

    parser = make_parser()
    parser.StartElementHandler = start
    parser.CharacterDataHandler = add_text
    parse(parser, chunks)
    return lengths


class SheetXml:
    """Cells of a sheet as they come: what is kept is where the last ones stand, and the errors."""

    __slots__ = (
        "_anew", "_column", "_columns", "_digits", "_has_value", "_is_doubtful", "_is_filled",
        "_is_formula", "_is_in", "_lengths", "_parser", "_part", "_place", "_row",
        "_row_of_cell", "_type",
        "_unread", "_value", "height", "merged", "size", "text", "width",
    )  # fmt: skip

    def __init__(
        self, part: str, lengths: Sequence[int], unread: UnreadCells, *, anew: bool
    ) -> None:
        self.height = self.width = self.text = self.merged = self.size = 0
        self._part, self._lengths, self._unread, self._anew = part, lengths, unread, anew
        self._columns: dict[str, int] = {}
        self._row, self._column = -1, 0
        self._digits = " "
        self._is_in = self._is_doubtful = False
        self._parser = make_parser()

    def look_through(self, chunks: Iterable[bytes]) -> None:
        """Look through the part. Raises NotWellFormed, or FileUnreadable for too many errors."""
        self._parser.StartElementHandler = self._start
        parse(self._parser, self._count(chunks))
        self._end_cell()

    def _count(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        for chunk in chunks:
            self.size += len(chunk)
            yield chunk

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        kind = name if name in _CELL_PARTS else name.rpartition(":")[2]
        if kind == "c":
            self._end_cell()
            self._is_in = True
            self._is_filled = self._is_formula = self._has_value = False
            self._value = ""
            self._type = attributes.get("t")
            self._is_doubtful = self._type in _DOUBTFUL
            self._place = attributes.get("r")
        elif kind not in _CELL_PARTS:
            self._end_cell()
            if kind == "row":
                self._begin_row(attributes.get("r"))
            elif kind == "mergeCell":
                self.merged += 1
        elif self._is_in:
            self._is_filled = True
            if kind == "f":
                self._is_formula = self._is_doubtful = True
            elif kind == "v" and self._is_doubtful:
                self._has_value = True
                self._parser.CharacterDataHandler = self._add_text

    def _add_text(self, text: str) -> None:
        if len(self._value) < _LONGEST:
            self._value += text

    def _begin_row(self, number: str | None) -> None:
        # Rows and cells that do not say which they are follow the one before.
        self._row = self._row + 1 if number is None else _read_row(number)
        self._column = 0

    def _end_cell(self) -> None:
        if not self._is_in:
            return
        self._is_in = False
        self._find_place()
        if self._is_filled:
            if self._row_of_cell >= self.height:
                self.height = self._row_of_cell + 1
            if self._column >= self.width:
                self.width = self._column + 1
            if self._is_doubtful:
                self._parser.CharacterDataHandler = None
                self._take_value(self._row_of_cell)
        self._column += 1

    def _find_place(self) -> None:
        """Where the cell stands, counted from 0."""
        place = self._place
        if place is None:
            self._row_of_cell = max(self._row, 0)
            self._digits = " "
            return
        letters = place.rstrip(_DIGITS)
        if letters not in self._columns:
            self._columns[letters] = _read_column(letters)
        self._column = self._columns[letters]
        digits = place[len(letters) :]
        if digits != self._digits:
            self._row_of_cell = _read_row(digits)
            self._digits = digits

    def _take_value(self, row: int) -> None:
        value = self._value.strip()
        if self._type == "e":
            said = value if 0 < len(value) < _LONGEST else AN_ERROR
            self._unread.add(self._part, row + 1, (self._column,), said)
        elif self._type == "s":
            number = int(value) if value.isdecimal() and len(value) < _LONGEST else -1
            self.text += self._lengths[number] if 0 <= number < len(self._lengths) else 0
        elif self._type != "str" and (not value or (self._anew and value == "0")):
            self._unread.add(self._part, row + 1, (self._column,), NOT_CALCULATED)


def _read_row(digits: str) -> int:
    if not 0 < len(digits) <= _MOST_DIGITS or not digits.isascii() or not digits.isdigit():
        raise NotWellFormed(digits)
    number = int(digits) - 1
    if number < 0:
        raise NotWellFormed(digits)
    return number


def _read_column(letters: str) -> int:
    if not 0 < len(letters) <= _MOST_LETTERS or not letters.isascii() or not letters.isalpha():
        raise NotWellFormed(letters)
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
