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


def find_top(
    heights: Iterable[float | None], head_room: float = 1.12, *, least: float = 10
) -> float:
    """The upper end of an axis from zero, with room above; `least` where next to nothing is drawn.

    >>> find_top([200]), find_top([3], least=5)
    (224.00000000000003, 5)
    """
    highest = max((height for height in heights if height), default=0)
    return max(least, highest * head_room)


def list_ticks(down: float, up: float, *, about: float = 2.5) -> list[int]:
    """Round ticks from below zero to above it: about so many to the side that reaches further."""
    step = round_up(max(up, down) / about)
    above = takewhile(lambda tick: tick <= up, count(0, step))
    below = takewhile(lambda tick: tick <= down, count(step, step))
    return sorted([*above, *(-tick for tick in below)])
