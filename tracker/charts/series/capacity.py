"""Capacity against arrivals: the numbers of the officials' chart, for any area or unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from tracker.charts.marks import Mark, PointMark
from tracker.charts.series.claims import ClaimPoint
from tracker.charts.series.flows import FlowPoint, read_flow
from tracker.charts.series.heads import (
    Coverage,
    Head,
    HeadNumber,
    head_flow,
    head_level,
    list_expected,
)
from tracker.charts.series.levels import LevelPoint, lacks_places, read_level
from tracker.charts.series.moves import move_difference
from tracker.domain.daily import DayTotal
from tracker.domain.indicators import Indicator
from tracker.domain.steps import subtract
from tracker.domain.windows import COVERAGE

CAPACITY_KEYS: tuple[str, ...] = (
    Indicator.CAPACITY,
    Indicator.CAPACITY_STANDBY,
    Indicator.SHELTERED,
    Indicator.PRESENT,
    Indicator.ARRIVALS,
    Indicator.DEPARTURES,
    COVERAGE,
)
"""The series of totals that this chart is made of."""

HEAD_ORDER = (
    Head.SHELTERED,
    Head.CAPACITY,
    Head.FREE,
    Head.STANDBY,
    Head.PRESENT,
    Head.ARRIVALS,
    Head.DEPARTURES,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class CapacityDay:
    """One day. `coverage` is None where nobody was expected to report."""

    day: date
    capacity: LevelPoint
    standby: LevelPoint
    sheltered: LevelPoint
    present: LevelPoint
    arrivals: FlowPoint
    departures: FlowPoint
    coverage: Coverage | None

    @property
    def free(self) -> int | None:
        """Usable places minus people sheltered: negative when over, None where not known."""
        return subtract(self.capacity.value, self.sheltered.value)

    @property
    def overflow(self) -> int | None:
        """People sheltered beyond the usable places; None where there are none or not known."""
        free = self.free
        return -free if free is not None and free < 0 else None

    @property
    def lacks_places(self) -> bool:
        """Whether people are known of more units than places are: it may be over less, or not."""
        return lacks_places(self.capacity, self.sheltered)

    @property
    def room(self) -> int | None:
        """Usable and standby places together; None where either is not known."""
        if self.capacity.value is None or self.standby.value is None:
            return None
        return self.capacity.value + self.standby.value

    @property
    def has_numbers(self) -> bool:
        """Whether there is anything to draw."""
        return any(point.known for _, point in pair_levels(self)) or any(
            flow.reporting for _, flow in pair_flows(self)
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class CapacitySeries:
    """The chart's numbers: `days` in order, `heads` of the last day (none without days).

    `remarks` are further lines that days say of themselves. `uncounted` is of an empty series: how
    many reports about shelters add to no total, as their districts report as a whole.
    """

    days: tuple[CapacityDay, ...]
    heads: tuple[HeadNumber, ...]
    claims: tuple[ClaimPoint, ...]
    stale_after: int
    remarks: Mapping[date, tuple[str, ...]] = field(default_factory=dict)
    uncounted: int = 0

    @property
    def main(self) -> Head:
        """Whose doubts are told of a day: of people sheltered, else of people present."""
        known = any(day.sheltered.known for day in self.days)
        return Head.SHELTERED if known else Head.PRESENT

    @property
    def is_empty(self) -> bool:
        """Whether no unit reported anything to draw."""
        return not any(day.has_numbers for day in self.days)

    @property
    def drawn_claims(self) -> tuple[ClaimPoint, ...]:
        """The claims that have a place among the days shown; there must be a day."""
        first, last = self.days[0].day, self.days[-1].day
        return tuple(
            claim for claim in self.claims if claim.is_drawn and first <= claim.day <= last
        )

    def head(self, head: Head) -> HeadNumber | None:
        """The head number by its key."""
        return next((one for one in self.heads if one.head is head), None)


def build_capacity_series(
    days: Mapping[str, Sequence[DayTotal]],
    *,
    claims: Sequence[ClaimPoint] = (),
    stale_after: int,
    first: date | None = None,
    reported: Mapping[str, date] = {},
) -> CapacitySeries:
    """Points of every day in `days` (by CAPACITY_KEYS; a missing key is a series nobody reported).

    Days before `first` are not drawn: they give the day before for changes. So read at least one
    day more than is shown. `reported` are the last days with a report by series, which may lie
    before all days read: they give the ages of levels that are carried from there.
    """
    totals = {key: {total.day: total for total in days.get(key, ())} for key in CAPACITY_KEYS}
    every_day = sorted({day for series in totals.values() for day in series})
    built = tuple(_build_day(totals, day) for day in every_day)
    shown = tuple(day for day in built if first is None or day.day >= first)
    return CapacitySeries(
        days=shown,
        heads=_build_heads(built, reported) if shown else (),
        claims=tuple(sorted(claims, key=lambda claim: (claim.day, claim.indicator, claim.source))),
        stale_after=stale_after,
    )


def pair_levels(day: CapacityDay) -> tuple[tuple[Head, LevelPoint], ...]:
    """The day's levels by their keys."""
    return (
        (Head.CAPACITY, day.capacity),
        (Head.STANDBY, day.standby),
        (Head.SHELTERED, day.sheltered),
        (Head.PRESENT, day.present),
    )


