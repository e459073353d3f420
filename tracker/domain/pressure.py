"""Which areas an official should look at first: over capacity, soon or nearly full, silent."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tracker.domain.forecast import HORIZON

NEARLY_FULL = 0.95
"""From this share of the places that are taken on an area is nearly full."""


class Pressure(StrEnum):
    """What is pressing in an area, most urgent first.

    As many people as places or more; full within the days that a forecast reaches; hardly a place
    left; units that have not reported for longer than counts stay fresh, or not yet at all; nothing
    of these; people or places not known.
    """

    FULL = "full"
    FILLING = "filling"
    NEARLY = "nearly"
    SILENT = "silent"
    ROOM = "room"
    UNKNOWN = "unknown"


_ORDER = {pressure: place for place, pressure in enumerate(Pressure)}


@dataclass(frozen=True, kw_only=True, slots=True)
class Situation:
    """An area on a day: people sheltered, usable places, units `expected` and `silent` of them.

    `unheard` are those of the silent units that never reported: how long they could have is not
    known, as a unit may have been registered today.
    `days_left` until it is full, None where that is not foreseen. People and places are None where
    they are not known.
    """

    capacity: int | None
    sheltered: int | None
    days_left: float | None
    silent: int
    expected: int
    unheard: int = 0

    @property
    def fallen_silent(self) -> int:
        """Units that reported once, and have not for longer than counts stay fresh."""
        return self.silent - self.unheard

    @property
    def free(self) -> int | None:
        """Places left, negative when over; None where not known."""
        if self.capacity is None or self.sheltered is None:
            return None
        return self.capacity - self.sheltered


def judge(situation: Situation) -> Pressure:
    """What is pressing most.

    >>> judge(Situation(capacity=90, sheltered=91, days_left=0, silent=3, expected=3))
    <Pressure.FULL: 'full'>
    """
    free = situation.free
    if free is not None and free <= 0 and situation.sheltered:
        return Pressure.FULL
    if situation.days_left is not None and situation.days_left <= HORIZON:
        return Pressure.FILLING
    if free is not None and _is_nearly_full(situation):
        return Pressure.NEARLY
    if situation.silent:
        return Pressure.SILENT
    return Pressure.UNKNOWN if free is None else Pressure.ROOM


def rank(situation: Situation) -> tuple[float, ...]:
    """Where an area stands among others: the smallest first.

    Of areas under the same pressure the one with the most people over comes first, the one full
    soonest, the one with the largest share of units that fell silent, then of those that never
    reported; then the one with the fewest places.
    """
    pressure, free = judge(situation), situation.free
    within = unheard = 0.0
    if pressure is Pressure.FILLING:
        within = situation.days_left or 0.0
    elif pressure is Pressure.SILENT:
        units = max(situation.expected, 1)
        within, unheard = -situation.fallen_silent / units, -situation.unheard / units
    return (_ORDER[pressure], within, unheard, free is None, free or 0)


def _is_nearly_full(situation: Situation) -> bool:
    people, places = situation.sheltered or 0, situation.capacity or 0
    return places > 0 and people >= NEARLY_FULL * places


def foresee(free: int | None, risen: int | None, days: int) -> float | None:
    """Days until `free` places are taken at the pace of the last `days`, in which people rose.

    A first reckoning over many areas, to choose those that a forecast is worth; None where people
    do not rise, or where anything is not known.

    >>> foresee(free=30, risen=21, days=7)
    10.0
    """
    if free is None or risen is None or risen <= 0:
        return None
    return max(0, free) * days / risen
