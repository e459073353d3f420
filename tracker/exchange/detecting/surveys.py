"""One walk through a table: its head, how many rows follow, and what stands in each column."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from tracker.exchange.detecting.bounds import bound_values, count_first_rows
from tracker.exchange.detecting.heads import Column, Head, find_head, is_only_head
from tracker.exchange.detecting.profiles import Profile, Profiler
from tracker.exchange.reading.tables import Row, Table

STEP = 5_000
"""Rows after which it is told how far a walk is."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Survey:
    """What a table holds: its first rows below the head, and `profiles` in the head's order.

    `other_sheets` are the names of others in the same file that look like counts too.
    """

    table: Table
    head: Head
    rows: int
    profiles: tuple[Profile, ...]
    first: tuple[Row, ...]
    other_sheets: tuple[str, ...] = ()

    @property
    def cells(self) -> int:
        """Cells with anything in them, which tells how long it takes to read all of them."""
        return sum(profile.filled for profile in self.profiles)

    def profile_of(self, column: Column) -> Profile:
        """What stands in a column."""
        return self.profiles[column.index]

    def list_data(self) -> Iterator[Row]:
        """The rows below the head that hold anything."""
        return iterate_data(self.table, self.head)


def survey_table(
    table: Table,
    head_row: int | None = None,
    head_rows: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Survey:
    """Walk through a table once; `head_row` and `head_rows` as in find_head.

    `progress` is called with rows done and about how many there are.
    """
    head = find_head(table, head_row, head_rows)
    profilers = [Profiler() for _ in head.columns]
    most = count_first_rows(len(head.columns))
    first: list[Row] = []
    rows = 0
    for number, cells in iterate_data(table, head):
        rows += 1
        if rows <= most:
            first.append((number, tuple(cells)))
        for profiler, cell in zip(profilers, cells, strict=False):
            profiler.add(cell)
        if progress and number % STEP == 0:
            progress(number, max(number, table.length))
    return Survey(
        table=table,
        head=head,
        rows=rows,
        profiles=bound_values([profiler.finish() for profiler in profilers]),
        first=tuple(first),
    )


def holds_rows(table: Table) -> bool:
    """Whether a table has more than a head."""
    head = find_head(table)
    return not is_only_head(head, list(islice(iterate_data(table, head), 2)))


def iterate_data(table: Table, head: Head) -> Iterator[Row]:
    """The rows below a head that hold anything."""
    for number, cells in table.read():
        if number > head.last and any(cell is not None and cell != "" for cell in cells):
            yield number, cells