def pair_flows(day: CapacityDay) -> tuple[tuple[Head, FlowPoint], ...]:
    """The day's flows by their keys."""
    return (Head.ARRIVALS, day.arrivals), (Head.DEPARTURES, day.departures)


def _build_day(totals: Mapping[str, Mapping[date, DayTotal]], day: date) -> CapacityDay:
    covered = totals[COVERAGE].get(day)
    return CapacityDay(
        day=day,
        capacity=read_level(totals[Indicator.CAPACITY].get(day)),
        standby=read_level(totals[Indicator.CAPACITY_STANDBY].get(day)),
        sheltered=read_level(totals[Indicator.SHELTERED].get(day)),
        present=read_level(totals[Indicator.PRESENT].get(day)),
        arrivals=read_flow(totals[Indicator.ARRIVALS].get(day)),
        departures=read_flow(totals[Indicator.DEPARTURES].get(day)),
        coverage=Coverage(reporting=covered.reporting, expected=covered.expected)
        if covered and covered.expected
        else None,
    )


def _build_heads(
    days: Sequence[CapacityDay], reported: Mapping[str, date]
) -> tuple[HeadNumber, ...]:
    dates = [day.day for day in days]
    coverages = [day.coverage for day in days]
    levels = zip(*(pair_levels(day) for day in days), strict=True)
    flows = zip(*(pair_flows(day) for day in days), strict=True)
    heads: dict[Head, HeadNumber] = {}
    for pairs in levels:
        head = pairs[0][0]
        points = [point for _, point in pairs]
        heads[head] = head_level(head, dates, points, coverages, reported.get(head))
    for steps in flows:
        head = steps[0][0]
        heads[head] = head_flow(head, dates, [flow for _, flow in steps], coverages)
    either = [heads[head].reported for head in (Head.SHELTERED, Head.CAPACITY)]
    heads[Head.FREE] = _head_free(days, max(filter(None, either), default=None))
    return tuple(heads[head] for head in HEAD_ORDER)


def _head_free(days: Sequence[CapacityDay], reported: date | None) -> HeadNumber:
    """Free places are as sure as both numbers: a unit that gives one of them is marked.

    Where a unit gave a range alone there is no best number, only a range, unless it is over.
    """
    last = days[-1]
    capacity, sheltered = last.capacity, last.sheltered
    low, high = subtract(capacity.low, sheltered.high), subtract(capacity.high, sheltered.low)
    lacks = bool(capacity.without_value or sheltered.without_value)
    is_range = lacks and low is not None and high is not None and high >= 0
    marks: tuple[PointMark, ...] = ()
    if last.free is not None and sheltered.known < capacity.known:
        marks = (PointMark(mark=Mark.UNEVEN, part=sheltered.known, whole=capacity.known),)
    if last.free is not None and last.lacks_places:
        high = None
        marks = (PointMark(mark=Mark.UNPLACED, part=capacity.known, whole=sheltered.known),)
    return HeadNumber(
        head=Head.FREE,
        day=last.day,
        value=None if is_range else last.free,
        low=low,
        high=high,
        is_open=last.free is not None and (capacity.is_open or last.lacks_places),
        coverage=last.coverage,
        move=move_difference(
            [day.day for day in days],
            [(day.capacity, day.sheltered) for day in days],
            reported,
            list_expected([day.coverage for day in days]),
        ),
        marks=marks,
    )
