"""Columns that are the sum of columns beside them, found in one walk over the windows of a table.

A set of columns, or of rows, is kept as the bits of one number, so that a window is compared with
all columns at once: the time grows with the columns and not with their square.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate

Values = Sequence[int | None]
"""The counts of a row by the index of their column; None where there is none."""

FEWEST_ROWS = 3
MOST_PARTS = 8
Window = tuple[int, ...]


def find_sums(columns: Sequence[int], sample: Sequence[Values]) -> dict[int, Window]:
    """The parts of each column that is a sum, by index: two or more columns in a row beside it.

    A whole column agrees in every row in which it and all parts have a number, the parts one other
    than 0, and in three rows at least. A column may stand in the middle of its parts. Of
    several windows the first and shortest counts.

    >>> find_sums([0, 1, 2], [[1, 2, 3], [4, 5, 9], [2, 2, 4]])
    {2: (0, 1)}
    """
    if len(sample) < FEWEST_ROWS:
        return {}
    table = _Table([[row[index] for index in columns] for row in sample], len(columns))
    found: dict[int, Window] = {}
    for whole, windows in sorted(_list_windows(table).items()):
        found[columns[whole]] = tuple(columns[part] for part in min(windows))
    return found


class _Table:
    """The counts of some columns, as bits and running sums."""

    def __init__(self, rows: Sequence[Values], width: int) -> None:
        self.width = width
        self.rows = rows
        self.every = (1 << width) - 1
        self.sums = [list(accumulate((value or 0 for value in row), initial=0)) for row in rows]
        self.holding: list[dict[int, int]] = [_list_holders(row) for row in rows]
        self.blank = [_make_bits(value is None for value in row) for row in rows]
        self.filled = [_make_bits(bool(row[at]) for row in rows) for at in range(width)]

    def find_wholes(self, parts: Window) -> Iterator[int]:
        """The columns that are the sum of neighbours wherever all of them are told."""
        shared = self._share(parts)
        if shared.bit_count() < FEWEST_ROWS:
            return
        possible, once, twice, thrice = self.every, 0, 0, 0
        for at in _list_bits(shared):
            sums = self.sums[at]
            agreeing = self.holding[at].get(sums[parts[-1] + 1] - sums[parts[0]], 0)
            possible &= agreeing | self.blank[at]
            if not possible:
                return
            thrice |= twice & agreeing
            twice |= once & agreeing
            once |= agreeing
        yield from _list_bits(possible & thrice)

    def adds_up(self, whole: int, parts: Window) -> bool:
        """Whether a column is the sum of others wherever all of them are told."""
        agreeing = 0
        for at in _list_bits(self._share(parts)):
            row = self.rows[at]
            if row[whole] is None:
                continue
            if row[whole] != sum(row[part] or 0 for part in parts):
                return False
            agreeing += 1
        return agreeing >= FEWEST_ROWS

    def _share(self, parts: Window) -> int:
        """The rows in which each part is told, and other than 0."""
        shared = self.filled[parts[0]]
        for part in parts[1:]:
            shared &= self.filled[part]
        return shared


def _list_windows(table: _Table) -> dict[int, list[Window]]:
    """The windows of parts by the place of their sum."""
    found: dict[int, list[Window]] = defaultdict(list)
    for parts in _list_whole_windows(table.width):
        for whole in table.find_wholes(parts):
            # None of the parts: each adds more than 0 to the others.
            found[whole].append(parts)
    for whole, parts in _list_parted_windows(table.width):
        if table.adds_up(whole, parts):
            found[whole].append(parts)
    return found


def _list_whole_windows(width: int) -> Iterator[Window]:
    for start in range(width):
        for stop in range(start + 2, min(start + MOST_PARTS, width) + 1):
            yield tuple(range(start, stop))


def _list_parted_windows(width: int) -> Iterator[tuple[int, Window]]:
    """The windows that a column stands in the middle of, with that column."""
    for start in range(width):
        for stop in range(start + 3, min(start + MOST_PARTS + 1, width) + 1):
            for whole in range(start + 1, stop - 1):
                yield whole, (*range(start, whole), *range(whole + 1, stop))


def _list_holders(row: Values) -> dict[int, int]:
    """The columns that hold a number, by that number."""
    found: dict[int, int] = {}
    for at, value in enumerate(row):
        if value is not None:
            found[value] = found.get(value, 0) | (1 << at)
    return found


def _make_bits(signs: Iterator[bool]) -> int:
    bits = 0
    for at, sign in enumerate(signs):
        bits |= sign << at
    return bits


def _list_bits(bits: int) -> Iterator[int]:
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
