"""Short ways to make tables for tests."""

from collections.abc import Sequence
from typing import Any

from tracker.exchange.detecting import Survey, survey_table
from tracker.exchange.reading import Limits, Table, open_file

Cells = Sequence[Sequence[Any]]


def table(rows: Cells) -> Table:
    return Table(name="made", read=lambda: iter(list(enumerate(rows, start=1))), length=len(rows))


def csv_table(text: str) -> Table:
    return open_file(text.encode(), "made.csv", Limits()).tables[0]


def survey(rows: Cells | str, head_row: int | None = None) -> Survey:
    made = csv_table(rows) if isinstance(rows, str) else table(rows)
    return survey_table(made, head_row)
