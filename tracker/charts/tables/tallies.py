"""Running totals as rows, newest day first: the same numbers as the chart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.charts.marks import Mark
from tracker.charts.series.tallies import TallyDay, TallySeries
from tracker.charts.wording import MARK_NAMES, phrase_flow, phrase_level

_TOLD = (
    Mark.DERIVED,
    Mark.CARRIED,
    Mark.PARTLY,
    Mark.STALE,
    Mark.LUMP,
    Mark.FALLEN,
    Mark.CORRECTED,
    Mark.CONTESTED,
    Mark.DISPUTED,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class TallyCell:
    """What is said of an indicator on a day: the total, what was new (None for levels), marks."""

    label: str
    total: str
    new: str | None
    marks: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class TallyRow:
    """One day. `gap` is people present as reported less as reckoned, None where not known."""

    day: date
    cells: tuple[TallyCell, ...]
    gap: int | None
    url: str | None


def tabulate_tallies(
    series: Sequence[TallySeries], urls: Callable[[date], str] | None = None
) -> tuple[TallyRow, ...]:
    """A row for each day of the series; `urls` gives the page behind a day."""
    days = zip(*(each.days for each in series), strict=True)
    rows = [_make_row(series, day, urls) for day in days]
    return tuple(reversed(rows))


def _make_row(
    series: Sequence[TallySeries], days: Sequence[TallyDay], urls: Callable[[date], str] | None
) -> TallyRow:
    gaps = [day.total.gap for day in days if day.total.gap is not None]
    return TallyRow(
        day=days[0].day,
        cells=tuple(_make_cell(each, day) for each, day in zip(series, days, strict=True)),
        gap=gaps[0] if gaps else None,
        url=urls(days[0].day) if urls else None,
    )


def _make_cell(series: TallySeries, day: TallyDay) -> TallyCell:
    found = {mark.mark for mark in (*day.total.marks, *day.new.marks)}
    return TallyCell(
        label=series.label,
        total=phrase_level(day.total),
        new=None if series.indicator.is_level else phrase_flow(day.new),
        marks=tuple((mark.icon, MARK_NAMES[mark].lower()) for mark in _TOLD if mark in found),
    )
