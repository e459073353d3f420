"""What a chart of running totals draws, as lines of a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tracker.charts.series.tallies import TallySeries
from tracker.charts.tables.drawn import DrawnPoint, list_flow, list_level


def list_drawn_tallies(series: Sequence[TallySeries], stale_after: int) -> tuple[DrawnPoint, ...]:
    """Every point of the chart, which leaves out series that nobody reported."""
    return list_tallies([each for each in series if not each.is_empty], stale_after)


def list_tallies(series: Sequence[TallySeries], stale_after: int) -> tuple[DrawnPoint, ...]:
    """Every point of series, of tallies the total and what was new."""
    return tuple(point for each in series for point in _list(each, stale_after))


def _list(series: TallySeries, stale_after: int) -> Iterator[DrawnPoint]:
    key = series.indicator.value
    for day in series.days:
        yield list_level(day.day, key, series.label, day.total, stale_after)
        if not series.indicator.is_level:
            label = f"{series.label}, new"
            yield list_flow(day.day, f"{key}_new", label, day.new, stale_after)
