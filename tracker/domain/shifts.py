"""When all that follows in a tally's fold differs from what it was by one and the same amount."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace

from tracker.domain.amounts import Amount
from tracker.domain.folds import Point
from tracker.domain.indicators import TALLIES

_NAMES = tuple(field.name for field in fields(Amount))

Shifts = dict[str, Amount]
"""By how much running totals rose (or fell), by series key; those that stayed are left out."""


def find_shifts(
    group: Iterable[str], old: Mapping[str, Point], new: Mapping[str, Point]
) -> Shifts | None:
    """What new counts hand on from the last points of a group; None where they do not.

    A new count only adds to the running total before it, so that it moves along with it and says of
    its own day what it said before. That holds no more where a part of the total came outside the
    days that count, or where one of the totals is not known by value. Levels must be equal.
    """
    shifts: Shifts = {}
    for key in group:
        before, after = old.get(key), new.get(key)
        if before == after:
            continue
        if key not in TALLIES or before is None or after is None or not _hands_on(before, after):
            return None
        moved = {
            name: getattr(after.amount, name) - getattr(before.amount, name) for name in _NAMES
        }
        if any(moved.values()):
            shifts[key] = Amount(**moved)
    return shifts


def _hands_on(before: Point, after: Point) -> bool:
    same = (before.day, before.counted, before.amount.without_value) == (
        after.day,
        after.counted,
        after.amount.without_value,
    )
    return same and not before.outside and not after.outside


def shift_point(point: Point, shift: Amount | None) -> Point:
    """A point that moves along, if anything moves it."""
    return replace(point, amount=point.amount + shift) if shift else point
