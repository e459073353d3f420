"""Head numbers in words: value, range, age, change and marks, short enough for a tile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.charts.marks import Mark, PointMark
from tracker.charts.series.capacity import CapacityDay, CapacitySeries, pair_levels
from tracker.charts.series.heads import Head, HeadNumber
from tracker.charts.series.levels import LevelPoint, read_level
from tracker.domain.daily import DayTotal
from tracker.domain.indicators import Indicator
from tracker.web.dashboard.changes import (
    doubt_move,
    say_move,
    say_short_day,
    shorten_move,
    tell_total,
)
from tracker.web.dashboard.phrases import Phrase, split_free, split_level, split_number
from tracker.web.dashboard.short_marks import ShortMark, list_short_marks
from tracker.web.shared.formats import day as say_day

SERIES = {Head.STANDBY: "standby", Head.FREE: None}
TALLY_LABELS = {
    Indicator.EVACUATED: "Evacuated so far",
    Indicator.KILLED: "Killed",
    Indicator.INJURED: "Injured",
    Indicator.HOSPITALISED: "Taken to hospital",
    Indicator.MISSING: "Missing now",
}
TALLY_NOTES = {Indicator.HOSPITALISED: "of the injured"}
CASUALTIES = (Indicator.KILLED, Indicator.INJURED, Indicator.HOSPITALISED, Indicator.MISSING)
_OF_LEVELS_ONLY = (Mark.CARRIED, Mark.PARTLY, Mark.STALE, Mark.DERIVED)


@dataclass(frozen=True, kw_only=True, slots=True)
class Tile:
    """One head number; `note` says of what it is a part. Where `value` is None, `none` says why.

    `change` is that of the day that the number is of; where this is an earlier day, `brief` stands
    for change and age where there is room for one line.
    """

    label: str
    value: str | None
    none: str = "not reported"
    qualifier: str | None = None
    bounds: str | None = None
    note: str | None = None
    age: str | None = None
    change: str | None = None
    brief: str | None = None
    marks: tuple[ShortMark, ...] = ()
    series: str | None = None
    alert: bool = False


LastDays = Mapping[str, date]
"""The last day on which anybody reported a series, by its key; it may lie before the period."""


def list_capacity_tiles(series: CapacitySeries) -> list[Tile]:
    """Tiles of the capacity chart's head numbers; there must be a day."""
    last = series.days[-1]
    levels = dict(pair_levels(last))
    return [
        _make_head_tile(head, _split_head(last, levels.get(head.head), head), last.day)
        for head in series.heads
    ]


def _make_head_tile(head: HeadNumber, said: Phrase, last: date) -> Tile:
    is_over = head.head is Head.FREE and head.value is not None and head.value < 0
    marks = list_short_marks(head.marks)
    age = say_age(head.reported, last) if said.number else None
    if doubt := doubt_move(head.move):
        marks = (*marks, (Mark.UNEVEN.value, doubt))
    if is_over:
        marks = (("overflow", "over capacity"), *marks)
    return Tile(
        label=head.head.label,
        value=said.number,
        none="not known" if head.head is Head.FREE else _explain_none(head.marks),
        qualifier=said.qualifier,
        bounds=said.bounds,
        age=age,
        change=say_move(head.move, head.day) if head.move else None,
        brief=shorten_move(head.move, head.day, age),
        marks=marks,
        series=SERIES.get(head.head, head.head.value),
        alert=is_over,
    )


def _split_head(last: CapacityDay, level: LevelPoint | None, head: HeadNumber) -> Phrase:
    if level is not None:
        return split_level(level)
    if head.head is Head.FREE:
        return split_free(last)
    return split_number(head.value, head.low, head.high)


def make_total_tile(indicator: Indicator, days: Sequence[DayTotal], reported: LastDays) -> Tile:
    """The tile of a running total or a level on the last of the days; changes are of these days."""
    last = days[-1]
    point = read_level(last)
    hidden = () if indicator.is_level else _OF_LEVELS_ONLY
    said, day = split_level(point), reported.get(indicator)
    age = say_age(day, last.day) if point.known else None
    change, brief = tell_total(indicator, days, day, age)
    return Tile(
        label=TALLY_LABELS[indicator],
        value=said.number,
        none="in words only" if point.known else "not reported",
        qualifier=said.qualifier,
        bounds=said.bounds,
        note=TALLY_NOTES.get(indicator),
        age=age,
        change=change,
        brief=brief,
        marks=list_short_marks([mark for mark in point.marks if mark.mark not in hidden]),
    )


def list_casualty_tiles(days: Mapping[str, Sequence[DayTotal]], reported: LastDays) -> list[Tile]:
    """Killed, injured, taken to hospital and missing, side by side and never summed."""
    return [make_total_tile(indicator, days[indicator], reported) for indicator in CASUALTIES]


def say_age(reported: date | None, day: date) -> str | None:
    """When it was last reported, seen from the day shown."""
    if reported is None:
        return None
    days = (day - reported).days
    before = f", {days} day{'s' if days > 1 else ''} before" if days else ""
    said = say_day(reported) if reported.year != day.year else say_short_day(reported)
    return f"as of {said}{before}"


def _explain_none(marks: Sequence[PointMark]) -> str:
    is_missing = not marks or any(mark.mark is Mark.MISSING for mark in marks)
    return "not reported" if is_missing else "in words only"
