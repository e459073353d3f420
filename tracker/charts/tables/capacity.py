"""Capacity against arrivals as rows, newest day first: the same numbers as the chart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from tracker.charts.free import is_range, phrase_free, say_free
from tracker.charts.marks import Mark
from tracker.charts.reasons import Reason, list_reasons
from tracker.charts.series.capacity import CapacityDay, CapacitySeries
from tracker.charts.series.heads import Coverage, Head
from tracker.charts.wording import (
    phrase_coverage,
    phrase_flow,
    phrase_level,
    phrase_share,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """A number and how it is said. `value` None is not reported, or reported without a number.

    `word` stands before a `value` that may be negative, where the text says "over"; None where the
    text is a range.
    """

    value: int | None
    text: str
    word: str | None = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class CapacityRow:
    """One day. `free` is negative when over capacity.

    `gap` is people present as reported minus as reckoned from arrivals and departures. `unreviewed`
    is the share of people sheltered (see `CapacitySeries.main`) whose reports nobody verified, in
    words. `coverage` says how many units reported, `url` leads to their reports.
    """

    day: date
    capacity: Cell
    standby: Cell
    sheltered: Cell
    free: Cell
    present: Cell
    arrivals: Cell
    departures: Cell
    gap: int | None
    coverage: Coverage | None
    covered: str | None
    unreviewed: str | None
    reasons: tuple[Reason, ...]
    url: str | None

    @property
    def is_over(self) -> bool:
        """Whether more people are sheltered than there are places."""
        return self.free.value is not None and self.free.value < 0

    @property
    def marks(self) -> tuple[tuple[str, str], ...]:
        """What the `marks` macro prints: pairs of a symbol and words."""
        return tuple((reason.mark.icon, reason.sentence) for reason in self.reasons)


def tabulate(
    series: CapacitySeries, urls: Callable[[date], str] | None = None, newest: int | None = None
) -> tuple[CapacityRow, ...]:
    """A row for each day of the series, newest first; `urls` gives the page behind a day.

    `newest` is the number of rows at most, None all of them.
    """
    days, head = series.days[::-1][:newest], series.main
    return tuple(
        _make_row(day, head, series.stale_after, urls(day.day) if urls else None) for day in days
    )


def _make_row(day: CapacityDay, head: Head, stale_after: int, url: str | None) -> CapacityRow:
    main = day.sheltered if head is Head.SHELTERED else day.present
    return CapacityRow(
        day=day.day,
        capacity=Cell(value=day.capacity.value, text=phrase_level(day.capacity)),
        standby=Cell(value=day.standby.value, text=phrase_level(day.standby)),
        sheltered=Cell(value=day.sheltered.value, text=phrase_level(day.sheltered)),
        free=_make_free(day),
        present=Cell(value=day.present.value, text=phrase_level(day.present)),
        arrivals=Cell(value=day.arrivals.new, text=phrase_flow(day.arrivals)),
        departures=Cell(value=day.departures.new, text=phrase_flow(day.departures)),
        gap=day.present.gap,
        coverage=day.coverage,
        covered=phrase_coverage(day.coverage) if day.coverage else None,
        unreviewed=phrase_share(main.unreviewed, main.counted) if main.counted else None,
        reasons=tuple(
            reason
            for reason in list_reasons(day, stale_after)
            if reason.mark is not Mark.UNREVIEWED
        ),
        url=url,
    )


def _make_free(day: CapacityDay) -> Cell:
    said = say_free(day)
    if said is None or is_range(day):
        return Cell(value=day.free, text=phrase_free(day), word=None if said else "")
    return Cell(value=said.number, text=phrase_free(day), word=said.word)
