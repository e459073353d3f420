"""The numbers that a chart draws as CSV, safe to open in a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.charts.tables.drawn import DrawnPoint
from tracker.exchange.exporting.csv_lines import Cell, write_csv
from tracker.web.dashboard.drawn.drawings import View

COLUMNS = (
    "place",
    "day",
    "series",
    "label",
    "value",
    "qualifier",
    "low",
    "high",
    "said",
    "marks",
    "marks_in_words",
    "units_known",
    "units_reporting",
    "units_stale",
    "unreviewed",
    "source",
    "known_at",
    "generated_at",
)


def write_points(points: Iterable[DrawnPoint], view: View, *, with_mark: bool) -> str:
    """The file; each line says of what moment it is, and when it was made."""
    moments = [
        moment.isoformat(timespec="seconds") for moment in (view.known_at, view.lookback.now)
    ]
    lines = ([*_list_cells(point, view.name), *moments] for point in points)
    return "".join(write_csv([COLUMNS, *lines], with_mark=with_mark))


def _list_cells(point: DrawnPoint, place: str) -> list[Cell]:
    return [
        point.place or place,
        point.day.isoformat(),
        point.series,
        point.label,
        point.value,
        point.qualifier.value if point.qualifier else None,
        point.low,
        point.high,
        point.said,
        " ".join(point.marks),
        point.explained,
        point.known,
        point.reporting,
        point.stale,
        point.unreviewed,
        point.source,
    ]
