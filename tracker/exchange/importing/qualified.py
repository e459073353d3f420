"""Numbers whose qualifier stands beside them in a row; in HXL with words and bounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tracker.domain.counts import Form
from tracker.domain.qualifiers import QUALIFIER_WORDS, Qualifier, derive_bounds
from tracker.exchange.detecting import (
    Column,
    NotANumber,
    Number,
    Survey,
    read_number,
    read_qualifier,
    say_cell,
)
from tracker.exchange.detecting.hxl import (
    Tag,
    read_tag,
    tells_estimates,
    tells_form,
    tells_qualifier,
)
from tracker.exchange.importing.bounded import (
    is_possible,
    lies_outside,
    make_bounded,
    make_range,
    qualify,
)
from tracker.exchange.reading import Cell

_QUALIFIERS = {words: qualifier for qualifier, words in QUALIFIER_WORDS.items()}
_WITHOUT_VALUE = (Qualifier.BETWEEN, Qualifier.IN_WORDS)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Said:
    """What a row says of its numbers; `form` is the one it is about, None where it is not told."""

    qualifier: Qualifier
    words: str | None
    form: str | None


class RowQualifier:
    """Joins the numbers of a row with what its other columns say of them.

    `column` is the one with the qualifier: the chosen one, else one that is tagged so. Where there
    is none it is None, and numbers stay as they are.
    """

    def __init__(self, survey: Survey, chosen: Column | None = None) -> None:
        columns = survey.head.columns
        found = chosen or next((c for c in columns if tells_qualifier(c.tag)), None)
        self.column = found.index if found else None
        self._plain = found is not None and not tells_qualifier(found.tag)
        self._form = next((c.index for c in columns if tells_form(c.tag)), None)
        tagged = {read_tag(column.tag): column.index for column in reversed(columns)}
        self._bounds = {
            column.index: (_find_bound(column, "min", tagged), _find_bound(column, "max", tagged))
            for column in columns
            if self.column is not None
        }
        self._new = {column.index: _find_new(column, tagged) for column in columns}
        self._estimates = {c.index for c in columns if tells_estimates(c.tag)}

    def find_words(self, cells: Sequence[Cell], cell: Cell) -> str | None:
        """The words that stand in a cell in place of a number, as the row's qualifier says."""
        if self.column is None or self._plain or not isinstance(cell, str) or not cell:
            return None
        said = self._read_said(cells)
        if said is None or said.qualifier is not Qualifier.IN_WORDS or not said.words:
            return None
        # An apostrophe keeps spreadsheets from taking words for a formula.
        return said.words if cell.strip() in (said.words, f"'{said.words}") else None

    def join(
        self, cells: Sequence[Cell], index: int, number: Number | None, form: Form
    ) -> Number | None:
        """The number of a column with the row's qualifier, unless its cell has one of its own.

        A qualifier of the other form is none of this number, which has the doubt of its bounds
        then. So has one that the qualifier contradicts. Where a row says nothing, the numbers of a
        column of estimates are about as many.
        """
        said = self._read_said(cells)
        if said is None or number is None:
            return self._doubt(index, number)
        low, high = (_read_bound(cells, at) for at in self._bounds[index])
        told = form is Form.LEVEL or said.form in (None, form)
        if number.value is None:
            return _add_words(number, said if told else None, low, high)
        if number != Number(value=number.value):
            return number
        if told:
            joined = qualify(number, said.qualifier, said.words, low, high)
            sure = said.form is not None or form is not Form.TOTAL or _has(joined, low, high)
            if sure and is_possible(joined):
                return joined
        if lies_outside(number.value, low, high) and self._adds_no_value(cells, index):
            return _add_words(make_range(low or 0, high), said if told else None, low, high)
        return make_bounded(number.value, low, high, exact=said.qualifier is Qualifier.EXACT)

    def _doubt(self, index: int, number: Number | None) -> Number | None:
        """A number of which its row says nothing: an estimate is about as much."""
        if number is None or index not in self._estimates or number != Number(value=number.value):
            return number
        return replace(number, qualifier=Qualifier.ABOUT)

    def _adds_no_value(self, cells: Sequence[Cell], index: int) -> bool:
        """Whether the day added to a total so far by its bounds alone: its value is an old one."""
        new = self._new[index]
        return new is not None and _read_bound(cells, new) is None

    def _read_said(self, cells: Sequence[Cell]) -> _Said | None:
        """What a row says of its numbers.

        Text that begins with no qualifier is words, as our exports have them; in a column without
        the tag it says nothing.
        """
        said = "" if self.column is None else say_cell(_cell(cells, self.column)).strip()
        if not said:
            return None
        if self._plain:
            plain = read_qualifier(said)
            return _Said(qualifier=plain, words=None, form=None) if plain else None
        form = None if self._form is None else say_cell(_cell(cells, self._form)).strip() or None
        head, _, words = said.partition(":")
        qualifier = _QUALIFIERS.get(head)
        if qualifier is None:
            return _Said(qualifier=Qualifier.IN_WORDS, words=said, form=form)
        return _Said(qualifier=qualifier, words=words.strip() or None, form=form)


def _add_words(number: Number, said: _Said | None, low: int | None, high: int | None) -> Number:
    """A range with the words that were said of it, or words with the bounds beside them."""
    if number.qualifier is Qualifier.IN_WORDS:
        return replace(number, low=low or None, high=high)
    if number.qualifier is Qualifier.BETWEEN and said and said.words:
        qualifier = said.qualifier if said.qualifier in _WITHOUT_VALUE else number.qualifier
        return replace(number, qualifier=qualifier, words=said.words)
    return number


def _has(number: Number, low: int | None, high: int | None) -> bool:
    """Whether a number can be just what the bounds beside it say; without any it can."""
    bounds = derive_bounds(number.qualifier, number.value, number.low, number.high)
    return low is high is None or (bounds.low or 0, bounds.high) == (low or 0, high)


def _find_bound(column: Column, end: str, tagged: Mapping[Tag | None, int]) -> int | None:
    """The column with the same hashtag and one attribute more."""
    tag = read_tag(column.tag)
    if tag is None:
        return None
    return tagged.get(replace(tag, attributes=tag.attributes | {end}))


def _find_new(column: Column, tagged: Mapping[Tag | None, int]) -> int | None:
    """The column with what is new of a total so far."""
    tag = read_tag(column.tag)
    if tag is None or not tag.has("cumulative"):
        return None
    return tagged.get(replace(tag, attributes=tag.attributes - {"cumulative"} | {"new"}))


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
