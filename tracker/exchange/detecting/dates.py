"""Days as other people write them, read by what a whole column says of its order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from tracker.exchange.reading.tables import Cell


class NotADay(ValueError):
    """A cell that is no day, with what to do."""


class DayOrder(StrEnum):
    """Which number comes first where both could be either."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


@dataclass(frozen=True, kw_only=True, slots=True)
class DayReading:
    """How the days of a column are read.

    `order` settles 03/04/2022, `zone` turns moments into days there; without one a moment's date
    stays as it is written.
    """

    order: DayOrder | None = None
    zone: str | None = None


PLAIN = DayReading()

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan январь января янв січень січня janvier enero",
            "february feb февраль февраля фев лютий лютого février fevrier febrero",
            "march mar март марта мар березень березня mars marzo",
            "april apr апрель апреля апр квітень квітня avril abril",
            "may май мая травень травня mai mayo",
            "june jun июнь июня июн червень червня juin junio",
            "july jul июль июля июл липень липня juillet julio",
            "august aug август августа авг серпень серпня août aout agosto",
            "september sep sept сентябрь сентября сен сент вересень вересня septembre septiembre",
            "october oct октябрь октября окт жовтень жовтня octobre octubre",
            "november nov ноябрь ноября ноя нояб листопад листопада novembre noviembre",
            "december dec декабрь декабря дек грудень грудня décembre decembre diciembre",
        ),
        start=1,
    )
    for name in names.split()
}

_EXCEL_DAY_0 = date(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 32_874, 73_050
"""Days from 1990 to 2099 as Excel counts them: smaller numbers are counts of something."""

_CENTURY = 2000
_TIME = r"(?:[T ,]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?[AaPp][Mm])?)?"
_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})" + _TIME)
_STAMP = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}.*")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NUMERIC = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?: ?г\.?)?" + _TIME)
_DAY_NAMED = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?[ .-]*(?:de |of )?([^\W\d_]+)\.?[ ,.-]*(?:de )?(\d{4}|\d{2})\b.*"
)
_NAMED_DAY = re.compile(r"([^\W\d_]+)\.?[ -]*(\d{1,2})(?:st|nd|rd|th)?[ ,-]+(\d{4})\b.*")
_WEEKDAY = re.compile(r"^[^\W\d_]+,\s*(?=\d|[^\W\d_]+ \d)")


def read_day(cell: Cell, reading: DayReading = PLAIN) -> date:
    """The day in a cell. Raises NotADay."""
    if isinstance(cell, datetime):
        return _turn(cell, reading.zone)
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _read_serial(cell)
    text = _tidy(cell)
    if not text:
        raise NotADay("Enter the day")
    stamp = _read_stamp(text)
    found = _turn(stamp, reading.zone) if stamp else _read_text(text, reading.order)
    if found is None:
        raise NotADay(f"Enter a day, such as 2024-08-07; this is “{text[:40]}”")
    return found


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
    stamps = (_read_stamp(_tidy(cell)) for cell in cells if isinstance(cell, str))
    return [s for s in stamps if s is not None and s.tzinfo is not None and not _at_midnight(s)]


def _list_numeric(cells: Iterable[Cell]) -> Iterator[tuple[int, int]]:
    for cell in cells:
        match = _NUMERIC.fullmatch(_tidy(cell)) if isinstance(cell, str) else None
        if match:
            yield int(match[1]), int(match[3])


def _at_midnight(moment: datetime) -> bool:
    return (moment.hour, moment.minute) == (0, 0)


def _turn(moment: datetime, zone: str | None) -> date:
    """The date of a moment, in the zone where it has one of its own."""
    if zone is None or moment.tzinfo is None:
        return moment.date()
    return moment.astimezone(ZoneInfo(zone)).date()


def _read_serial(number: float) -> date:
    if _FIRST_SERIAL <= number <= _LAST_SERIAL:
        return _EXCEL_DAY_0 + timedelta(days=int(number))
    compact = _COMPACT.fullmatch(f"{number:.0f}")
    if compact:
        return _make(*map(int, compact.groups()))
    raise NotADay(f"Enter a day, such as 2024-08-07; this is the number {number:g}")


def _read_stamp(text: str) -> datetime | None:
    if not _STAMP.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text.replace(" UTC", "+00:00").replace(" ", "T", 1))
    except ValueError:
        return None


def _read_text(text: str, order: DayOrder | None) -> date | None:
    if match := _ISO.fullmatch(text):
        return _make(int(match[1]), int(match[3]), int(match[4]))
    if match := _NUMERIC.fullmatch(text):
        return _read_numeric(match, order)
    return _read_serial(int(text[:12])) if text.isdecimal() else _read_named(text)


def _read_named(text: str) -> date | None:
    plain = _WEEKDAY.sub("", text)
    if (match := _DAY_NAMED.fullmatch(plain)) and match[2].casefold() in MONTHS:
        return _make(_full_year(match[3]), MONTHS[match[2].casefold()], int(match[1]))
    if (match := _NAMED_DAY.fullmatch(plain)) and match[1].casefold() in MONTHS:
        return _make(int(match[3]), MONTHS[match[1].casefold()], int(match[2]))
    return None


def _read_numeric(match: re.Match[str], order: DayOrder | None) -> date:
    first, second, year = int(match[1]), int(match[3]), _full_year(match[4])
    if order is None and first != second:
        raise NotADay(f"Say whether day or month comes first in {match[0]}")
    day, month = (second, first) if order is DayOrder.MONTH_FIRST else (first, second)
    return _make(year, month, day)


def _full_year(year: str) -> int:
    return int(year) if len(year) > 2 else _CENTURY + int(year)  # noqa: PLR2004


def _make(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise NotADay(
            f"Enter a day that exists, not day {day} of month {month} of {year}"
        ) from None


def _tidy(cell: object) -> str:
    return " ".join(unicodedata.normalize("NFKC", str(cell or "")).split())
