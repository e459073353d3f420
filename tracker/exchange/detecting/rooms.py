"""Rows that count rooms, and whether what is used of them is a number of rooms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tracker.domain.indicators import Indicator
from tracker.exchange.detecting.heads import Column
from tracker.exchange.detecting.numbers import is_blank
from tracker.exchange.detecting.profiles import say_cell
from tracker.exchange.detecting.surveys import Survey
from tracker.exchange.detecting.words import calls_rooms
from tracker.exchange.meanings import Meaning
from tracker.exchange.reading.tables import Cell

_CAPACITIES = (Indicator.CAPACITY, Indicator.CAPACITY_STANDBY)


def may_count_rooms(survey: Survey, meanings: Mapping[str, Meaning], kind: Column) -> bool:
    """Whether rows that `kind` says to count rooms may give them as people or places.

    Not where capacity is read from columns that are blank in all of these rows: rooms stand in
    others. A file that is longer than its first rows has to have more rows of other kinds than
    such a column has numbers.
    """
    read = [column for column in survey.head.columns if _is_capacity(meanings, column.name)]
    rows = [cells for _, cells in survey.first if _says_rooms(cells, kind)]
    if not read or not rows:
        return True
    others = survey.rows - sum(
        n for value, n in survey.profile_of(kind).values.items() if calls_rooms(say_cell(value))
    )
    return any(
        survey.profile_of(column).filled > others
        or any(not is_blank(cells[column.index]) for cells in rows if column.index < len(cells))
        for column in read
    )


def _is_capacity(meanings: Mapping[str, Meaning], name: str) -> bool:
    meaning = meanings.get(name)
    measure = meaning.measure if meaning else None
    return measure is not None and measure.indicator in _CAPACITIES


def _says_rooms(cells: Sequence[Cell], kind: Column) -> bool:
    return kind.index < len(cells) and calls_rooms(say_cell(cells[kind.index]))
