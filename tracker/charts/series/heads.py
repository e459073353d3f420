"""Head numbers: the last day of a series, each with its age, its change and how sure it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.charts.marks import PointMark
from tracker.charts.series.flows import FlowPoint
from tracker.charts.series.levels import LevelPoint
from tracker.charts.series.moves import Move, move_flow, move_level


class Head(StrEnum):
    """Keys of the head numbers; those of indicators are the indicators' codes."""

    CAPACITY = "capacity"
    STANDBY = "capacity_standby"
    SHELTERED = "sheltered"
    PRESENT = "present"
    FREE = "free"
    ARRIVALS = "arrivals"
    DEPARTURES = "departures"

    @property
    def label(self) -> str:
        """Its name on pages and in figures."""
        return HEAD_LABELS[self]

    @property
    def unit(self) -> str:
        """What it counts."""
        return "places" if self in (Head.CAPACITY, Head.STANDBY, Head.FREE) else "people"


HEAD_LABELS = {
    Head.CAPACITY: "Usable capacity",
    Head.STANDBY: "Standby capacity",
    Head.SHELTERED: "Sheltered",
    Head.PRESENT: "Present",
    Head.FREE: "Free places",
    Head.ARRIVALS: "Arrivals",
    Head.DEPARTURES: "Departures",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Coverage:
    """How many of the units expected to report on a day did."""

    reporting: int
    expected: int


@dataclass(frozen=True, kw_only=True, slots=True)
class HeadNumber:
    """One number for the last day; `day` is the day it is of: for flows the last with a number.

    `reported` is the last day on which anybody reported it, `age` the days from then to the end of
    the series; both None where no such day is known. `move` is the change on the day that it is
    of, None where that is not known.
    """

    head: Head
    day: date
    value: int | None
    low: int | None = None
    high: int | None = None
    is_open: bool = False
    reported: date | None = None
    age: int | None = None
    coverage: Coverage | None = None
    share_unreviewed: float | None = None
    move: Move | None = None
    marks: tuple[PointMark, ...] = ()

    @property
    def change(self) -> int | None:
        """By how much it changed on the day that it is of; None where no number can be told."""
        return self.move.size if self.move else None


def head_level(
    head: Head,
    days: Sequence[date],
    points: Sequence[LevelPoint],
    coverages: Sequence[Coverage | None],
    earlier: date | None = None,
) -> HeadNumber:
    """The head number of a level; days, points and coverages run side by side and are not empty.

    `earlier` is its last report where that lies before the days.
    """
    last = points[-1]
    reported = find_last_report(days, points) or earlier
    return HeadNumber(
        head=head,
        day=days[-1],
        value=last.value,
        low=last.low,
        high=last.high,
        is_open=last.is_open,
        reported=reported,
        age=(days[-1] - reported).days if reported else None,
        coverage=coverages[-1],
        share_unreviewed=last.share_unreviewed,
        move=move_level(days, points, reported, list_expected(coverages)),
        marks=last.marks,
    )


def head_flow(
    head: Head,
    days: Sequence[date],
    points: Sequence[FlowPoint],
    coverages: Sequence[Coverage | None],
) -> HeadNumber:
    """The head number of a flow: the last day that has a number."""
    at = next((i for i in reversed(range(len(points))) if points[i].new is not None), None)
    if at is None:
        return HeadNumber(head=head, day=days[-1], value=None, coverage=coverages[-1])
    return HeadNumber(
        head=head,
        day=days[at],
        value=points[at].new,
        low=points[at].low,
        high=points[at].high,
        reported=days[at],
        age=(days[-1] - days[at]).days,
        coverage=coverages[at],
        move=move_flow(days, points, at),
        marks=points[at].marks,
    )


def list_expected(coverages: Sequence[Coverage | None]) -> list[int | None]:
    """How many units were expected to report on each of some days."""
    return [coverage.expected if coverage else None for coverage in coverages]


def find_last_report(days: Sequence[date], points: Sequence[LevelPoint]) -> date | None:
    """The last of the days on which anybody reported the level."""
    pairs = zip(reversed(days), reversed(points), strict=True)
    return next((day for day, point in pairs if point.reporting), None)
