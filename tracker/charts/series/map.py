"""A map's numbers: each area's measure on a day, in steps that mean the same on every day."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.charts.bounds import Bound
from tracker.charts.geography import Position, Shape
from tracker.domain.windows import ShelterStatus

ARRIVAL_DAYS = 7
"""The days up to the one shown whose arrivals add up."""


class MapMeasure(StrEnum):
    """What colours the areas."""

    OCCUPANCY = "occupancy"
    FREE = "free"
    ARRIVALS = "arrivals"
    SILENCE = "silence"

    @property
    def label(self) -> str:
        """Its name as pages show it."""
        return _LABELS[self]


_LABELS = {
    MapMeasure.OCCUPANCY: "Occupancy",
    MapMeasure.FREE: "Free places",
    MapMeasure.ARRIVALS: f"Arrivals in {ARRIVAL_DAYS} days",
    MapMeasure.SILENCE: "Days since last report",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """A class of numbers: `number` from 0, calm, to 4, urgent; its words for the legend."""

    number: int
    label: str


@dataclass(frozen=True, kw_only=True, slots=True)
class MapArea:
    """An area on a map. `shape` is None where no boundary is known: it is in the table only.

    `value` is the measure (a share, places, people or days), None where it is not known; `said`
    says it in words, or why there is none. `short` is what stands on the map, `bound` the sign
    before it where it may be more or less. `step` is its class. `doubtful`: it rests on counts that
    are older than the operation's limit.
    """

    place_id: int
    name: str
    url: str | None
    shape: Shape | None
    value: float | None
    said: str
    short: str
    step: int | None
    bound: Bound | None = None
    doubtful: bool = False
    detail: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class MapSite:
    """A shelter on a map."""

    place_id: int
    name: str
    url: str | None
    position: Position
    status: ShelterStatus
    said: str


@dataclass(frozen=True, kw_only=True, slots=True)
class MapSeries:
    """All that a map shows of a day. `schematic`: areas lie as they do to each other, no more."""

    measure: MapMeasure
    day: date
    steps: tuple[Step, ...]
    areas: tuple[MapArea, ...]
    sites: tuple[MapSite, ...]
    schematic: bool = False

    @property
    def drawn(self) -> tuple[tuple[MapArea, Shape], ...]:
        """The areas that have a shape, with it."""
        return tuple((area, area.shape) for area in self.areas if area.shape is not None)

    @property
    def has_missing(self) -> bool:
        """Whether an area that is drawn has no number."""
        return any(area.value is None for area, _ in self.drawn)

    @property
    def has_doubtful(self) -> bool:
        """Whether an area that is drawn rests on old counts."""
        return any(area.doubtful for area, _ in self.drawn)

    @property
    def bounds(self) -> tuple[Bound, ...]:
        """The signs that stand before numbers of areas that are drawn."""
        found = {area.bound for area, _ in self.drawn}
        return tuple(bound for bound in Bound if bound in found)


def rank_area(measure: MapMeasure, area: MapArea) -> tuple[int, float, str]:
    """Sorts the most urgent area first: by class, then by number; without a class last."""
    value = area.value or 0
    by_number = value if measure is MapMeasure.FREE else -value
    return (1 if area.step is None else -area.step, by_number, area.name.casefold())


_OCCUPANCY = (0.5, 0.8, 0.95, 1.0)
_FREE = (500, 100, 20, 0)
_ARRIVALS = (1, 20, 100, 500)


def list_steps(measure: MapMeasure, stale_after: int) -> tuple[Step, ...]:
    """The classes of a measure, from calm to urgent."""
    match measure:
        case MapMeasure.OCCUPANCY:
            labels = ["under 50%", "50 to under 80%", "80 to under 95%", "95 to 100%", "over 100%"]
        case MapMeasure.FREE:
            labels = ["500 or more", "100 to 499", "20 to 99", "0 to 19", "over capacity"]
        case MapMeasure.ARRIVALS:
            labels = ["none", "1 to 19", "20 to 99", "100 to 499", "500 or more"]
        case _:
            one, two, three = _list_silences(stale_after)
            labels = [
                "that day",
                _name_days(1, one),
                _name_days(one + 1, two),
                _name_days(two + 1, three),
                f"{three + 1} days or more",
            ]
    return tuple(Step(number=number, label=label) for number, label in enumerate(labels))


def find_step(measure: MapMeasure, value: float | None, stale_after: int) -> int | None:
    """The class of a value; None is in none."""
    if value is None:
        return None
    match measure:
        case MapMeasure.OCCUPANCY:
            return _find_occupancy(value)
        case MapMeasure.FREE:
            return len(_FREE) - bisect_right(_FREE[::-1], value)
        case MapMeasure.ARRIVALS:
            return bisect_right(_ARRIVALS, value)
        case _:
            return bisect_left((0, *_list_silences(stale_after)), value)


def _find_occupancy(share: float) -> int:
    """Just full is not over."""
    *below, full = _OCCUPANCY
    return bisect_right(below, share) + (share > full)


def _list_silences(stale_after: int) -> tuple[int, int, int]:
    """The last day of each class: fresh, stale, then twice as long."""
    return stale_after, 2 * stale_after, 4 * stale_after


def _name_days(first: int, last: int) -> str:
    if first == last:
        return f"{first} day{'s' if first > 1 else ''}"
    return f"{first} to {last} days"
