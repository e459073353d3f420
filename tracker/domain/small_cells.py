"""Which numbers of a table to leave out so that none of the small ones can be reckoned.

Small numbers of people can point to persons. Leaving them out is not enough: a total minus its
other parts gives them back. So further numbers are left out, until every number that is missing
could also be another one: a second table exists that looks the same, adds up as well, and differs
in it.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import lcm
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, kw_only=True, slots=True)
class Sum(Generic[Key]):
    """That some cells of a table add up to another, or to a number that is known to everybody."""

    parts: tuple[Key, ...]
    whole: Key | None = None


def hide_small(
    values: Mapping[Key, int], sums: Sequence[Sum[Key]], smallest: int
) -> frozenset[Key]:
    """The cells to be left out: those from 1 to below `smallest`, and what would give them away.

    Cells of 0 are never left out: they point to nobody, and everybody may know that what is left
    out is at least 1. A sum without a `whole` is taken as known. Where nothing helps, all cells
    above 0 are left out, and find_exposed tells which could be reckoned even so.

    >>> values = {"girls": 3, "boys": 9, "women": 20, "men": 30}
    >>> sorted(hide_small(values, [Sum(parts=("girls", "boys", "women", "men"))], 5))
    ['boys', 'girls']
    """
    hidden = {key for key, value in values.items() if 0 < value < smallest}
    while hidden:
        exposed = find_exposed(values, sums, hidden)
        if not exposed:
            break
        helper = _choose_helper(values, sums, hidden, exposed)
        if helper is None:
            return frozenset(key for key, value in values.items() if value)
        hidden.add(helper)
    return frozenset(hidden)


def find_exposed(
    values: Mapping[Key, int], sums: Sequence[Sum[Key]], hidden: Collection[Key]
) -> list[Key]:
    """The hidden cells for which no other table was found that looks the same."""
    order = [key for key in values if key in hidden]
    moves = [_scale(move) for move in _find_moves(_list_equations(sums, order), len(order))]
    held = [values[key] for key in order]
    safe: set[int] = set()
    for move in _vary(moves):
        if all(value + step >= 1 for value, step in zip(held, move, strict=True)):
            safe |= {at for at, step in enumerate(move) if step}
    return [key for at, key in enumerate(order) if at not in safe]


def _choose_helper(
    values: Mapping[Key, int],
    sums: Sequence[Sum[Key]],
    hidden: Collection[Key],
    exposed: Sequence[Key],
) -> Key | None:
    """The smallest cell above 0 in a sum with an exposed one; else in any sum."""
    near = [one for one in sums if set(exposed) & {*one.parts, one.whole}]
    for some in (near, sums):
        cells = [
            key
            for one in some
            for key in _list_cells(one)
            if key not in hidden and values.get(key, 0) > 0
        ]
        if cells:
            return min(cells, key=lambda key: (values[key], list(values).index(key)))
    return None


def _list_cells(one: Sum[Key]) -> tuple[Key, ...]:
    return one.parts if one.whole is None else (*one.parts, one.whole)


def _list_equations(sums: Sequence[Sum[Key]], order: Sequence[Key]) -> list[list[Fraction]]:
    """What changes of the hidden cells must add up to nothing."""
    equations = []
    for one in sums:
        row = [Fraction(0)] * len(order)
        for key in one.parts:
            if key in order:
                row[order.index(key)] += 1
        if one.whole is not None and one.whole in order:
            row[order.index(one.whole)] -= 1
        if any(row):
            equations.append(row)
    return equations


def _find_moves(equations: list[list[Fraction]], width: int) -> Iterator[list[Fraction]]:
    """A basis of the changes that keep all sums, by elimination."""
    pivots: list[int] = []
    rows = equations
    for column in range(width):
        at = len(pivots)
        found = next((i for i in range(at, len(rows)) if rows[i][column]), None)
        if found is None:
            continue
        rows[at], rows[found] = rows[found], rows[at]
        lead = rows[at][column]
        rows[at] = [cell / lead for cell in rows[at]]
        for i, row in enumerate(rows):
            if i != at and row[column]:
                factor = row[column]
                rows[i] = [a - factor * b for a, b in zip(row, rows[at], strict=True)]
        pivots.append(column)
    for free in (column for column in range(width) if column not in pivots):
        move = [Fraction(0)] * width
        move[free] = Fraction(1)
        for at, column in enumerate(pivots):
            move[column] = -rows[at][free]
        yield move


def _scale(move: Sequence[Fraction]) -> tuple[int, ...]:
    """The move in whole people."""
    factor = lcm(*(step.denominator for step in move))
    return tuple(int(step * factor) for step in move)


def _vary(moves: Sequence[tuple[int, ...]]) -> Iterator[tuple[int, ...]]:
    """Moves forwards and backwards, alone and two together."""
    for move in moves:
        yield move
        yield tuple(-step for step in move)
    for one, other in combinations(moves, 2):
        for sign, back in ((1, 1), (1, -1), (-1, 1), (-1, -1)):
            yield tuple(sign * a + back * b for a, b in zip(one, other, strict=True))
