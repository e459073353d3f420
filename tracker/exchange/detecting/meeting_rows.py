"""Rows about the same place and day that are not the same: whether they add up is asked."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from tracker.exchange.detecting.day_heads import find_day_columns
from tracker.exchange.detecting.findings import Asked, Option, Question
from tracker.exchange.detecting.layouts import Layout
from tracker.exchange.detecting.numbers import read_count
from tracker.exchange.detecting.own_exports import is_own_export
from tracker.exchange.detecting.people_columns import tell_unused_people
from tracker.exchange.detecting.profiles import say_cell
from tracker.exchange.detecting.surveys import Survey
from tracker.exchange.detecting.total_words import is_like_total_row, is_total_row
from tracker.exchange.meanings import NOT_USED, OWN_COLUMNS, Meaning, Role
from tracker.exchange.reading.tables import Cell

ADD, ONCE = "add", "once"
"""The answers."""

SAMPLE = 400
_MOST_COLUMNS = 3
_NUMBERS = (Role.COUNT, Role.NUMBER, Role.QUALIFIER)
_NO_KEY = (Role.NOTHING, *_NUMBERS)
_NEEDED = (Role.SHELTER, Role.AREA, Role.DAY)
"""Where it is blank, a row is about nothing that another one could be about."""


def find_numbers(survey: Survey, meanings: Mapping[str, Meaning], layout: Layout) -> frozenset[int]:
    """The columns in which rows may differ and contradict each other all the same.

    Where all other cells are the same, nothing tells what each of two numbers is a part of.
    """
    days = find_day_columns(survey.head) if layout is Layout.DAYS else ()
    numbers = (
        column
        for column in survey.head.columns
        if meanings.get(column.name, NOT_USED).role in _NUMBERS
    )
    return frozenset(survey.head.own_columns) | {column.index for column in (*days, *numbers)}


def print_row(cells: Sequence[Cell], own: Collection[int]) -> tuple[str, ...]:
    """All that a row says, in trimmed words: by this rows are the very same, or not.

    `own` are columns that are no part of it: a file of refused rows says of each where it stood,
    also of the same row.
    """
    said = [say_cell(cell).strip() for index, cell in enumerate(cells) if index not in own]
    while said and not said[-1]:
        said.pop()
    return tuple(said)


def ask_about_meeting_rows(
    survey: Survey,
    meanings: Mapping[str, Meaning],
    layout: Layout,
    apart: Collection[str] = (),
) -> Iterator[Question]:
    """Whether rows add up, where two of the first do meet.

    Rows are kept `apart` by columns of which it is asked which rows are meant. Nothing is asked as
    long as no column says the day: other rows may be of other days. Nor is it of our own exports,
    in which no row tells other people of the same place than another one.
    """
    days = layout is Layout.DAYS
    told = {meaning.role for meaning in meanings.values()}
    if is_own_export(survey) or not (days or Role.DAY in told):
        return
    numbers = find_numbers(survey, meanings, layout)
    met = _find_first(survey, _Sheet(survey, meanings, layout, apart), numbers)
    question = met and make_question(survey, meanings, *met)
    if question:
        yield question


def make_question(
    survey: Survey,
    meanings: Mapping[str, Meaning],
    one: tuple[int, Sequence[str]],
    other: tuple[int, Sequence[str]],
    more: int = 0,
) -> Question | None:
    """The question about two rows, each with its number and cells; `more` of them are alike.

    None where they are the same, each against itself, or of different people and nobody reads
    which, of which it is told: a row of all of them may stand beside.
    """
    names = _list_differing(survey, one[1], other[1])
    unread = (name for notice in tell_unused_people(survey, meanings) for name in notice.columns)
    if not names or not set(unread).isdisjoint(names):
        return None
    noun = survey.table.noun
    others = f"{noun} meets" if more == 1 else f"{noun}s meet"
    like = f", and {more:,} other {others} so" if more else ""
    return Question(
        asked=Asked.ADDING,
        words=f"{noun.capitalize()}s {one[0]} and {other[0]} are about the same place and day, and "
        f"differ{_say_columns(names)}{like}. Do such {noun}s add up?",
        options=(
            Option(
                value=ADD,
                words=f"Add them up: each {noun} counts others, as in a list of events or of parts",
            ),
            Option(
                value=ONCE,
                words="They repeat each other: what they say alike counts once, and numbers that "
                "differ are refused",
            ),
        ),
    )


def _list_differing(survey: Survey, one: Sequence[str], other: Sequence[str]) -> list[str]:
    """The columns in which two rows differ."""
    return [
        column.name
        for column in survey.head.columns
        if column.name not in OWN_COLUMNS and _at(one, column.index) != _at(other, column.index)
    ]


def _say_columns(names: Sequence[str]) -> str:
    """` in “Block” and “Phone”`, of many columns the first and how many others there are."""
    said = [f"“{name}”" for name in names]
    others = len(said) - _MOST_COLUMNS
    if others > 0:
        said[_MOST_COLUMNS:] = [f"{others} other column{'' if others == 1 else 's'}"]
    first = ", ".join(said[:-1])
    return f" in {f'{first} and ' if first else ''}{said[-1]}"


def _at(cells: Sequence[str], index: int) -> str:
    return cells[index].strip() if index < len(cells) else ""


class _Sheet:
    """By what rows are about the same, and where their counts stand."""

    def __init__(
        self,
        survey: Survey,
        meanings: Mapping[str, Meaning],
        layout: Layout,
        apart: Collection[str],
    ) -> None:
        roles = {c.index: meanings.get(c.name, NOT_USED).role for c in survey.head.columns}
        counted = Role.NUMBER if layout is Layout.ROWS else Role.COUNT
        self.counts = [index for index, role in roles.items() if role is counted]
        if layout is Layout.DAYS:
            self.counts = [column.index for column in find_day_columns(survey.head)]
        self.key = [
            column.index
            for column in survey.head.columns
            if column.index not in self.counts
            and (roles[column.index] not in _NO_KEY or column.name in apart)
        ]
        self.needed = [index for index in self.key if roles[index] in _NEEDED]

    def find_key(self, cells: Sequence[str]) -> tuple[str, ...] | None:
        """What a row is about; None where a cell that says so is blank, and of totals."""
        if not all(_at(cells, index) for index in self.needed):
            return None
        key = tuple(_at(cells, index) for index in self.key)
        return None if any(is_total_row(word) or is_like_total_row(word) for word in key) else key

    def read(self, cells: Sequence[Cell]) -> list[int | None]:
        width = len(cells)
        return [read_count(cells[index]) if index < width else None for index in self.counts]


def _find_first(
    survey: Survey, sheet: _Sheet, numbers: Collection[int]
) -> tuple[tuple[int, Sequence[str]], tuple[int, Sequence[str]]] | None:
    """The first two rows that tell the same count of the same, and differ beside their numbers."""
    known: dict[tuple[str, ...], list[tuple[int, Sequence[str], list[int | None]]]] = {}
    for number, cells in survey.first[:SAMPLE]:
        said, told = list(map(say_cell, cells)), sheet.read(cells)
        key = sheet.find_key(said)
        if key is None:
            continue
        rows = known.setdefault(key, [])
        for earlier, row, before in rows:
            pairs = zip(before, told, strict=True)
            meets = any(None not in pair and any(pair) for pair in pairs)
            if meets and print_row(row, numbers) != print_row(cells, numbers):
                return (earlier, row), (number, said)
        rows.append((number, said, told))
    return None
