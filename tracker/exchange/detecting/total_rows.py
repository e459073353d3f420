"""Rows that are the sum of other rows: those that say so, and those that only add up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tracker.exchange.detecting.column_sums import FEWEST_ROWS
from tracker.exchange.detecting.findings import Asked, Option, Question
from tracker.exchange.detecting.numbers import read_count
from tracker.exchange.detecting.profiles import say_cell
from tracker.exchange.detecting.surveys import Survey
from tracker.exchange.detecting.words import is_total_row
from tracker.exchange.meanings import Meaning, Role
from tracker.exchange.reading.tables import Cell, Row

SAMPLE = 400
"""The first rows, by which sums are found that nothing is called by."""

_MOST_SUMS = 0.5
_MOST_NAMED = 3
_NAMING = (Role.SHELTER, Role.AREA, Role.ABOVE)


def ask_about_total_rows(survey: Survey, meanings: Mapping[str, Meaning]) -> Iterator[Question]:
    """Whether rows are left out that would count people twice."""
    named = sorted(_list_total_names(survey))
    unnamed = find_sum_rows(survey, meanings, survey.first[:SAMPLE])
    if not named and not unnamed:
        return
    if named:
        called = f"Rows called “{'”, “'.join(named)}” look"
    else:
        called = _say_rows(survey, meanings, unnamed)
    yield Question(
        asked=Asked.TOTALS,
        words=f"{called} like the sum of other rows. Added to them "
        f"{'it' if len(unnamed) == 1 else 'they'} would count people twice.",
        options=(
            Option(value="skip", words="Leave the rows with sums out"),
            Option(value="", words="They are rows like the others"),
        ),
        likely="skip" if named else None,
    )


def _list_total_names(survey: Survey) -> set[str]:
    return {
        say_cell(value)
        for column in survey.head.columns
        if not survey.profile_of(column).is_number
        for value, times in survey.profile_of(column).values.items()
        if is_total_row(say_cell(value)) and times < survey.rows * _MOST_SUMS
    }


def find_sum_rows(
    survey: Survey, meanings: Mapping[str, Meaning], sample: Sequence[Row]
) -> list[Row]:
    """The rows of a sample whose every count is the sum of all others of their day.

    None where some rows of the table are called totals: those are meant then.
    """
    if _list_total_names(survey):
        return []
    counts = [c.index for c in survey.head.columns if _is_count(meanings.get(c.name))]
    day = _find_place(survey, meanings, Role.DAY)
    groups: dict[Cell, list[tuple[Row, list[int]]]] = {}
    for row in sample:
        cells = row[1]
        told = [read_count(cells[index]) if index < len(cells) else None for index in counts]
        kept = [value for value in told if value is not None]
        if counts and len(kept) == len(counts):
            key = cells[day] if day is not None and day < len(cells) else None
            groups.setdefault(key, []).append((row, kept))
    found = [summed for rows in groups.values() if (summed := _find_sum_row(rows))]
    return sorted(found, key=lambda summed: summed[0])


def _find_sum_row(rows: Sequence[tuple[Row, Sequence[int]]]) -> Row | None:
    if len(rows) < FEWEST_ROWS:
        return None
    sums = [sum(column) for column in zip(*(counts for _, counts in rows), strict=True)]
    return next(
        (
            row
            for row, counts in rows
            if any(counts) and all(2 * n == every for n, every in zip(counts, sums, strict=True))
        ),
        None,
    )


def _is_count(meaning: Meaning | None) -> bool:
    return meaning is not None and meaning.measure is not None


def _find_place(survey: Survey, meanings: Mapping[str, Meaning], role: Role) -> int | None:
    """The index of the column of a role."""
    columns = survey.head.columns
    return next((c.index for c in columns if (m := meanings.get(c.name)) and m.role is role), None)


def _say_rows(survey: Survey, meanings: Mapping[str, Meaning], rows: Sequence[Row]) -> str:
    """`Row 4 (“Oblast”) looks`, `Rows 4 (“Oblast”), 7 (“Oblast”) and 5 others look`."""
    found = [_find_place(survey, meanings, role) for role in _NAMING]
    naming = [index for index in found if index is not None]
    said = [_say_row(row, naming) for row in rows[:_MOST_NAMED]]
    noun = survey.table.noun.capitalize()
    if len(rows) == 1:
        return f"{noun} {said[0]} looks"
    others = len(rows) - len(said)
    if others:
        said.append(f"{others} other{'s' if others > 1 else ''}")
    return f"{noun}s {', '.join(said[:-1])} and {said[-1]} look"


def _say_row(row: Row, naming: Sequence[int]) -> str:
    number, cells = row
    names = (say_cell(cells[index]).strip() for index in naming if index < len(cells))
    name = next(filter(None, names), "")
    return f"{number} (“{name}”)" if name else f"{number}"
