"""Day values with one row for each place and day, and columns for each indicator."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from tracker.domain.indicators import Indicator
from tracker.exchange.exporting.csv_lines import Cell
from tracker.exchange.exporting.day_values import HIDDEN, DayValue, PlaceDay
from tracker.exchange.exporting.long_values import (
    DAY_COLUMN,
    FORM_MEANING,
    LEAST_NEW,
    MARK_MEANING,
    MOST_NEW,
)
from tracker.exchange.exporting.places import PLACE_COLUMNS
from tracker.exchange.exporting.tables import CellKind, Column, Row

_COVERAGE = (
    Column(
        key="units_expected",
        heading="Units expected",
        meaning="Reporting units that were expected to report that day.",
        kind=CellKind.NUMBER,
    ),
    Column(
        key="units_reporting",
        heading="Units that reported",
        meaning="Reporting units that did.",
        kind=CellKind.NUMBER,
    ),
)


def list_wide_columns(indicators: Iterable[Indicator]) -> tuple[Column, ...]:
    """The columns: place, day, coverage, and those of each indicator."""
    of_each = (column for indicator in indicators for column in _list_columns(indicator))
    return (*PLACE_COLUMNS, DAY_COLUMN, *_COVERAGE, *of_each)


def list_wide_rows(days: Iterable[PlaceDay], indicators: Sequence[Indicator]) -> Iterator[Row]:
    """Rows of those columns."""
    for day in days:
        covered = day.coverage
        numbers = [cell for indicator in indicators for cell in _list_cells(indicator, day.values)]
        yield (*day.line.cells, day.day, covered.expected, covered.reporting, *numbers)


def _list_columns(indicator: Indicator) -> Iterator[Column]:
    code, label, kind = indicator.value, indicator.definition.label, CellKind.NUMBER
    meaning = indicator.definition.meaning
    if indicator.is_level:
        yield Column(key=code, heading=label, meaning=f"{meaning}.", kind=kind)
    else:
        total = f"{label} so far"
        yield Column(key=f"{code}_total", heading=total, meaning=f"{meaning}, so far.", kind=kind)
        said = f"{meaning}, new that day; blank where nobody gave a number."
        yield Column(key=f"{code}_new", heading=f"{label} new", meaning=said, kind=kind)
    end = "" if indicator.is_level else "_total"
    bounds = [
        (f"{code}{end}_low", f"{label}, lowest", "The least that it can be."),
        (f"{code}{end}_high", f"{label}, highest", "The most that it can be; blank is open."),
    ]
    if not indicator.is_level:
        bounds.append((f"{code}_new_low", f"{label} new, lowest", LEAST_NEW))
        bounds.append((f"{code}_new_high", f"{label} new, highest", MOST_NEW))
    for key, heading, said in bounds:
        yield Column(key=key, heading=heading, meaning=said, kind=kind)
    yield Column(
        key=f"{code}_unreviewed",
        heading=f"{label}, not reviewed",
        meaning="The part of the value that no reviewer has verified.",
        kind=kind,
    )
    yield Column(key=f"{code}_mark", heading=f"{label}, mark", meaning=MARK_MEANING)
    if not indicator.is_level:
        yield Column(key=f"{code}_form", heading=f"{label}, told as", meaning=FORM_MEANING)
    for key, heading, said in (
        ("qualifier", "qualifier", "How sure it is: as the report said, else by the bounds."),
        ("words", "words", "The words of the report, as they were used."),
        ("said_by", "said by", "The source of the report; blank for sums."),
    ):
        yield Column(key=f"{code}_{key}", heading=f"{label}, {heading}", meaning=said)


def _list_cells(indicator: Indicator, values: Mapping[Indicator, DayValue]) -> list[Cell]:
    value = values.get(indicator)
    if value is None:
        return [None] * (8 if indicator.is_level else 12)
    total, stated = value.total, value.stated
    return [
        total.value,
        *([] if indicator.is_level else [total.new]),
        total.low,
        total.high,
        *([] if indicator.is_level else [total.new_low, total.new_high]),
        None if value.mark == HIDDEN else total.unreviewed,
        value.mark,
        *([] if indicator.is_level else [value.form.value]),
        value.qualifier.value if value.qualifier else None,
        stated.count.words if stated else None,
        stated.source if stated else None,
    ]
