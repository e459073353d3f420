"""Columns that are headed by the day of their counts, with or without its year."""

from __future__ import annotations

from datetime import date

from tracker.exchange.detecting.dates import DayReading, NotADay, read_day
from tracker.exchange.detecting.heads import Column, Head
from tracker.exchange.detecting.profiles import is_day
from tracker.exchange.detecting.yearless import date_days, find_yearless


def find_day_columns(head: Head) -> list[Column]:
    """The columns that are headed by a day."""
    yearless = find_yearless([column.name for column in head.columns])
    return [column for column in head.columns if is_day(column.said) or column.name in yearless]


def date_columns(head: Head, reading: DayReading, year: int | None) -> list[tuple[int, date]]:
    """The numbers of the columns with their days; `year` is that of the first one without.

    What is no day under the reading, or in the year, is left out.
    """
    yearless = find_yearless([column.name for column in head.columns])
    dated = date_days(yearless, year) if year is not None else {}
    for column in find_day_columns(head):
        if column.name in yearless:
            continue
        try:
            dated[column.name] = read_day(column.said, reading)
        except NotADay:
            continue
    return [(column.index, dated[column.name]) for column in head.columns if column.name in dated]
