"""Which sheet of a workbook holds counts, and which others look as if they did as well."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from tracker.exchange.detecting.findings import Notice
from tracker.exchange.detecting.layouts import Layout
from tracker.exchange.detecting.suggestions import suggest
from tracker.exchange.detecting.surveys import Survey, holds_rows, survey_table
from tracker.exchange.meanings import Role
from tracker.exchange.reading import Table

_ROWS, _MOST_NAMED = 60, 5
"""How many rows of a sheet are looked at, and how many sheets are named."""


def choose_sheet(tables: Sequence[Table]) -> Table:
    """The first sheet that looks like counts; without one the first with more than a head."""
    if len(tables) == 1:
        return tables[0]
    found = next(filter(looks_like_counts, tables), None)
    return found or next(filter(holds_rows, tables), tables[0])


def list_other_sheets(tables: Sequence[Table], chosen: Table) -> tuple[str, ...]:
    """The names of the other sheets that look like counts too."""
    others = (table for table in tables if table is not chosen)
    return tuple(table.name for table in others if looks_like_counts(table))


def looks_like_counts(table: Table) -> bool:
    """Whether a sheet says where or when something is, and has numbers that mean something."""
    if not holds_rows(table):
        return False
    survey = survey_table(replace(table, read=lambda: islice(table.read(), _ROWS)))
    found = suggest(survey)
    roles = {meaning.role for meaning in found.meanings.values()}
    is_about = bool(roles & {Role.AREA, Role.SHELTER, Role.DAY}) or found.layout is Layout.DAYS
    return is_about and (found.layout is Layout.DAYS or bool(roles & {Role.COUNT, Role.NUMBER}))


def tell_sheets(survey: Survey) -> Iterator[Notice]:
    """What is said of sheets that look like counts and are not read."""
    others = survey.other_sheets
    if others:
        named = "”, “".join(others[:_MOST_NAMED])
        more = f" and {len(others) - _MOST_NAMED:,} more" if len(others) > _MOST_NAMED else ""
        yield Notice(
            words=f"Only the sheet “{survey.table.name}” is read. “{named}”{more} "
            f"{'looks' if len(others) == 1 else 'look'} like counts too: import each sheet by "
            "itself."
        )
