"""Questions about the days of a table: which number is the day, and in which zone."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from tracker.exchange.detecting.dates import (
    DayOrder,
    DayReading,
    NotADay,
    find_order,
    has_numeric_dates,
    read_day,
)
from tracker.exchange.detecting.day_heads import find_day_heads
from tracker.exchange.detecting.findings import Asked, Option, Question
from tracker.exchange.detecting.surveys import Survey
from tracker.exchange.detecting.yearless import MonthDay, date_days, find_yearless
from tracker.exchange.detecting.zones import ShiftedDays, find_shift
from tracker.exchange.reading.tables import Cell

_YEAR = re.compile(r"\b20\d\d\b")


def decide_order(cells: list[Cell]) -> DayOrder | None:
    """The order that the unambiguous dates of a column give; None where none or both do."""
    possible = find_order(cells) if has_numeric_dates(cells) else set()
    return next(iter(possible)) if len(possible) == 1 else None


def list_day_cells(survey: Survey, day_column: str | None) -> list[Cell]:
    """The days of a table: different cells of its column of days, or heads of columns."""
    column = survey.head.find(day_column) if day_column else None
    if column is not None:
        return list(survey.profile_of(column).values)
    return [one.text for one in find_day_heads(survey.head)]


def ask_about_days(
    survey: Survey, day_column: str | None, home: str | None, zone: str | None = None
) -> Iterator[Question]:
    """What has to be decided before days can be read; `home` is the operation's time zone.

    `zone` is the one that moments are to be read in: it is asked about where it hardly fits them.
    """
    cells = list_day_cells(survey, day_column)
    if has_numeric_dates(cells) and decide_order(cells) is None:
        yield _ask_for_order(cells, day_column or "")
    shift = find_shift(cells, home, zone)
    if shift is not None:
        yield Question(
            asked=Asked.ZONE,
            column=day_column or "",
            words=_say_shift(shift, zone),
            options=(
                Option(value=shift.zone, words=f"Days in {shift.zone}: {shift.meant}"),
                Option(value="", words=f"Days as they are written: {shift.moment.date()}"),
            ),
        )


def ask_for_year(survey: Survey, years: Collection[int]) -> Iterator[Question]:
    """In which year days are that head columns without one; `years` are those of the operation.

    Likely is the only year that a title above the table names. Nothing is asked where no year is
    known that has all of the days.
    """
    yearless = find_yearless([column.name for column in survey.head.columns])
    told = {int(year) for title in survey.head.titles for year in _YEAR.findall(title)}
    fitting = [y for y in sorted({*told, *years}) if len(date_days(yearless, y)) == len(yearless)]
    if yearless and fitting:
        first, last = next(iter(yearless)), next(reversed(yearless))
        yield Question(
            asked=Asked.YEAR,
            words=f"The days that head the columns, {first} to {last}, have no year. "
            f"In which year is {first}?",
            options=tuple(_offer_year(year, yearless, told) for year in fitting),
            likely=f"{min(told)}" if len(told) == 1 and told <= set(fitting) else None,
        )


def _offer_year(year: int, yearless: Mapping[str, MonthDay], told: Collection[int]) -> Option:
    days = list(date_days(yearless, year).values())
    why = ", as a title above the table says" if year in told else ""
    return Option(value=f"{year}", words=f"{year}: {days[0]} to {days[-1]}{why}")


def _say_shift(shift: ShiftedDays, zone: str | None) -> str:
    stamp = f"{shift.moment:%Y-%m-%d %H:%M %Z}"
    days = f"{shift.written} instead of {shift.meant}"
    if not shift.at_midnight:
        return (
            f"The days are moments such as {stamp}, which is another day in {shift.zone}. Cut off, "
            f"it would be {days}."
        )
    cut = f"As days in {zone}" if zone else "Cut off"
    return (
        f"The days are moments such as {stamp}, which is midnight in {shift.zone}. {cut}, each "
        f"would be a day {'early' if shift.written < shift.meant else 'late'}: {days}."
    )


def _ask_for_order(cells: list[Cell], column: str) -> Question:
    example = next(cell for cell in cells if has_numeric_dates([cell]))
    if not find_order(cells):
        words = (
            "Some days are written with the day first and others with the month first. Rows that "
            "do not fit your answer are refused."
        )
    else:
        words = f"Nothing says whether the day or the month comes first in {example}."
    return Question(
        asked=Asked.ORDER,
        column=column,
        words=words,
        options=tuple(
            Option(value=order.value, words=f"The {order.value}: {_say_under(example, order)}")
            for order in DayOrder
        ),
    )


def _say_under(example: Cell, order: DayOrder) -> str:
    try:
        day = read_day(example, DayReading(order=order))
    except NotADay:
        return "not every date is one then"
    return f"{day.day} {day:%B %Y}"
