"""Columns whose heads have something beside a day: a footnote, or what makes it another number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tracker.exchange.detecting.day_heads import find_day_columns, find_day_heads
from tracker.exchange.detecting.findings import Notice
from tracker.exchange.detecting.heads import Column, Head
from tracker.exchange.detecting.plain_text import make_plain
from tracker.exchange.detecting.surveys import Survey
from tracker.exchange.detecting.written_days import holds_day
from tracker.exchange.detecting.yearless import holds_yearless
from tracker.exchange.meanings import NOT_USED, Meaning


def find_marked_columns(head: Head) -> list[Column]:
    """The columns whose heads have a day in them and are none, such as "21 Aug (new)"."""
    days = find_day_columns(head)
    return [column for column in head.columns if column not in days and _has_day(column)]


def tell_marked_heads(survey: Survey, meanings: Mapping[str, Meaning]) -> Iterator[Notice]:
    """Which columns are not read for what stands beside their days, in one column per day."""
    for column in find_marked_columns(survey.head):
        unused = meanings.get(column.name, NOT_USED) == NOT_USED
        if unused and survey.profile_of(column).filled:
            yield Notice(
                words=f"Column “{column.name}” is not read: its head is no bare day. Write the day "
                "alone there, if its numbers are those of one day.",
                columns=(column.name,),
            )


def tell_footnotes(survey: Survey) -> Iterator[Notice]:
    """Which columns are read as those of their days without the mark of a footnote beside it."""
    for one in find_day_heads(survey.head):
        if one.mark and survey.profile_of(one.column).filled:
            yield Notice(
                words=f"Column “{one.column.name}” is read as that of {one.text}, without the mark "
                f"“{one.mark}”: what this says of its numbers, such as that they are provisional "
                "or estimates, is not known and not kept.",
                columns=(one.column.name,),
            )


def _has_day(column: Column) -> bool:
    said = make_plain(column.said)
    return holds_day(said) or holds_yearless(said)
