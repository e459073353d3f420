"""Remarks below a table, as on sources and footnotes: rows of words, and no rows of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property

from tracker.exchange.detecting import NotANumber, Survey, read_number, say_cell
from tracker.exchange.detecting.head_rows import is_figure
from tracker.exchange.detecting.profiles import is_day
from tracker.exchange.reading import Cell

REMARK = "a remark below the table"
_MOST_SAID, _LONGEST_SAID = 3, 80
_FEWEST, _LONG = 2, 8
_BEGINNING = re.compile(
    r"[*†‡¹²³⁰-⁹]|\[\w{1,2}\]|(?:sources?|notes?|n\.? ?b|remarks?|comments?|legend|footnotes?"
    r"|disclaimer|provisional|preliminary|prepared|compiled|updated|contacts?|abbreviations?"
    r"|methodology|примечани\w+|источник\w*|сноск\w*|данные|по данным|составлен\w*"
    r"|исполнител\w+|подготов\w+|обновлен\w*|джерел\w*|приміт\w*|nota|fuentes?|remarques?|quellen?|anmerkung\w*)\b",
    re.IGNORECASE,
)


class Remarks:
    """Tells rows of remarks from those of a table: they stand below all figures and a blank row.

    `watched` are the columns of numbers and days. Rows are taken in in their order.
    """

    def __init__(self, survey: Survey, watched: Collection[int]) -> None:
        self._survey = survey
        self._watched = watched
        self._last = survey.head.last
        self._is_set_off = False
        self._found: list[int] = []
        self._said: list[str] = []

    def take(self, number: int, cells: Sequence[Cell]) -> bool:
        """Whether a row is a remark, or a row of words that goes on with one."""
        self._is_set_off |= number > self._last + 1
        self._last = number
        if not self._is_set_off or self._has_figure(cells) or not self._is_remark(cells):
            return False
        if self._begin is None or number < self._begin:
            return False
        self._found.append(number)
        self._said += [" ".join(say_cell(c).strip() for c in cells if say_cell(c).strip())]
        return True

    def has_figures_below(self, number: int) -> bool:
        """Whether any number or day stands below a row."""
        return number < self._end

    def list_sentences(self) -> Iterator[str]:
        """Where remarks stand, and how they begin: one sentence."""
        if not self._found:
            return
        noun, first, last = self._survey.table.noun.capitalize(), self._found[0], self._found[-1]
        where = f"{noun} {first}" if first == last else f"{noun}s {first} to {last}"
        said = "”, “".join(one[:_LONGEST_SAID] for one in self._said[:_MOST_SAID])
        yield f"{where}: “{said}”"

    @property
    def _end(self) -> int:
        """The last row with a figure."""
        return self._ends[0]

    @property
    def _begin(self) -> int | None:
        """The first row below the figures, where a blank one stands between."""
        end, first = self._ends
        return first if first is not None and first > end + 1 else None

    @cached_property
    def _ends(self) -> tuple[int, int | None]:
        end: int = self._survey.head.last
        first: int | None = None
        for number, cells in self._survey.list_data():
            if self._has_figure(cells):
                end, first = number, None
            elif first is None:
                first = number
        return end, first

    def _is_remark(self, cells: Sequence[Cell]) -> bool:
        """Whether words say so, or are many, or stand where numbers do; or a remark goes on."""
        said = [say_cell(cell).strip() for cell in cells]
        filled = list(filter(None, said))
        if len(filled) == 1 and self._found:
            return True
        watched = {said[at] for at in self._watched if at < len(said) and said[at]}
        return (
            len(watched) >= _FEWEST
            or _BEGINNING.match(filled[0]) is not None
            or len(filled[0].split()) >= _LONG
        )

    def _has_figure(self, cells: Sequence[Cell]) -> bool:
        """Whether a row holds a number, or in the watched columns a day or what begins as one."""
        for index, cell in enumerate(cells):
            if cell is None or cell == "":
                continue
            if not isinstance(cell, str) or _is_number(cell):
                return True
            if index in self._watched and cell.strip() and (is_figure(cell) or is_day(cell)):
                return True
        return False


def _is_number(cell: Cell) -> bool:
    try:
        return read_number(cell) is not None
    except NotANumber:
        return False
