"""What units reported where nobody reported people, arrivals or places: it must not be denied."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.charts.series.capacity import CapacitySeries
from tracker.charts.series.levels import LevelPoint, read_level
from tracker.charts.wording import phrase_day, phrase_level, phrase_number
from tracker.domain.daily import DayTotal
from tracker.domain.indicators import Indicator

OTHERS = (
    Indicator.EVACUATED,
    Indicator.KILLED,
    Indicator.INJURED,
    Indicator.HOSPITALISED,
    Indicator.MISSING,
)
"""What units report that the capacity chart does not show."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Other:
    """One of OTHERS that is known on the last day; `reported` is its last day with a report."""

    indicator: Indicator
    point: LevelPoint
    reported: date | None


def list_others(
    totals: Mapping[str, Sequence[DayTotal]], reported: Mapping[str, date]
) -> tuple[Other, ...]:
    """What is known on the last day of `totals`, which hold all of OTHERS."""
    points = ((indicator, read_level(totals[indicator][-1])) for indicator in OTHERS)
    return tuple(
        Other(indicator=indicator, point=point, reported=reported.get(indicator))
        for indicator, point in points
        if point.known
    )


def say_no_capacity(series: CapacitySeries, others: Sequence[Other]) -> str:
    """That there is nothing to draw, and what is reported all the same; there must be a day.

    `No unit reported people, arrivals or places from 7 August to 5 September 2024; evacuated 482 as
    of 4 September is reported.`
    """
    span = say_span(series)
    beside = say_uncounted(series.uncounted)
    if others:
        said = f"No unit reported people, arrivals or places from {span}; {say_others(others)}."
        return f"{said} {beside}".strip()
    if beside:
        return f"Nothing that counts was reported from {span}. {beside}"
    return f"No unit reported anything from {span}."


def say_uncounted(reports: int) -> str:
    """That there are reports about shelters which add to no total; empty where there are none."""
    if reports == 1:
        return (
            "1 report is about a shelter of a district that reports as a whole on its day; it adds "
            "to no total."
        )
    if reports:
        return (
            f"{phrase_number(reports)} reports are about shelters of districts that report as a "
            "whole on these days; they add to no total."
        )
    return ""


def say_others(others: Sequence[Other]) -> str:
    """All of them, of which there must be one: `killed 3 and missing 1 as of 4 May are reported`.

    The day stands once where it is the same for all that follow each other.
    """
    parts = list(_list_parts(others))
    said = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
    return f"{said} {'is' if len(others) == 1 else 'are'} reported"


def say_span(series: CapacitySeries) -> str:
    """The days shown, of which there must be one."""
    first, last = series.days[0].day, series.days[-1].day
    return f"{phrase_day(first)} to {phrase_day(last, year=True)}"


def _list_parts(others: Sequence[Other]) -> Iterator[str]:
    days = [*(other.reported for other in others[1:]), None]
    for other, following in zip(others, days, strict=True):
        said = f"{other.indicator.definition.label.lower()} {phrase_level(other.point)}"
        dated = other.reported is not None and other.reported != following
        yield f"{said} as of {phrase_day(other.reported)}" if dated and other.reported else said
