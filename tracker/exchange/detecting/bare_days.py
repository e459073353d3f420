"""Bare numbers that head columns under the name of a month: which days they are."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from tracker.exchange.detecting.written_days import MONTHS, drop_weekday

FEWEST = 3
_WIDEST_STEP = timedelta(days=14)
_NUMBER = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.0)?")
_MONTH = re.compile(
    r"(?:(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th)?[ .-]*(?:of )?)?"
    r"(?<![^\W\d_])(?P<name>[^\W\d_]+)\.?[ ,'-]*(?P<year>(?:19|20)\d\d)(?!\d)"
)
_ANY_LEAP_YEAR = 2024
_LAST_MONTH = 12

Month = tuple[int | None, int]
"""A year, None where it is not told, and a month."""


def find_bare_days(names: Sequence[str], titles: Sequence[str]) -> Mapping[int, str]:
    """The days of columns that are headed by their numbers alone, by the places of these.

    The month is that of the nearest title with one; after its last day comes the next month. They
    are three and more that go up by two weeks at most. A title about one day of the month is about
    other numbers, unless this day heads one of the columns.

    >>> find_bare_days(["District", "30", "31", "1"], ["Kursk region, August 2024"])
    {1: '30 August 2024', 2: '31 August 2024', 3: '1 September 2024'}
    """
    numbers = {at: number for at, name in enumerate(names) if (number := _read_number(name))}
    if len(numbers) < FEWEST:
        return {}
    for title in reversed(titles):
        month = _find_month(title, list(numbers.values()))
        if month is not None:
            return _name_days(numbers, month)
    return {}


def name_bare_days(names: Sequence[str], titles: Sequence[str]) -> list[str]:
    """The names of columns, with the whole day in place of its number alone.

    The name of a month above them may have been joined to them: `August 2024, 20`.
    """
    tails = [name.rsplit(", ", 1) for name in names]
    groups = [tail[0] for tail in tails if len(tail) > 1 and _find_month(tail[0], [])]
    months = list(dict.fromkeys(groups))
    bare = [tail[-1] if len(tail) == 1 or tail[0] in months else "" for tail in tails]
    days = find_bare_days(bare, [*titles, *months[:1]])
    return [days.get(at, name) for at, name in enumerate(names)]


def _read_number(name: str) -> int:
    match = _NUMBER.fullmatch(drop_weekday(name))
    return int(match[1]) if match else 0


def _find_month(title: str, numbers: Sequence[int]) -> Month | None:
    """The month that a title names: with its year, or alone."""
    for match in _MONTH.finditer(title):
        month = MONTHS.get(match["name"].casefold())
        if month and (match["day"] is None or int(match["day"]) in numbers):
            return int(match["year"]), month
    alone = MONTHS.get(title.strip(" .:").casefold())
    return (None, alone) if alone else None


def _name_days(numbers: Mapping[int, int], month: Month) -> Mapping[int, str]:
    year, at_month = month
    told: dict[int, date] = {}
    before: date | None = None
    turned = year or _ANY_LEAP_YEAR
    for at, number in numbers.items():
        if before is not None and number < before.day:
            turned, at_month = (turned, at_month + 1) if at_month < _LAST_MONTH else (turned + 1, 1)
        try:
            day = date(turned, at_month, number)
        except ValueError:
            return {}
        if before is not None and not timedelta() < day - before <= _WIDEST_STEP:
            return {}
        told[at] = before = day
    return {at: f"{day.day} {day:%B}{f' {day.year}' if year else ''}" for at, day in told.items()}
