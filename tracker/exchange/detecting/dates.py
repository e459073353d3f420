"""Days as other people write them, read by what a whole column says of its order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from tracker.exchange.detecting.other_zones import explain_zone
from tracker.exchange.detecting.periods import tells_period
from tracker.exchange.detecting.plain_text import make_plain
from tracker.exchange.detecting.written_days import WrittenDay, parse_day
from tracker.exchange.reading.tables import Cell


class NotADay(ValueError):
    """A cell that is no day, with what to do."""


class NoDayWritten(NotADay):
    """A text that writes no day, given whole. What it is instead is found out where it is told."""

    def __str__(self) -> str:
        """What to do, for a person."""
        return _explain(self.args[0])


class DayOrder(StrEnum):
    """Which number comes first where both could be either."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


@dataclass(frozen=True, kw_only=True, slots=True)
class DayReading:
    """How the days of a column are read.

    `order` settles 03/04/2022, `zone` turns moments into days there; without one a moment's date
    stays as it is written. `from_1904` is how bare numbers count days, as in Table.
    """

    order: DayOrder | None = None
    zone: str | None = None
    from_1904: bool = False


PLAIN = DayReading()

_EXCEL_DAY_0 = date(1899, 12, 30)
_DAYS_UNTIL_1904 = 1_462
_FIRST_SERIAL, _LAST_SERIAL = 32_874, 73_050
"""Days from 1990 to 2099 as Excel counts them: smaller numbers are counts of something.

In a workbook that counts from 1904 they are four years later.
"""

_FIRST_COMPACT, _LAST_COMPACT = 19_000_101, 21_991_231
"""Days such as 20240807, written as a number."""

_LONGEST_SERIAL = 12
_STAMP = re.compile(
    r"(?:19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}(?:[T ](?:[01][0-9]|2[0-3]):[0-9]{2}"
    r"(?::[0-9]{2}(?:\.[0-9]{1,6})?)?(?:Z|[+-](?:0[0-9]|1[0-3]):[0-9]{2})?)?"
)
_FIRST_YEAR, _LAST_YEAR = 1900, 2199


def read_day(cell: Cell, reading: DayReading = PLAIN) -> date:
    """The day in a cell. Raises NotADay."""
    if isinstance(cell, datetime):
        return _turn(cell, reading.zone)
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _read_serial(cell, reading)
    text = make_plain("" if cell is None else str(cell))
    if not text:
        raise NotADay("Enter the day")
    if text.isdecimal():
        return _read_serial(int(text[:_LONGEST_SERIAL]), reading)
    if stamp := _read_stamp(text):
        return _turn(stamp, reading.zone)
    written = parse_day(text)
    if written is None:
        raise NoDayWritten(text)
    found = _settle(written, text, reading.order)
    return _turn(found, reading.zone) if isinstance(found, datetime) else found


def find_order(cells: Iterable[Cell]) -> set[DayOrder]:
    """The orders under which every numeric date of a column is a day; both where none decides.

    >>> find_order(["03/04/2022", "25/04/2022"])
    {<DayOrder.DAY_FIRST: 'day first'>}
    """
    possible = set(DayOrder)
    for first, second in _list_numeric(cells):
        if first > 12:  # noqa: PLR2004 -- no month
            possible.discard(DayOrder.MONTH_FIRST)
        if second > 12:  # noqa: PLR2004
            possible.discard(DayOrder.DAY_FIRST)
    return possible


def has_numeric_dates(cells: Iterable[Cell]) -> bool:
    """Whether a column has dates whose order has to be known, such as 03/04/2022."""
    return any(first != second for first, second in _list_numeric(cells))


def read_stamps(cells: Iterable[Cell]) -> list[datetime]:
    """The moments of a column that carry both a time other than midnight and a zone."""
    texts = (make_plain(cell) for cell in cells if isinstance(cell, str) and ":" in cell)
    stamps = (_read_stamp(text) or _read_moment(text) for text in texts)
    return [s for s in stamps if s is not None and s.tzinfo is not None and not _at_midnight(s)]


def _read_moment(text: str) -> datetime | None:
    """The moment of a text that tells a zone, unless its day is told by others only."""
    written = parse_day(text)
    if written is None or written.clock.tzinfo is None:
        return None
    try:
        found = _settle(written, text, None)
    except NotADay:
        return None
    return found if isinstance(found, datetime) else None


def _at_midnight(moment: datetime) -> bool:
    return (moment.hour, moment.minute) == (0, 0)


def _list_numeric(cells: Iterable[Cell]) -> Iterator[tuple[int, int]]:
    for cell in cells:
        written = parse_day(make_plain(cell)) if isinstance(cell, str) else None
        if written and written.swaps:
            yield written.day, written.month


def _turn(moment: datetime, zone: str | None) -> date:
    """The date of a moment, in the zone where it has one of its own."""
    if zone is None or moment.tzinfo is None:
        return moment.date()
    return moment.astimezone(ZoneInfo(zone)).date()


def _read_serial(number: float, reading: DayReading) -> date:
    if _FIRST_SERIAL <= number <= _LAST_SERIAL:
        days = int(number) + (_DAYS_UNTIL_1904 if reading.from_1904 else 0)
        return _EXCEL_DAY_0 + timedelta(days=days)
    if _FIRST_COMPACT <= number <= _LAST_COMPACT and number == int(number):
        return _make(int(number) // 10_000, int(number) // 100 % 100, int(number) % 100)
    said = str(number).removesuffix(".0")[:_LONGEST_SERIAL]
    raise NotADay(f"Enter a day, such as 2024-08-07; this is the number {said}")


def _read_stamp(text: str) -> datetime | None:
    """The moment that most programs write, read faster than what people write."""
    if not _STAMP.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _settle(written: WrittenDay, text: str, order: DayOrder | None) -> date:
    """The day of a text, the moment in it where it tells a time of a zone."""
    day, month = written.day, written.month
    if written.swaps and day != month:
        if order is None:
            raise NotADay(f"Say whether day or month comes first in {text}")
        if order is DayOrder.MONTH_FIRST:
            day, month = month, day
    found = _make(written.year, month, day)
    return found if written.clock.tzinfo is None else datetime.combine(found, written.clock)


def _make(year: int, month: int, day: int) -> date:
    # Years beyond these are slips, and their moments may have no day in another zone.
    if _FIRST_YEAR <= year <= _LAST_YEAR:
        try:
            return date(year, month, day)
        except ValueError:
            pass
    raise NotADay(f"Enter a day that exists, not day {day} of month {month} of {year}")


def _explain(text: str) -> str:
    said = text[:40]
    if tells_period(text):
        return (
            f"Enter one day, such as 2024-08-07; “{said}” is a period of several days, and what "
            "was counted in all of them is not the number of one"
        )
    asked = explain_zone(text) or "Enter a day, such as 2024-08-07"
    return f"{asked}; this is “{said}”"
