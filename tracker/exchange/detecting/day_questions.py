"""Questions about the days of a table: which number is the day, and in which zone."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.exchange.detecting.dates import (
    DayOrder,
    DayReading,
    NotADay,
    find_order,
    has_numeric_dates,
    read_day,
)
from tracker.exchange.detecting.findings import Asked, Option, Question
from tracker.exchange.detecting.suggestions import is_day_column
from tracker.exchange.detecting.surveys import Survey
from tracker.exchange.detecting.zones import find_shift
from tracker.exchange.reading.tables import Cell


def decide_order(cells: list[Cell]) -> DayOrder | None:
    """The order that the unambiguous dates of a column give; None where none or both do."""
    possible = find_order(cells) if has_numeric_dates(cells) else set()
    return next(iter(possible)) if len(possible) == 1 else None


def list_day_cells(survey: Survey, day_column: str | None) -> list[Cell]:
    """The days of a table: different cells of its column of days, or heads of columns."""
    column = survey.head.find(day_column) if day_column else None
    if column is not None:
        return list(survey.profile_of(column).values)
    return [column.name for column in survey.head.columns if is_day_column(column)]


def ask_about_days(survey: Survey, day_column: str | None, home: str | None) -> Iterator[Question]:
    """What has to be decided before days can be read; `home` is the operation's time zone."""
    cells = list_day_cells(survey, day_column)
    if has_numeric_dates(cells) and decide_order(cells) is None:
        yield _ask_for_order(cells, day_column or "")
    shift = find_shift(cells, home)
    if shift is not None:
        stamp = f"{shift.moment:%Y-%m-%d %H:%M %Z}"
        yield Question(
            asked=Asked.ZONE,
            column=day_column or "",
            words=f"The days are moments such as {stamp}, which is midnight in {shift.zone}. Cut "
            f"off, each would be a day early: {shift.written} instead of {shift.meant}.",
            options=(
                Option(value=shift.zone, words=f"Days in {shift.zone}: {shift.meant}"),
                Option(value="", words=f"Days as they are written: {shift.written}"),
            ),
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
