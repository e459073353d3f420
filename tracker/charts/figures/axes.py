"""Ranges and ticks: round numbers that hold everything drawn."""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import count, takewhile

ROUND = (1, 2, 5, 10)


def round_up(number: float) -> int:
    """The next of 1, 2, 5, 10, 20, 50 … that is not below a number.

    >>> round_up(37)
    50
    """
    power: int = 10 ** (len(str(math.ceil(number))) - 1)
    return next(base * power for base in ROUND if base * power >= number)


def find_top(heights: Iterable[float | None], head_room: float = 1.12) -> float:
    """The upper end of an axis from zero, with room above; 10 where nothing is drawn."""
    highest = max((height for height in heights if height), default=0)
    return max(10, highest * head_room)


def list_ticks(down: float, up: float) -> list[int]:
    """Round ticks from below zero to above it: about two to the side that reaches further."""
    step = round_up(max(up, down) / 2.5)
    above = takewhile(lambda tick: tick <= up, count(0, step))
    below = takewhile(lambda tick: tick <= down, count(step, step))
    return sorted([*above, *(-tick for tick in below)])
