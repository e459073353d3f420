"""Whether day or month comes first in a file: what its own cells tell goes before a mapping."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tracker.exchange.detecting import DayOrder, DayReading, Layout, NotADay, Survey, read_day
from tracker.exchange.detecting.day_heads import find_day_heads
from tracker.exchange.detecting.day_questions import decide_order, list_day_cells
from tracker.exchange.detecting.yearless import find_yearless


def find_own_order(survey: Survey, layout: Layout, day_column: str | None) -> DayOrder | None:
    """The order that the days of a file tell by themselves, in a column or as its heads."""
    if layout is not Layout.DAYS and day_column is None:
        return None
    return decide_order(list_day_cells(survey, None if layout is Layout.DAYS else day_column))


def settle_order(chosen: DayReading, own: DayOrder | None) -> DayReading:
    """How days are read: a mapping may have been made of an edition with other dates."""
    return replace(chosen, order=own) if own else chosen


def tell_order(chosen: DayOrder | None, own: DayOrder | None) -> str:
    """That the days of a file contradict the order that was chosen; "" where they do not."""
    if not chosen or not own or chosen is own:
        return ""
    return (
        f"The mapping says “{chosen}”. Other dates of the file can only be read as “{own}”, and so "
        "all of them are."
    )


def list_unread_heads(survey: Survey, reading: DayReading) -> Iterator[tuple[str, str]]:
    """The columns whose heads are days in another order only, each with the reason."""
    yearless = find_yearless([column.name for column in survey.head.columns])
    for one in find_day_heads(survey.head):
        if one.text not in yearless:
            try:
                read_day(one.text, reading)
            except NotADay as refused:
                yield one.column.name, str(refused)
