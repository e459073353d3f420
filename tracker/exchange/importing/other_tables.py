"""Tables below the first one in a sheet, with heads of their own: not read under the first head."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from tracker.exchange.detecting import (
    Layout,
    NotANumber,
    Survey,
    find_day_columns,
    read_number,
    say_cell,
)
from tracker.exchange.detecting.profiles import is_day
from tracker.exchange.detecting.words import explain_role, names_column
from tracker.exchange.importing.entries import RowRefused
from tracker.exchange.importing.remarks import REMARK, Remarks
from tracker.exchange.mapping import ImportMapping
from tracker.exchange.meanings import Role
from tracker.exchange.reading import Cell, Row

HEAD_AGAIN = "the head of the table once more"
_FEWEST = 2
_MOST_NAMED = 4

Names = tuple[str, ...]


class OtherTables:
    """Looks at the rows of a table in turn, whether another one begins there.

    Its rows are refused up to where the first head comes once more. That head alone, as on each
    page of a printed list, begins no other table; below a title it does.
    """

    def __init__(self, survey: Survey, mapping: ImportMapping) -> None:
        self._noun = survey.table.noun
        self._looks = not survey.table.is_named
        self._is_by_days = mapping.layout is Layout.DAYS
        self._own = {_fold(cells) for cells in _read_head(survey)}
        day = survey.head.find(mapping.find(Role.DAY) or "")
        self._day = None if day is None else day.index
        self._watched = _list_watched(survey, mapping)
        self.remarks = Remarks(survey, self._watched)
        self._last = survey.head.last
        self._was_head = self._was_title = self._is_set_off = False
        self._began: Row | None = None
        self.heads: list[Row] = []
        """Where other tables begin."""

    def look(self, number: int, cells: Sequence[Cell]) -> str | None:
        """Take a row in; why it is left out, where it is but the head once more, or a remark."""
        if not self._looks:
            return None
        self._is_set_off |= number > self._last + 1
        self._last = number
        if not self._is_head(number, cells):
            self._note_row(cells)
            return REMARK if self.remarks.take(number, cells) else None
        if not self._was_head:
            self._begin(number, cells)
        self._was_head, self._was_title, self._is_set_off = True, False, False
        return None if self._began else HEAD_AGAIN

    def check(self) -> None:
        """Refuse the row that was taken in last, where it is one of another table."""
        if self._began:
            raise RowRefused(f"Keep this table in a file of its own: {self._say(self._began)}")

    def list_sentences(self) -> Iterator[str]:
        """Where other tables begin, for each a sentence."""
        for head in self.heads:
            said = self._say(head)
            yield f"{said[0].upper()}{said[1:]}."

    def _say(self, head: Row) -> str:
        number, cells = head
        names = list(filter(None, (say_cell(cell).strip() for cell in cells)))[:_MOST_NAMED]
        return f"another one begins in {self._noun} {number} (“{'”, “'.join(names)}”)"

    def _begin(self, number: int, cells: Sequence[Cell]) -> None:
        self._began = None
        if self._was_title or _fold(cells) not in self._own:
            self._began = (number, tuple(cells))
            self.heads.append(self._began)

    def _note_row(self, cells: Sequence[Cell]) -> None:
        filled = [cell for cell in cells if cell is not None and cell != ""]
        self._was_title = len(filled) == 1 and _is_text(filled[0])
        self._is_set_off = self._was_title
        self._was_head = False

    def _is_head(self, number: int, cells: Sequence[Cell]) -> bool:
        """Whether a row names columns: words where numbers and days ought to be.

        Words may stand there in a row of data, too. So it has to repeat a name of the head, or to
        be set off from the rows above, with figures below, or to say nothing but what columns are
        called.
        """
        different = set()
        for index in self._watched:
            cell = cells[index] if index < len(cells) else None
            if cell is not None and cell != "":
                if not self._is_name(cell):
                    return False
                different.add(say_cell(cell).strip().casefold())
        said = _fold(cells)
        names = list(filter(None, said))
        if not different or len(names) < _FEWEST:
            return False
        if any(a and a == b for own in self._own for a, b in zip(said, own, strict=False)):
            return True
        known = sum(map(names_column, names))
        if self._is_set_off:
            may_be = known >= _FEWEST or len(different) >= _FEWEST
            return may_be and self.remarks.has_figures_below(number)
        return known == len(names) and self._names_day(said)

    def _is_name(self, cell: Cell) -> bool:
        """Whether a cell can be the name of a column, and no number or day."""
        if self._is_by_days and is_day(cell):
            return isinstance(cell, date) or not _is_number(cell)
        has_digits = any(map(str.isdecimal, say_cell(cell)))
        return _is_text(cell) and not has_digits and not _is_number(cell)

    def _names_day(self, said: Names) -> bool:
        """Whether the column of days has the name of one."""
        at = self._day
        return at is not None and at < len(said) and explain_role(said[at]) is Role.DAY


def _list_watched(survey: Survey, mapping: ImportMapping) -> list[int]:
    """The columns in which numbers and days stand, by their places."""
    names = {*mapping.measures, mapping.find(Role.DAY), mapping.find(Role.NUMBER)}
    watched = {column.index for column in survey.head.columns if column.name in names}
    if mapping.layout is Layout.DAYS:
        watched |= {column.index for column in find_day_columns(survey.head)}
    return sorted(watched)


def _read_head(survey: Survey) -> Iterator[Sequence[Cell]]:
    """The rows of the head, and that of its tags."""
    head = survey.head
    for number, cells in survey.table.read():
        if number > head.last:
            return
        if number == head.tag_row or (head.row and head.row <= number < head.row + head.rows):
            yield cells


def _fold(cells: Sequence[Cell]) -> Names:
    """The words of a row without the blank cells at its end."""
    said = [" ".join(say_cell(cell).casefold().split()) for cell in cells]
    while said and not said[-1]:
        said.pop()
    return tuple(said)


def _is_text(cell: Cell) -> bool:
    return isinstance(cell, str) and any(map(str.isalpha, cell))


def _is_number(cell: Cell) -> bool:
    try:
        return read_number(cell) is not None
    except NotANumber:
        return False
