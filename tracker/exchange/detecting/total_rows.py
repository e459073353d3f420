"""Rows that are the sum of other rows: those that say so, and those that only add up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tracker.exchange.detecting.column_sums import FEWEST_ROWS
from tracker.exchange.detecting.findings import Asked, Option, Question
from tracker.exchange.detecting.numbers import read_count
from tracker.exchange.detecting.profiles import say_cell
from tracker.exchange.detecting.surveys import Survey
from tracker.exchange.detecting.words import is_total_row
from tracker.exchange.meanings import NOT_USED, PEOPLE_ROLES, Meaning, Role
from tracker.exchange.reading.tables import Cell, Row

SAMPLE = 400
"""The first rows, by which it is asked about sums that nothing is called by."""

MOST_DAYS = 20_000
"""Days of which sums are kept: more are moments, of which each has a row."""

_Key = Cell | tuple[Cell, ...]
"""The day of a row, with the people whom it counts where columns say these."""

_MOST_SUMS = 0.5
_MOST_NAMED = 3
_NAMING = (Role.SHELTER, Role.AREA, Role.ABOVE)


def ask_about_total_rows(survey: Survey, meanings: Mapping[str, Meaning]) -> Iterator[Question]:
    """Whether rows are left out that would count people twice."""
    named = sorted(_list_total_names(survey, meanings))
    unnamed = find_sum_rows(survey, meanings, lambda: survey.first[:SAMPLE])
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


def _list_total_names(survey: Survey, meanings: Mapping[str, Meaning]) -> set[str]:
    """What rows are called that look like totals of others; not by the people whom they count."""
    return {
        say_cell(value)
        for column in survey.head.columns
        if not survey.profile_of(column).is_number
        and meanings.get(column.name, NOT_USED).role not in PEOPLE_ROLES
        for value, times in survey.profile_of(column).values.items()
        if is_total_row(say_cell(value)) and times < survey.rows * _MOST_SUMS
    }


def find_sum_rows(
    survey: Survey, meanings: Mapping[str, Meaning], read: Callable[[], Iterable[Row]]
) -> list[Row]:
    """The rows whose every count is the sum of all others of their day, one of a day at most.

    Where rows are about some people only, of the day and these people.

    None where some rows of the table are called totals: those are meant then. `read` gives the rows
    to look at and is called twice: of each day only the sums are kept, so that memory does not grow
    with the rows. Of more than MOST_DAYS days the others are not looked at.
    """
    counts = [c.index for c in survey.head.columns if _is_count(meanings.get(c.name))]
    if not counts or _list_total_names(survey, meanings):
        return []
    at = [_find_place(survey, meanings, role) for role in (Role.DAY, *PEOPLE_ROLES)]
    by = [index for index in at if index is not None]
    days = _sum_days(read(), counts, by)
    found: dict[_Key, Row] = {}
    for row in read():
        cells = row[1]
        key = _find_key(cells, by)
        sums = days.get(key)
        if key not in found and sums is not None and sums.is_told_by(cells, counts):
            found[key] = row
    return sorted(found.values(), key=lambda summed: summed[0])


@dataclass(slots=True)
class _Day:
    """The rows of a day that tell every count, and their sums, count by count."""

    rows: int
    sums: list[int]

    def is_told_by(self, cells: Sequence[Cell], counts: Sequence[int]) -> bool:
        """Whether a row says of each count as much as all others of the day do together."""
        if self.rows < FEWEST_ROWS or not any(self.sums):
            return False
        # Mostly the first cell tells that it does not.
        return all(
            (value := _read(cells, index)) is not None and 2 * value == every
            for index, every in zip(counts, self.sums, strict=True)
        )


def _sum_days(rows: Iterable[Row], counts: Sequence[int], by: Sequence[int]) -> dict[_Key, _Day]:
    found: dict[_Key, _Day] = {}
    for _, cells in rows:
        told = [_read(cells, index) for index in counts]
        kept = [value for value in told if value is not None]
        if len(kept) < len(counts):
            continue
        key = _find_key(cells, by)
        group = found.get(key)
        if group is not None:
            group.rows += 1
            group.sums = [one + other for one, other in zip(group.sums, kept, strict=True)]
        elif len(found) < MOST_DAYS:
            found[key] = _Day(1, kept)
    return found


def _find_key(cells: Sequence[Cell], by: Sequence[int]) -> _Key:
    if len(by) == 1:
        return cells[by[0]] if by[0] < len(cells) else None
    return tuple(cells[index] if index < len(cells) else None for index in by)


def _read(cells: Sequence[Cell], index: int) -> int | None:
    return _read_known(cells[index]) if index < len(cells) else None


_read_known = lru_cache(8_192, typed=True)(read_count)
"""Counts repeat themselves, and a file is walked through twice."""


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
