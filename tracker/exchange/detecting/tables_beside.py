"""Another table beside the first in a sheet, which nothing reads together with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tracker.exchange.detecting.heads import Column
from tracker.exchange.detecting.surveys import Survey
from tracker.exchange.detecting.words import explain_role
from tracker.exchange.meanings import Role
from tracker.exchange.reading.tables import name_column

_NAMING = (Role.AREA, Role.SHELTER, Role.DAY)
_MOST_NAMED = 4
_FEWEST = 2


def tell_beside(survey: Survey) -> Iterator[str]:
    """What is said of a table behind a blank column, with places or days of its own."""
    columns, names = survey.head.columns, _name_columns(survey)
    for at, column in enumerate(columns):
        behind = [other for other in columns[at + 1 :] if survey.profile_of(other).filled]
        if names[at] or survey.profile_of(column).filled or not behind:
            continue
        if _repeats(survey, names, at):
            said = "”, “".join([names[other.index] for other in behind][:_MOST_NAMED])
            first, last = name_column(behind[0].index), name_column(behind[-1].index)
            yield (
                f"Columns {first} to {last} (“{said}”) look like a table of their own beside the "
                "first, behind a blank column. Only the columns with a meaning are read, each row "
                "as one. Keep each table in a file of its own."
            )
            return


def _name_columns(survey: Survey) -> list[str]:
    """The names in the last row of the head, blank where it has none."""
    head = survey.head
    if head.row is None or survey.table.is_named:
        return [column.name for column in head.columns]
    last = head.row + head.rows - 1
    cells = next((cells for number, cells in survey.table.read() if number == last), ())
    said = [" ".join(str(cell or "").split()) for cell in cells]
    return [*said, *[""] * len(head.columns)][: len(head.columns)]


def _repeats(survey: Survey, names: Sequence[str], at: int) -> bool:
    """Whether columns behind one name places or days as those before it do."""
    before, behind = _list_naming(survey, names, 0, at), _list_naming(survey, names, at + 1, None)
    if before.keys() & behind.keys():
        return True
    return len(set(before.values()) & set(behind.values())) >= _FEWEST


def _list_naming(
    survey: Survey, names: Sequence[str], first: int, end: int | None
) -> dict[str, Role]:
    """The filled columns that name places and days, by their names in small letters."""
    columns: Sequence[Column] = survey.head.columns[first:end]
    found = {
        names[column.index].casefold(): explain_role(names[column.index])
        for column in columns
        if survey.profile_of(column).filled
    }
    return {name: role for name, role in found.items() if role in _NAMING}
