"""Who came and who left: the flows of each day beside what they leave unexplained."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.charts.series.flows import FlowPoint, read_flow
from tracker.domain.daily import DayTotal
from tracker.domain.indicators import Indicator

MOVEMENT_KEYS = (Indicator.ARRIVALS, Indicator.DEPARTURES, Indicator.PRESENT)


@dataclass(frozen=True, kw_only=True, slots=True)
class MovementDay:
    """One day. `gap` is people present as reported less as reckoned, None where not compared."""

    day: date
    arrivals: FlowPoint
    departures: FlowPoint
    gap: int | None

    @property
    def net(self) -> int | None:
        """Arrivals less departures; None where either is not known."""
        if self.arrivals.new is None or self.departures.new is None:
            return None
        return self.arrivals.new - self.departures.new

    @property
    def is_uneven(self) -> bool:
        """Whether the net rests on other units' arrivals than departures."""
        return self.net is not None and self.arrivals.reporting != self.departures.reporting


@dataclass(frozen=True, kw_only=True, slots=True)
class MovementSeries:
    """The days of a period, in order."""

    days: tuple[MovementDay, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(
            day.arrivals.reporting or day.departures.reporting or day.gap is not None
            for day in self.days
        )

    @property
    def has_gaps(self) -> bool:
        """Whether any reported level could be held against the flows."""
        return any(day.gap is not None for day in self.days)


def build_movement_series(days: Mapping[str, Sequence[DayTotal]]) -> MovementSeries:
    """The series of MOVEMENT_KEYS, each with every day of the period."""
    arrivals, departures, present = (days[key] for key in MOVEMENT_KEYS)
    return MovementSeries(
        days=tuple(
            MovementDay(
                day=came.day, arrivals=read_flow(came), departures=read_flow(left), gap=level.gap
            )
            for came, left, level in zip(arrivals, departures, present, strict=True)
        )
    )
