"""Who has reported as CSV: exactly what the page shows, unit by unit or area by area."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from tracker.domain.completeness import Rates, UnitDay
from tracker.exchange.exporting.csv_lines import Cell, write_csv
from tracker.web.dashboard.reporting.numbers import AreaRow, Completeness, UnitRow

COLUMNS = (
    "area",
    "unit",
    "day",
    "state",
    "expected",
    "received",
    "on_time",
    "late",
    "corrected",
    "unchanged",
    "known_at",
    "generated_at",
)
KEPT_BACK = "shelter that is not to be published"


def write_completeness(
    found: Completeness, known_at: datetime, now: datetime, *, with_mark: bool
) -> str:
    """The file: a line for each cell. Only what is expected is in rates."""
    moments = [moment.isoformat(timespec="seconds") for moment in (known_at, now)]
    lines = ([*cells, *moments] for cells in _list_cells(found))
    return "".join(write_csv([COLUMNS, *lines], with_mark=with_mark))


def _list_cells(found: Completeness) -> Iterator[list[Cell]]:
    for area in found.areas:
        if found.is_folded:
            yield from _list_area(area, found)
        else:
            for unit in area.units:
                yield from _list_unit(area, unit, found)


def _list_area(area: AreaRow, found: Completeness) -> Iterator[list[Cell]]:
    for at, (rates, waiting) in enumerate(area.days):
        state = "waiting" if waiting else None
        yield [area.heading.name, None, _day(found, at), state, *_count(rates), None, None]


def _list_unit(area: AreaRow, unit: UnitRow, found: Completeness) -> Iterator[list[Cell]]:
    name = unit.place.name if unit.is_published else KEPT_BACK
    for at, day in enumerate(unit.days):
        yield [area.heading.name, name, _day(found, at), day.state.value, *_flags(day)]


def _day(found: Completeness, at: int) -> str:
    return (found.period.first + timedelta(days=at)).isoformat()


def _count(rates: Rates) -> list[Cell]:
    return [rates.expected, rates.received, rates.on_time, rates.late]


def _flags(day: UnitDay) -> list[Cell]:
    """1 and 0; a report that was not expected is received all the same."""
    got = day.received
    if got is None:
        return [int(day.expected), 0, 0, 0, 0, 0]
    return [int(day.expected), 1, int(not got.late), *map(int, got)]
