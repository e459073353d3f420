"""A survey as JSON has it, so that a file is walked through once however many pages ask about it.

>>> decode_cell(encode_cell(date(2024, 8, 7)))
datetime.date(2024, 8, 7)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from tracker.exchange.detecting.heads import Column, Head
from tracker.exchange.detecting.profiles import Profile
from tracker.exchange.detecting.surveys import Survey
from tracker.exchange.reading.tables import Cell, Row, Table

FORM = 8
"""Of what is kept, to be counted up whenever it changes: a survey of an earlier form is made anew.

That holds for surveys that say other things than before in the same form, too.
"""


def write_survey(survey: Survey) -> dict[str, Any]:
    """A survey without the rows of its table but the first."""
    table, head = survey.table, survey.head
    return {
        "form": FORM,
        "table": [table.name, table.length, table.is_named, table.noun, table.from_1904],
        "head": [head.row, head.rows, head.tag_row, head.last, head.titles],
        "columns": [[c.index, c.name, c.tag, c.unused] for c in head.columns],
        "rows": survey.rows,
        "profiles": [_write_profile(profile) for profile in survey.profiles],
        "first": [[number, *map(encode_cell, cells)] for number, cells in survey.first],
        "other_sheets": list(survey.other_sheets),
    }


def read_survey(said: Any, read: Callable[[str], Iterator[Row]]) -> Survey | None:
    """The survey that was written, None where that was in another form.

    `read` gives the rows of its table by the table's name.
    """
    if not isinstance(said, dict) or said.get("form") != FORM:
        return None
    name, length, is_named, noun, from_1904 = said["table"]
    row, rows, tag_row, last, titles = said["head"]
    return Survey(
        table=Table(
            name=name,
            read=lambda: read(name),
            length=length,
            is_named=is_named,
            noun=noun,
            from_1904=from_1904,
        ),
        head=Head(
            row=row,
            rows=rows,
            tag_row=tag_row,
            last=last,
            titles=tuple(titles),
            columns=tuple(
                Column(index=index, name=name, tag=tag, unused=unused)
                for index, name, tag, unused in said["columns"]
            ),
        ),
        rows=said["rows"],
        profiles=tuple(map(_read_profile, said["profiles"])),
        first=tuple((number, tuple(map(decode_cell, cells))) for number, *cells in said["first"]),
        other_sheets=tuple(said["other_sheets"]),
    )


def _write_profile(profile: Profile) -> list[Any]:
    values = [encode_cell(cell) for cell in profile.values]
    times = list(profile.values.values())
    counted = [profile.filled, profile.numbers, profile.days, profile.different, profile.decimal]
    return [*counted, values, times, profile.pointed]


def _read_profile(said: list[Any]) -> Profile:
    filled, numbers, days, different, decimal, values, times, pointed = said
    counted = Counter(dict(zip(map(decode_cell, values), times, strict=True)))
    return Profile(
        filled=filled,
        numbers=numbers,
        days=days,
        different=different,
        decimal=decimal,
        values=counted,
        pointed=pointed,
    )


def encode_cell(cell: Cell) -> Any:
    """A cell as JSON has it; what JSON has no kind for stands in a list with its kind."""
    if isinstance(cell, datetime):
        return ["moment", cell.isoformat()]
    if isinstance(cell, date):
        return ["day", cell.isoformat()]
    if isinstance(cell, time):
        return ["time", cell.isoformat()]
    if isinstance(cell, timedelta):
        return ["span", cell.days, cell.seconds, cell.microseconds]
    return cell


_KINDS: dict[str, Callable[..., Cell]] = {
    "moment": datetime.fromisoformat,
    "day": date.fromisoformat,
    "time": time.fromisoformat,
    "span": timedelta,
}


def decode_cell(said: Any) -> Cell:
    """The cell that was encoded."""
    if isinstance(said, list):
        kind, *parts = said
        return _KINDS[kind](*parts)
    cell: Cell = said
    return cell
