"""Running totals beside what was new on each day, for charts of casualties and of displacement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tracker.charts.marks import Mark, PointMark, mark_level
from tracker.charts.series.flows import NO_FLOW, FlowPoint, read_flow
from tracker.charts.series.levels import UNKNOWN_LEVEL, LevelPoint, read_level
from tracker.domain.daily import DayTotal
from tracker.domain.indicators import Indicator

_OF_LEVELS_ONLY = frozenset({Mark.PARTLY, Mark.DERIVED})
"""A running total stands until somebody adds to it: that some units did not is no doubt about it.

Where no unit reported on a day it is carried, and stale where that has lasted, as a level is.
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class TallyDay:
    """One day: the total so far (of a level: the level), and what was new (of a level: nothing)."""

    day: date
    total: LevelPoint
    new: FlowPoint


@dataclass(frozen=True, kw_only=True, slots=True)
class TallySeries:
    """An indicator over a period; `name` is whose it is where several stand side by side."""

    indicator: Indicator
    days: tuple[TallyDay, ...]
    name: str | None = None

    @property
    def label(self) -> str:
        """What is counted, or whose it is."""
        return self.name or self.indicator.definition.label

    @property
    def is_empty(self) -> bool:
        """Whether nobody ever said anything about it."""
        return not any(day.total.known for day in self.days)

    @property
    def lumps(self) -> int:
        """Days on which a total jumped over unreported days."""
        return sum(day.new.has(Mark.LUMP) for day in self.days)


def build_named_series(
    days: Mapping[str, Sequence[DayTotal]], indicator: Indicator
) -> tuple[TallySeries, ...]:
    """A series of the indicator for each name in `days`, in their order."""
    return tuple(
        TallySeries(
            indicator=indicator,
            days=tuple(_build_day(indicator, total) for total in totals),
            name=name,
        )
        for name, totals in days.items()
    )


def build_tally_series(
    days: Mapping[str, Sequence[DayTotal]], indicators: Iterable[Indicator]
) -> tuple[TallySeries, ...]:
    """A series for each of the indicators, in their order, with every day that was read."""
    return tuple(
        TallySeries(
            indicator=indicator,
            days=tuple(_build_day(indicator, total) for total in days.get(indicator, ())),
        )
        for indicator in indicators
    )


def list_marks(indicator: Indicator, total: DayTotal) -> tuple[Mark, ...]:
    """All that sets a day apart, once each: what stands first, then what was new."""
    marks = [one.mark for one in _mark_standing(indicator, total)]
    if total.reporting and not indicator.is_level:
        marks += [one.mark for one in read_flow(total).marks if one.mark is not Mark.OBSERVED]
    return tuple(dict.fromkeys(marks))


def _build_day(indicator: Indicator, total: DayTotal) -> TallyDay:
    if indicator.is_level:
        return TallyDay(day=total.day, total=read_level(total), new=NO_FLOW)
    point = replace(read_level(total), marks=_mark_standing(indicator, total))
    return TallyDay(day=total.day, total=point, new=read_flow(total))


def _mark_standing(indicator: Indicator, total: DayTotal) -> tuple[PointMark, ...]:
    """The marks of a level, or of a running total."""
    if not total.known:
        return UNKNOWN_LEVEL.marks
    marks = mark_level(total)
    if indicator.is_level:
        return marks
    return tuple(mark for mark in marks if mark.mark not in _OF_LEVELS_ONLY)
