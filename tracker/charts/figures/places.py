"""Places as stepped lines: where they run, and how sure they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.charts.figures.levels import bound_level
from tracker.charts.geometry import Bounds
from tracker.charts.series.capacity import CapacityDay
from tracker.charts.series.levels import LevelPoint


@dataclass(frozen=True, kw_only=True, slots=True)
class Places:
    """A line of places, day by day: its height, what is filled below it, its band, its points.

    `is_open` says of which days the upper bound is open.
    """

    tops: Sequence[int | None]
    grounds: Sequence[Bounds | None]
    bands: Sequence[Bounds | None]
    points: Sequence[LevelPoint]
    is_open: Sequence[bool]

    def fringe(self, height: float) -> list[Bounds | None]:
        """What is hatched over the open days."""
        return [
            (top, top + height) if is_open and top is not None else None
            for top, is_open in zip(self.tops, self.is_open, strict=True)
        ]


def measure_usable(days: Sequence[CapacityDay]) -> Places:
    """Usable places."""
    points = [day.capacity for day in days]
    return Places(
        tops=[point.value for point in points],
        grounds=[None if point.value is None else (0, point.value) for point in points],
        bands=[bound_level(point) for point in points],
        points=points,
        is_open=[point.is_open for point in points],
    )


def measure_standby(days: Sequence[CapacityDay]) -> Places:
    """Usable and standby places together, over the usable ones: as sure as both."""
    return Places(
        tops=[day.room for day in days],
        grounds=[None if day.room is None else (day.capacity.value or 0, day.room) for day in days],
        bands=[_bound_room(day) for day in days],
        points=[day.standby for day in days],
        is_open=[day.room is not None and _is_open(day) for day in days],
    )


def _is_open(day: CapacityDay) -> bool:
    return day.capacity.is_open or day.standby.is_open


def _bound_room(day: CapacityDay) -> Bounds | None:
    usable, standby = bound_level(day.capacity), bound_level(day.standby)
    if day.room is None or usable is None or standby is None:
        return None
    return usable[0] + standby[0], usable[1] + standby[1]
