"""Refused rows as a file: their cells, where each stood and why, to be corrected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tracker.exchange.exporting.csv_lines import write_csv
from tracker.exchange.importing.entries import RefusedRow
from tracker.exchange.importing.refused_cells import RefusedCells
from tracker.exchange.mapping import ImportMapping
from tracker.exchange.meanings import ORIGIN, OWN_COLUMNS, REASON


@dataclass(frozen=True, kw_only=True, slots=True)
class RefusedFile:
    """The file that rows were refused of: names and hashtags of its columns, and how it was read.

    `tags` are as refused_tags writes them; none for a file without hashtags.
    `mapping` is settled: it has what all cells of the file told together. `title` said above the
    table that its numbers are in thousands.
    """

    head: Sequence[str]
    tags: Sequence[str]
    mapping: ImportMapping
    title: str | None = None

    def write(self, refused: Iterable[RefusedRow]) -> str:
        """CSV with a byte order mark, so that spreadsheets show every letter right.

        Two columns of our own come last, and are not used when the file is imported again: where a
        row stood, with its sheet where that was chosen, and why it was refused. Rows of a file that
        came from here keep the place that they had in the first one. Below the names stand the
        hashtags, where the file had any. Days and numbers that were read by what other rows tell
        are written so that they are read alike alone; the reason says what stood there.
        """
        kept = [index for index, name in enumerate(self.head) if name not in OWN_COLUMNS]
        return "".join(
            write_csv(
                [
                    *([[self.title, *[None] * (len(kept) + 1)]] if self.title else []),
                    [*(self.head[index] for index in kept), ORIGIN, REASON],
                    *self._list_tags(kept),
                    *self._list_rows(kept, refused),
                ]
            )
        )

    def _list_tags(self, kept: Sequence[int]) -> Iterator[list[str]]:
        if any(self.tags):
            yield [*(self.tags[index] for index in kept), "", ""]

    def _list_rows(self, kept: Sequence[int], refused: Iterable[RefusedRow]) -> Iterator[list[str]]:
        alone = RefusedCells(self.head, self.mapping)
        origin = self.head.index(ORIGIN) if ORIGIN in self.head else None
        for row in refused:
            cells, reason = alone.write(row)
            place = _place(row, origin, self.mapping.sheet)
            yield [*(cells[index] for index in kept), place, reason]


def _place(row: RefusedRow, origin: int | None, sheet: str | None) -> str:
    """Where a row stood: `row 12`, `row 12 of “Beds”`. With a word, so that nobody counts it."""
    before = row.cells[origin] if origin is not None else ""
    return before or (f"{row.noun} {row.row} of “{sheet}”" if sheet else f"{row.noun} {row.row}")
