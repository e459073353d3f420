"""What a chart draws as lines of a file: each point with its bounds, its doubts and its words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tracker.charts.marks import PointMark
from tracker.charts.series.flows import FlowPoint
from tracker.charts.series.levels import LevelPoint
from tracker.charts.wording import NOT_REPORTED, phrase_flow, phrase_level, phrase_mark
from tracker.domain.qualifiers import Qualifier


@dataclass(frozen=True, kw_only=True, slots=True)
class DrawnPoint:
    """One point of a chart.

    `series` is its code and `label` its name. `value` is what is drawn, None where nobody gave a
    number; `low` and `high` are its bounds, None where open. `qualifier` is None where it was not
    reported, or where a number has none. `marks` are their codes, `said` is the number and
    `explained` the marks in words. Units: `known` have said anything, `reporting` did on the day,
    `stale` are silent for longer than the limit; None where that means nothing. `unreviewed` is the
    part of the value that nobody verified, `source` who claims it, `place` whose it is where a
    chart draws several.
    """

    day: date
    series: str
    label: str
    value: int | None
    low: int | None = None
    high: int | None = None
    qualifier: Qualifier | None = None
    said: str = NOT_REPORTED
    marks: tuple[str, ...] = ()
    explained: str = ""
    known: int | None = None
    reporting: int | None = None
    stale: int | None = None
    unreviewed: int | None = None
    source: str | None = None
    place: str | None = None


def list_level(
    day: date, series: str, label: str, point: LevelPoint, stale_after: int
) -> DrawnPoint:
    """The point of a level, or of a running total."""
    return DrawnPoint(
        day=day,
        series=series,
        label=label,
        value=point.value,
        low=point.low,
        high=point.high,
        qualifier=qualify(point),
        said=phrase_level(point),
        marks=_list_codes(point.marks),
        explained=_explain(point.marks, stale_after),
        known=point.known,
        reporting=point.reporting,
        stale=point.stale,
        unreviewed=point.unreviewed if point.value is not None else None,
    )


def list_flow(day: date, series: str, label: str, point: FlowPoint, stale_after: int) -> DrawnPoint:
    """The point of what was new on a day."""
    return DrawnPoint(
        day=day,
        series=series,
        label=label,
        value=point.new,
        low=point.low,
        high=point.high,
        qualifier=qualify_bounds(point.new, point.low, point.high) if point.reporting else None,
        said=phrase_flow(point),
        marks=_list_codes(point.marks),
        explained=_explain(point.marks, stale_after),
        reporting=point.reporting,
    )


def qualify(point: LevelPoint) -> Qualifier | None:
    """The word before a level; None where nobody ever said it."""
    if not point.known:
        return None
    return qualify_bounds(point.value, point.low, point.high)


def qualify_bounds(value: int | None, low: int | None, high: int | None) -> Qualifier:
    """The word that bounds give to a number, as `phrase_bounds` says it.

    >>> qualify_bounds(301, 301, None)
    <Qualifier.AT_LEAST: 'at_least'>
    """
    if value is None and not low and high is None:
        return Qualifier.IN_WORDS
    if low == high == value:
        return Qualifier.EXACT
    if high is None:
        is_bound = value is None or (low is not None and low >= value)
        return Qualifier.AT_LEAST if is_bound else Qualifier.ABOUT
    return Qualifier.BETWEEN if low else Qualifier.AT_MOST


def _list_codes(marks: Iterable[PointMark]) -> tuple[str, ...]:
    return tuple(mark.mark.value for mark in marks)


def _explain(marks: Iterable[PointMark], stale_after: int) -> str:
    return "; ".join(phrase_mark(mark, stale_after) for mark in marks)
