"""Days without a year that head columns, such as "3 Mar" or "03.03": which they are in a year.

A single one could be anything, a number too. Taken for days are three and more that go up from
column to column by two weeks at most; that tells as well whether day or month comes first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise

from tracker.exchange.detecting.dates import DayOrder
from tracker.exchange.detecting.footnotes import split_mark
from tracker.exchange.detecting.written_days import MONTHS, drop_weekday

FEWEST = 3
_WIDEST_STEP = 14
_NUMERIC = re.compile(r"(\d{1,2})(?:[.-](?=\d\d)|/)(\d{1,2})\.?")
_INSIDE = re.compile(r"(?<![\w./])(\d{1,2})(?:[./](\d\d)|[ .-]*([^\W\d_]+))(?![\d/])")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ .-]*(?:de |of )?([^\W\d_]+)\.?")
_MONTH_FIRST = re.compile(r"([^\W\d_]+)\.?[ -]*(\d{1,2})(?:st|nd|rd|th)?")
_ANY_LEAP_YEAR, _ITS_DAYS = 2024, 366

MonthDay = tuple[int, int]


def find_yearless(names: Sequence[str]) -> dict[str, MonthDay]:
    """The names that are days without a year, in their order, with their months and days.

    A name may have the mark of a footnote, which is left out, unless without these no days are
    found.

    >>> find_yearless(["District", "30 Dec", "31 Dec", "1 Jan"])
    {'30 Dec': (12, 30), '31 Dec': (12, 31), '1 Jan': (1, 1)}
    >>> find_yearless(["1.1", "1.2", "2.1"])
    {}
    """
    split = [split_mark(name) for name in names]
    plain = [name for name, mark in split if not mark]
    return _find([name for name, _ in split]) or (_find(plain) if len(plain) < len(split) else {})


def _find(names: Sequence[str]) -> dict[str, MonthDay]:
    for order in DayOrder:
        found = {name: day for name in names if (day := _read(name, order))}
        if len(found) >= FEWEST and _go_up(list(found.values())):
            return found
    return {}


def holds_yearless(text: str) -> bool:
    """Whether a day without a year stands in a text, whatever is beside it.

    >>> holds_yearless("from 22.08 to 25.08"), holds_yearless("21 Aug*"), holds_yearless("0-17")
    (True, True, False)
    """
    for day, figures, name in _INSIDE.findall(text):
        month = int(figures) if figures else MONTHS.get(name.casefold(), 0)
        if _make(_ANY_LEAP_YEAR, month, int(day)):
            return True
    return False


def holds_named_day(text: str) -> bool:
    """Whether a day and the name of its month stand in a text, whatever is beside them."""
    return any(name.casefold() in MONTHS for _, _, name in _INSIDE.findall(text))


def date_days(days: Mapping[str, MonthDay], year: int) -> dict[str, date]:
    """The days in a year, which is that of the first; after December comes the next one.

    What is no day in its year, as 29 February, is left out.
    """
    found: dict[str, date] = {}
    last: MonthDay = (1, 1)
    for name, month_day in days.items():
        year += month_day < last
        last = month_day
        if made := _make(year, *month_day):
            found[name] = made
    return found


def _read(name: str, order: DayOrder) -> MonthDay | None:
    name = drop_weekday(name)
    if match := _NUMERIC.fullmatch(name):
        first, second = int(match[1]), int(match[2])
        day, month = (first, second) if order is DayOrder.DAY_FIRST else (second, first)
    elif (match := _DAY_FIRST.fullmatch(name)) and match[2].casefold() in MONTHS:
        day, month = int(match[1]), MONTHS[match[2].casefold()]
    elif (match := _MONTH_FIRST.fullmatch(name)) and match[1].casefold() in MONTHS:
        day, month = int(match[2]), MONTHS[match[1].casefold()]
    else:
        return None
    return (month, day) if _make(_ANY_LEAP_YEAR, month, day) else None


def _go_up(days: Sequence[MonthDay]) -> bool:
    dates = [date(_ANY_LEAP_YEAR, *day) for day in days]
    return all(1 <= (b - a).days % _ITS_DAYS <= _WIDEST_STEP for a, b in pairwise(dates))


def _make(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
