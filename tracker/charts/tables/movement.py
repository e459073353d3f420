"""Who came and who left as rows, and as lines of a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from tracker.charts.figures.flows import choose_flow_mark
from tracker.charts.series.heads import Head
from tracker.charts.series.movement import MovementDay, MovementSeries
from tracker.charts.tables.drawn import DrawnPoint, list_flow
from tracker.charts.wording import MARK_NAMES, phrase_flow, phrase_signed

UNEVEN = "uneven"


@dataclass(frozen=True, kw_only=True, slots=True)
class MovementRow:
    """One day in words: flows, the net and the gap with their signs, None where not known."""

    day: date
    arrivals: str
    departures: str
    net: str | None
    gap: str | None
    marks: tuple[tuple[str, str], ...]
    url: str | None


def tabulate_movement(
    series: MovementSeries, urls: Callable[[date], str] | None = None
) -> tuple[MovementRow, ...]:
    """A row for each day, newest first; `urls` gives the page behind a day."""
    return tuple(
        MovementRow(
            day=day.day,
            arrivals=phrase_flow(day.arrivals),
            departures=phrase_flow(day.departures),
            net=None if day.net is None else phrase_signed(day.net),
            gap=None if day.gap is None else phrase_signed(day.gap),
            marks=tuple(_list_marks(day)),
            url=urls(day.day) if urls else None,
        )
        for day in reversed(series.days)
    )


def _list_marks(day: MovementDay) -> Iterator[tuple[str, str]]:
    for name, flow in (("Arrivals", day.arrivals), ("Departures", day.departures)):
        mark = choose_flow_mark(flow)
        if mark is not None:
            yield mark.icon, f"{name}: {MARK_NAMES[mark].lower()}"
    if day.is_uneven:
        yield "about", "Net: not all of the same units"


def list_drawn_movement(series: MovementSeries, stale_after: int) -> tuple[DrawnPoint, ...]:
    """Every point of the chart, day by day."""
    return tuple(point for day in series.days for point in _list(day, stale_after))


def _list(day: MovementDay, stale_after: int) -> Iterator[DrawnPoint]:
    for head, flow in ((Head.ARRIVALS, day.arrivals), (Head.DEPARTURES, day.departures)):
        yield list_flow(day.day, head.value, head.label, flow, stale_after)
    marks = ("derived", UNEVEN) if day.is_uneven else ("derived",)
    for series, label, value in (("net", "Net", day.net), ("gap", "Gap", day.gap)):
        if value is not None:
            yield DrawnPoint(
                day=day.day,
                series=series,
                label=label,
                value=value,
                said=phrase_signed(value),
                marks=marks if series == "net" else ("derived",),
            )
