"""How much of a table a survey holds, however wide the table is: what is found by it stays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from tracker.exchange.detecting.profiles import Profile, say_cell
from tracker.exchange.detecting.total_words import is_like_total_row

MOST_CELLS = 100_000
"""Cells of the first rows of all columns together, and as many different values."""

FIRST = 5_000
"""Rows by which questions are found that take several cells of a row together."""

_FEWEST_ROWS = 20
_FEWEST_VALUES = 50
"""More than a column of choices or of indicators has: it shows that it is none."""
_NUMBERS = 20
"""Values of a column of numbers, which show what it is and that it lists no choices."""


def count_first_rows(width: int) -> int:
    """How many of the first rows of so many columns are held."""
    return max(_FEWEST_ROWS, min(FIRST, MOST_CELLS // max(width, 1)))


def bound_values(profiles: Sequence[Profile]) -> tuple[Profile, ...]:
    """The profiles with so many values as are held together.

    Numbers go first: what they show is told beside them. Of words those that name sums stay.
    """
    if _count(profiles) <= MOST_CELLS:
        return tuple(profiles)
    fewer = [_cut(p, _NUMBERS) if p.is_number and not p.is_day else p for p in profiles]
    most = _share_out([len(profile.values) for profile in fewer])
    return tuple(_cut(profile, most) for profile in fewer)


def _count(profiles: Sequence[Profile]) -> int:
    return sum(len(profile.values) for profile in profiles)


def _share_out(lengths: Sequence[int]) -> int:
    """The most values of each column with which all columns hold no more than may be held.

    Columns that have fewer leave the others what they do not need.
    """
    left = MOST_CELLS
    ordered = sorted(lengths)
    for at, length in enumerate(ordered):
        share = left // (len(ordered) - at)
        if length > share:
            return max(share, _FEWEST_VALUES)
        left -= length
    return MOST_CELLS


def _cut(profile: Profile, most: int) -> Profile:
    if len(profile.values) <= most:
        return profile
    kept = {
        cell: times
        for at, (cell, times) in enumerate(profile.values.items())
        if at < most or is_like_total_row(say_cell(cell))
    }
    return replace(profile, values=Counter(kept))
