"""What the chart of capacity against arrivals draws, as lines of a file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from tracker.charts.figures.forecast import FORECAST_NAME, count_ahead, list_ahead
from tracker.charts.figures.room import STANDBY_NAME
from tracker.charts.free import phrase_free
from tracker.charts.series.capacity import (
    CapacityDay,
    CapacitySeries,
    pair_flows,
    pair_levels,
)
from tracker.charts.series.claims import ClaimPoint
from tracker.charts.series.forecast import FullSeries
from tracker.charts.series.heads import Coverage, Head
from tracker.charts.tables.drawn import DrawnPoint, list_flow, list_level, qualify_bounds
from tracker.charts.wording import phrase_bounds, phrase_coverage, phrase_number
from tracker.domain.qualifiers import Qualifier
from tracker.domain.steps import subtract
from tracker.domain.windows import COVERAGE

CLAIM, FORECAST, PLANNED, DERIVED = "claim", "forecast", "planned", "derived"
"""Marks of points that no unit reported."""


def list_drawn_capacity(
    series: CapacitySeries, full: FullSeries | None = None
) -> tuple[DrawnPoint, ...]:
    """Every point of the chart: day by day, then its claims, then the coming days."""
    days = (point for day in series.days for point in _list_day(day, series.stale_after))
    claims = series.drawn_claims if series.days else ()
    return (
        *days,
        *(_list_claim(claim) for claim in claims),
        *(_list_coming(full, count_ahead(full, len(series.days))) if full else ()),
    )


def _list_day(day: CapacityDay, stale_after: int) -> Iterator[DrawnPoint]:
    for head, level in pair_levels(day):
        yield list_level(day.day, head.value, head.label, level, stale_after)
    for head, flow in pair_flows(day):
        yield list_flow(day.day, head.value, head.label, flow, stale_after)
    if day.room is not None:
        yield _list_room(day, day.room)
    if day.free is not None:
        yield _list_free(day)
    if day.coverage is not None:
        yield _list_coverage(day, day.coverage)


def _list_room(day: CapacityDay, room: int) -> DrawnPoint:
    """Usable and standby places together: as sure as both."""
    low = _add(day.capacity.low, day.standby.low)
    high = _add(day.capacity.high, day.standby.high)
    return DrawnPoint(
        day=day.day,
        series="usable_and_standby",
        label=STANDBY_NAME,
        value=room,
        low=low,
        high=high,
        qualifier=qualify_bounds(room, low, high),
        said=phrase_bounds(room, low, high),
        marks=(DERIVED,),
    )


def _add(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other


def _list_free(day: CapacityDay) -> DrawnPoint:
    """Free places; negative where the chart draws the overflow."""
    low = subtract(day.capacity.low, day.sheltered.high)
    high = subtract(day.capacity.high, day.sheltered.low)
    marks = (DERIVED, "overflow") if day.overflow else (DERIVED,)
    return DrawnPoint(
        day=day.day,
        series=Head.FREE.value,
        label=Head.FREE.label,
        value=day.free,
        low=low,
        high=high,
        said=phrase_free(day),
        marks=marks,
    )


def _list_coverage(day: CapacityDay, coverage: Coverage) -> DrawnPoint:
    return DrawnPoint(
        day=day.day,
        series=COVERAGE,
        label="Units reporting",
        value=coverage.reporting,
        high=coverage.expected,
        said=phrase_coverage(coverage),
        reporting=coverage.reporting,
    )


def _list_claim(claim: ClaimPoint) -> DrawnPoint:
    return DrawnPoint(
        day=claim.day,
        series=claim.indicator.value,
        label=claim.indicator.definition.label,
        value=claim.value,
        low=claim.low,
        high=claim.high,
        qualifier=qualify_bounds(claim.value, claim.low, claim.high),
        said=claim.said,
        marks=(CLAIM,),
        source=claim.source,
    )


def _list_coming(full: FullSeries, ahead: int) -> Iterator[DrawnPoint]:
    for each in list_ahead(full, ahead):
        yield DrawnPoint(
            day=each.day,
            series=Head.SHELTERED.value,
            label=FORECAST_NAME,
            value=each.value,
            low=each.low,
            high=each.high,
            qualifier=Qualifier.BETWEEN,
            said=f"{phrase_number(each.low)} to {phrase_number(each.high)}, "
            f"most likely {phrase_number(each.value)}",
            marks=(FORECAST,),
            explained="8 times in 10",
        )
    for day in sorted(full.room):
        if ahead and day - full.day <= timedelta(days=ahead):
            room = full.room[day]
            yield DrawnPoint(
                day=day,
                series=Head.CAPACITY.value,
                label="Places as planned",
                value=room.value,
                low=room.low,
                high=room.high,
                qualifier=qualify_bounds(room.value, room.low, room.high),
                said=phrase_bounds(room.value, room.low, room.high),
                marks=(PLANNED,),
            )
