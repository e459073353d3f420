"""How far a number is from a unit's own history, and whether swapped digits explain it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median_low

from tracker.domain.checks.limits import JUMP, SWAP
from tracker.domain.indicators import Indicator, Section


@dataclass(frozen=True, kw_only=True, slots=True)
class Usual:
    """What is usual for a unit: the newest value, the median and how much is still near."""

    latest: int
    median: int
    near: int

    def distance(self, value: int) -> int:
        """How far a value is from the nearer of newest value and median."""
        return min(abs(value - self.latest), abs(value - self.median))

    def is_far(self, value: int) -> bool:
        """Whether a value is far from both."""
        return self.distance(value) > self.near

    def is_jump(self, value: int) -> bool:
        """Whether a value is far from both, also in proportion."""
        return self.is_far(value) and all(
            max(value, usual) > JUMP.ratio * min(value, usual)
            for usual in (self.latest, self.median)
        )


def describe_usual(indicator: Indicator, history: Sequence[int]) -> Usual | None:
    """What is usual by a history, newest first; None where it is too short to tell.

    Median and median absolute deviation: one wild day in the past does not hide the next one. Of an
    even number of values the lower middle one is taken, so that all stays whole numbers.
    """
    if len(history) < JUMP.past_values:
        return None
    median = median_low(history)
    deviation = median_low([abs(value - median) for value in history])
    casualties = indicator.definition.section is Section.CASUALTIES
    floor = JUMP.casualty_floor if casualties else JUMP.floor
    return Usual(latest=history[0], median=median, near=max(floor, JUMP.deviations * deviation))


def find_swapped(value: int, usual: Usual, measure: Callable[[int], int]) -> int | None:
    """The number with two neighbouring digits swapped that is much nearer to the usual, or None.

    `measure` turns the number as entered into what the history holds (for a total so far: what it
    adds in a day).
    """
    most = SWAP.share * usual.distance(measure(value))
    near = [
        (usual.distance(measure(swapped)), swapped)
        for swapped in _swap_digits(value)
        if measure(swapped) >= 0
    ]
    distance, swapped = min(near, default=(most + 1, value))
    return swapped if distance <= most and not usual.is_jump(measure(swapped)) else None


def _swap_digits(value: int) -> Iterator[int]:
    digits = str(value)
    for at in range(len(digits) - 1):
        left, right = digits[at], digits[at + 1]
        if left != right and not (at == 0 and right == "0"):
            yield int(digits[:at] + right + left + digits[at + 2 :])
