"""The numbers that the checks compare with, as data that another implementation can be held to."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.domain.indicators import Indicator

LARGEST = 10_000_000
"""More people or places than any unit can hold: a number above is a slip of the keys."""

LARGEST_HOUSEHOLD = 50
OLDEST = 130

NOUNS = {
    Indicator.EVACUATED: "people evacuated",
    Indicator.ARRIVALS: "arrivals",
    Indicator.DEPARTURES: "departures",
    Indicator.PRESENT: "people present",
    Indicator.SHELTERED: "people sheltered",
    Indicator.CAPACITY: "usable places",
    Indicator.CAPACITY_STANDBY: "standby places",
    Indicator.KILLED: "people killed",
    Indicator.INJURED: "people injured",
    Indicator.HOSPITALISED: "people taken to hospital",
    Indicator.MISSING: "people missing",
}
"""What each number is a number of, for "Enter the number of …"."""


@dataclass(frozen=True, kw_only=True, slots=True)
class JumpLimits:
    """When a number is far from a unit's own history.

    Never with fewer than `past_values`. It is far when it differs from both the newest value and
    the median by more than `floor` (`casualty_floor` for killed, injured, taken to hospital and
    missing) and by more than `deviations` times the median absolute deviation. It is a jump when,
    beside that, the larger is more than `ratio` times the smaller.
    """

    past_values: int = 5
    floor: int = 20
    casualty_floor: int = 5
    deviations: int = 5
    ratio: float = 1.25


@dataclass(frozen=True, kw_only=True, slots=True)
class GapLimits:
    """A reconciliation gap is asked about above `people` and `share` of the reckoned level."""

    people: int = 5
    share: float = 0.02

    def is_wide(self, gap: int, reckoned: int) -> bool:
        """Whether a gap of either sign is worth asking about."""
        return abs(gap) > self.people and abs(gap) > self.share * abs(reckoned)


@dataclass(frozen=True, kw_only=True, slots=True)
class SwapLimits:
    """Digits look transposed when a swap leaves at most this share of the distance."""

    share: float = 0.4


JUMP = JumpLimits()
GAP = GapLimits()
SWAP = SwapLimits()
