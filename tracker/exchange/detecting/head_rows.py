"""Heads of several rows: names of groups above those of the columns, joined for each column.

Workbooks say by merged cells over which columns the name of a group stands; where nothing says so,
it holds up to the next name beside it, as long as anything stands below.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from tracker.exchange.detecting.bare_days import find_bare_days
from tracker.exchange.detecting.numbers import is_blank
from tracker.exchange.detecting.profiles import is_day, say_cell
from tracker.exchange.detecting.words import find_group, find_indicator, fold_words
from tracker.exchange.detecting.yearless import find_yearless
from tracker.exchange.reading.tables import Cell, Merge, Row

MOST_HEAD_ROWS = 6

_FIGURES = "0123456789<>~≥≤+-"
_FEWEST_FIGURES = 0.5
"""Of what stands below the names of a group: rows of words are no data of a head."""
_AT_ONCE = (1, 2)

Names = Sequence[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """The rows of a head, by their places in the sample, both ends included."""

    top: int
    bottom: int

    @property
    def rows(self) -> int:
        """How many they are."""
        return self.bottom - self.top + 1


class HeadRows:
    """Finds which rows of a sample belong to a head, and the names that they give together."""

    def __init__(self, sample: Sequence[Row], merges: Iterable[Merge]) -> None:
        self._sample = sample
        self._width = max((len(cells) for _, cells in sample), default=0)
        self._names = [self._name(cells) for _, cells in sample]
        self._merges = [merge for merge in merges if merge.last_column > merge.first_column]

    def grow(self, at: int, *, upwards: bool = True, downwards: bool = True) -> Block:
        """The head around a row of it: rows below that it groups, and rows that group it.

        A row that is looked at alone may name groups within groups only, so two are looked at too.
        """
        top = bottom = at
        while downwards and (
            more := next((n for n in _AT_ONCE if self._are_grouped(top, bottom + 1, bottom + n)), 0)
        ):
            bottom += more
        while upwards and (
            more := next((n for n in _AT_ONCE if self._are_grouped(top - n, top, bottom)), 0)
        ):
            top -= more
        return Block(top=top, bottom=bottom)

    def cut(self, top: int, rows: int) -> Block:
        """The head of so many rows from one on, or of as many as there are."""
        return Block(top=top, bottom=min(top + rows, len(self._sample)) - 1)

    def join(self, block: Block) -> list[str]:
        """The name of each column, those of groups first: `Погибло, за сутки`."""
        return _join_rows(
            [self._spread(at, block.top, block.bottom) for at in range(block.top, block.bottom + 1)]
        )

    def _name(self, cells: Sequence[Cell]) -> list[str]:
        said = [" ".join(say_cell(cell).split()) for cell in cells]
        return said + [""] * (self._width - len(said))

    def _are_grouped(self, top: int, at: int, bottom: int) -> bool:
        """Whether the rows from `top` on name groups of what the rows from `at` on name."""
        if not (self._may_reach(top, bottom) and self._hold_names(top, at, bottom)):
            return False
        # Names further down the head may stand below columns that these rows leave blank.
        last = len(self._sample) - 1
        cover = _join_rows([self._spread(row, top, last) for row in range(top, at)])
        above, below = self._fill(range(top, at)), self._fill(range(at, bottom + 1))
        under = [c for c in range(self._width) if below[c] and cover[c]]
        shared = {c for c in under if not above[c] or (c and above[c] == above[c - 1])}
        if not shared or not self._head_figures(under, bottom):
            return False
        groups = {cover[c] for c in shared}
        if any(up and not below[c] and cover[c] not in groups for c, up in enumerate(above)):
            # A name of a column alone, which no title has beside it.
            return True
        first = next(c for c in range(self._width) if below[c])
        is_below_title = at - top > 1 and bool(cover[first])
        return not is_below_title and any(
            self._is_set_apart(
                Block(top=top, bottom=bottom), at, name, [c for c in under if cover[c] == name]
            )
            for name in groups - {cover[first]}
        )

    def _may_reach(self, top: int, bottom: int) -> bool:
        """Whether a head may reach so far: rows have to follow it."""
        return top >= 0 and bottom + 1 < len(self._sample) and bottom - top < MOST_HEAD_ROWS

    def _hold_names(self, top: int, at: int, bottom: int) -> bool:
        """Whether the rows hold names only; those from `at` on may have ages or numbers of days."""
        return all(
            _are_words(self._sample[row][1], self._find_days(top, row), ages=row >= at)
            for row in range(top, bottom + 1)
        )

    def _find_days(self, top: int, row: int) -> Collection[int]:
        """The columns that a row heads by numbers of days, of a month that rows above it name."""
        return find_bare_days(self._names[row], [" ".join(row) for row in self._names[top:row]])

    def _is_set_apart(self, block: Block, at: int, group: str, under: Sequence[int]) -> bool:
        """Whether a name says something of the columns below it that these do not say themselves.

        Titles often stand above the head's middle, or over some of its columns.
        """
        names = _join_rows(self._names[at : block.bottom + 1])
        speak = [find_indicator(fold_words(names[c])) is not None for c in under]
        if all(speak):
            return False
        merges = [merge for row in range(block.top, at) for merge in self._list_merges(row)]
        if any(merge.first_column == under[0] for merge in merges):
            return True
        named = find_indicator(fold_words(group)) is not None
        others = {name for c, name in enumerate(names) if c not in under}
        return (named and not any(speak)) or all(names[c] in others for c in under)

    def _head_figures(self, under: Sequence[int], bottom: int) -> bool:
        """Whether mostly numbers and days follow below the columns of groups."""
        cells = [
            cells[c]
            for _, cells in self._sample[bottom + 1 :]
            for c in under
            if c < len(cells) and say_cell(cells[c]).strip()
        ]
        figures = sum(_is_number(cell) or is_day(cell) for cell in cells)
        return bool(cells) and figures >= len(cells) * _FEWEST_FIGURES

    def _fill(self, rows: Iterable[int]) -> list[str]:
        """Anything that one of the rows has in each column."""
        filled = [""] * self._width
        for at in rows:
            filled = [old or new for old, new in zip(filled, self._names[at], strict=True)]
        return filled

    def _spread(self, at: int, top: int, last: int) -> list[str]:
        """The names of a row over the columns that they hold for; those of the last as they are.

        One holds for no column with nothing in the rows up to the last, or a name from `top` on.
        """
        names = self._names[at]
        if at == last:
            return list(names)
        merges = self._list_merges(at)
        if merges:
            cover = list(names)
            for merge in merges:
                for c in range(merge.first_column, min(merge.last_column + 1, self._width)):
                    cover[c] = cover[c] or names[merge.first_column]
            return cover
        above = self._fill(range(top, at))
        below = self._fill(range(at + 1, last + 1))
        held, cover = "", []
        for name, begins, goes_on in zip(names, above, below, strict=True):
            held = name or (held if goes_on and not begins else "")
            cover.append(held)
        return cover

    def _list_merges(self, at: int) -> list[Merge]:
        number = self._sample[at][0]
        return [
            merge
            for merge in self._merges
            if merge.first_row == number and merge.first_column < self._width
        ]


def _join_rows(rows: Sequence[Names]) -> list[str]:
    """The names of each column in all rows, each once."""
    return [", ".join(dict.fromkeys(filter(None, parts))) for parts in zip(*rows, strict=True)]


def is_figure(text: str) -> bool:
    """Whether a text is no name: blank, or a number with or without a sign."""
    plain = text.strip()
    return is_blank(plain) or (plain[0] in _FIGURES and any(map(str.isdigit, plain)))


def _is_number(cell: Cell) -> bool:
    return not isinstance(cell, str) or is_figure(cell)


def _are_words(cells: Sequence[Cell], days: Collection[int], *, ages: bool) -> bool:
    """Whether a row holds names only; with `ages` some may be such as 0-17, and those of `days`."""
    if days:
        return ages
    filled = [cell for cell in cells if say_cell(cell).strip()]
    texts = [cell for cell in filled if isinstance(cell, str)]
    return (
        bool(texts)
        and not find_yearless(texts)
        and all(
            isinstance(cell, str)
            and not is_day(cell)
            and (not is_figure(cell) or (ages and _is_age(cell)))
            for cell in filled
        )
    )


def _is_age(text: str) -> bool:
    group = find_group(fold_words(text))
    return group is not None and group.age_from is not None
