"""Columns that are headed by the day of their counts, with or without its year or a footnote."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from tracker.exchange.detecting.dates import DayOrder, DayReading, NotADay, read_day
from tracker.exchange.detecting.footnotes import split_mark
from tracker.exchange.detecting.heads import Column, Head
from tracker.exchange.detecting.profiles import is_day
from tracker.exchange.detecting.yearless import MonthDay, date_days, find_yearless

_Day = tuple[int | None, int, int]
_EITHER_ORDER = tuple(DayReading(order=order) for order in DayOrder)


@dataclass(frozen=True, kw_only=True, slots=True)
class DayHead:
    """A column with the text of its day, and the `mark` of a footnote beside it, "" for none."""

    column: Column
    text: str
    mark: str


def find_day_heads(head: Head) -> list[DayHead]:
    """The heads of columns that are days. One with a mark is none where another has its day."""
    yearless = find_yearless([column.name for column in head.columns])
    found: list[DayHead] = []
    for column in head.columns:
        text, mark = split_mark(column.said)
        if is_day(text) or split_mark(column.name)[0] in yearless:
            found.append(DayHead(column=column, text=text, mark=mark))
    if not any(one.mark for one in found):
        return found
    days = [_list_days(one.text, yearless) for one in found]
    return [
        one
        for at, one in enumerate(found)
        if not one.mark
        or not any(_meet(days[at], other) for other in (*days[:at], *days[at + 1 :]))
    ]


def find_day_columns(head: Head) -> list[Column]:
    """The columns that are headed by a day."""
    return [one.column for one in find_day_heads(head)]


def date_columns(head: Head, reading: DayReading, year: int | None) -> list[tuple[int, date]]:
    """The numbers of the columns with their days; `year` is that of the first one without.

    What is no day under the reading, or in the year, is left out.
    """
    yearless = find_yearless([column.name for column in head.columns])
    dated = date_days(yearless, year) if year is not None else {}
    found: list[tuple[int, date]] = []
    for one in find_day_heads(head):
        if one.text in yearless:
            found += [(one.column.index, dated[one.text])] if one.text in dated else []
            continue
        with suppress(NotADay):
            found.append((one.column.index, read_day(one.text, reading)))
    return found


def _list_days(text: str, yearless: Mapping[str, MonthDay]) -> list[_Day]:
    """The days that a text can be, by the order of day and month."""
    if text in yearless:
        return [(None, *yearless[text])]
    found: list[_Day] = []
    for reading in _EITHER_ORDER:
        with suppress(NotADay):
            day = read_day(text, reading)
            found.append((day.year, day.month, day.day))
    return found


def _meet(days: list[_Day], others: list[_Day]) -> bool:
    """Whether two heads can be the same day; of two in the same unknown order the first tells."""
    if len(set(days)) == len(set(others)) == len(DayOrder):
        return days[0] == others[0]
    return any(
        one[1:] == other[1:] and (one[0] == other[0] or None in (one[0], other[0]))
        for one in days
        for other in others
    )
