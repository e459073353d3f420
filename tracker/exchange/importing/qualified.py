"""Numbers whose qualifier, words and bounds stand beside them in a row, as HXL has them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tracker.domain.qualifiers import QUALIFIER_WORDS, Qualifier
from tracker.exchange.detecting import Column, NotANumber, Number, Survey, read_number, say_cell
from tracker.exchange.detecting.hxl import read_tag, tells_qualifier
from tracker.exchange.reading import Cell

_QUALIFIERS = {words: qualifier for qualifier, words in QUALIFIER_WORDS.items()}
_FROM_BELOW = (Qualifier.AT_LEAST, Qualifier.MORE_THAN)
_FROM_ABOVE = (Qualifier.AT_MOST, Qualifier.LESS_THAN)


class RowQualifier:
    """Joins the numbers of a row with what its other columns say of them.

    `column` is the one with the qualifier, None where the table has none: numbers stay as they are.
    """

    def __init__(self, survey: Survey) -> None:
        columns = survey.head.columns
        self.column = next((c.index for c in columns if tells_qualifier(c.tag)), None)
        self._bounds = {
            column.index: (_find_bound(column, "min", columns), _find_bound(column, "max", columns))
            for column in columns
            if self.column is not None
        }

    def join(self, cells: Sequence[Cell], index: int, number: Number | None) -> Number | None:
        """The number of a column with the row's qualifier, unless its cell has one of its own."""
        if self.column is None or number is None or number != Number(value=number.value):
            return number
        said = say_cell(_cell(cells, self.column)).strip()
        head, _, words = said.partition(":")
        qualifier = _QUALIFIERS.get(head)
        if qualifier is None or number.value is None:
            return number
        low, high = (_read_bound(cells, at) for at in self._bounds[index])
        return _qualify(number, qualifier, low, high, words.strip() or None)


def _qualify(
    number: Number, qualifier: Qualifier, low: int | None, high: int | None, words: str | None
) -> Number:
    """A bound is kept where it says more than the qualifier itself."""
    if qualifier is Qualifier.EXACT or qualifier in _FROM_BELOW:
        low = None
    if qualifier is Qualifier.EXACT or qualifier in _FROM_ABOVE:
        high = None
    if qualifier is Qualifier.BETWEEN and (low is None or high is None):
        qualifier = Qualifier.ABOUT
    if qualifier is not Qualifier.BETWEEN:
        low = low or None
    return replace(number, qualifier=qualifier, low=low, high=high, words=words)


def _find_bound(column: Column, end: str, columns: Sequence[Column]) -> int | None:
    """The column with the same hashtag and one attribute more."""
    tag = read_tag(column.tag)
    if tag is None:
        return None
    wanted = replace(tag, attributes=tag.attributes | {end})
    return next((other.index for other in columns if read_tag(other.tag) == wanted), None)


def _read_bound(cells: Sequence[Cell], index: int | None) -> int | None:
    if index is None:
        return None
    try:
        found = read_number(_cell(cells, index))
    except NotANumber:
        return None
    return found.value if found else None


def _cell(cells: Sequence[Cell], index: int) -> Cell:
    return cells[index] if index < len(cells) else None
