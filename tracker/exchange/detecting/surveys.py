"""One walk through a table: its head, how many rows follow, and what stands in each column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.exchange.detecting.heads import Column, Head, find_head
from tracker.exchange.detecting.profiles import Profile, Profiler
from tracker.exchange.reading.tables import Row, Table


@dataclass(frozen=True, kw_only=True, slots=True)
class Survey:
    """What a table holds. `profiles` stand in the order of the head's columns."""

    table: Table
    head: Head
    rows: int
    profiles: tuple[Profile, ...]

    def profile_of(self, column: Column) -> Profile:
        """What stands in a column."""
        return self.profiles[column.index]

    def list_data(self) -> Iterator[Row]:
        """The rows below the head that hold anything."""
        return iterate_data(self.table, self.head)


def survey_table(table: Table, head_row: int | None = None) -> Survey:
    """Walk through a table once; `head_row` as in find_head."""
    head = find_head(table, head_row)
    profilers = [Profiler() for _ in head.columns]
    rows = 0
    for _, cells in iterate_data(table, head):
        rows += 1
        for profiler, cell in zip(profilers, cells, strict=False):
            profiler.add(cell)
    return Survey(
        table=table,
        head=head,
        rows=rows,
        profiles=tuple(profiler.finish() for profiler in profilers),
    )


def iterate_data(table: Table, head: Head) -> Iterator[Row]:
    """The rows below a head that hold anything."""
    for number, cells in table.read():
        if number > head.last and any(cell is not None and cell != "" for cell in cells):
            yield number, cells
