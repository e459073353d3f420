"""What a file may cost, and how one that cannot be read is refused."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.domain.errors import InvalidField
from tracker.exchange.reading.tables import Cell, Row

MEGABYTE = 1024 * 1024

ENCRYPTED = "Save the file without a password, then choose it again"
MOST_MERGED = 1_000_000
"""Merged cells of a workbook, each of which takes far more memory than a cell."""


class FileUnreadable(InvalidField):
    """A file that cannot be read, with what to do instead in one sentence."""

    def __init__(self, message: str) -> None:
        super().__init__("file", message)


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """The largest file in bytes, packed and unpacked, and the most cells and columns of a table."""

    size: int = 64 * MEGABYTE
    unpacked: int = 512 * MEGABYTE
    cells: int = 20_000_000
    columns: int = 1_500

    def check_size(self, size: int) -> None:
        """Refuse a file that is larger than may be sent."""
        if size > self.size:
            raise FileUnreadable(
                f"Choose a file of at most {say_megabytes(self.size)}, "
                f"this one has {say_megabytes(size)}"
            )

    def check_unpacked(self, size: int) -> None:
        """Refuse a file that grows too large when it is unpacked."""
        if size > self.unpacked:
            raise FileUnreadable(
                f"Choose a smaller file: unpacked, this one has more than "
                f"{say_megabytes(self.unpacked)}"
            )

    def check_cells(self, cells: int) -> None:
        """Refuse a table with too many cells."""
        if cells > self.cells:
            raise FileUnreadable(
                f"Split the file: it has more than {self.cells:,} cells, filled or blank"
            )

    def check_merged(self, merged: int) -> None:
        """Refuse a workbook with too many merged cells."""
        if merged > MOST_MERGED:
            raise FileUnreadable(f"Split the file: it has more than {MOST_MERGED:,} merged cells")

    def count_cells(self, rows: Iterator[Row]) -> Iterator[Row]:
        """The rows, refused as soon as they hold too many cells.

        Blank cells beyond the last column that is allowed are cut off.
        """
        count = 0
        for number, cells in rows:
            count += len(cells)
            if count > self.cells:
                self.check_cells(count)
            yield number, cells if len(cells) <= self.columns else self._cut(cells)

    def _cut(self, cells: Sequence[Cell]) -> Sequence[Cell]:
        """The cells of a row that may have this many columns. Refuses what is filled beyond."""
        if any(cell is not None and cell != "" for cell in cells[self.columns :]):
            raise FileUnreadable(
                f"Leave out columns that are not needed: a table may have {self.columns:,}, and "
                "this one has more"
            )
        return cells[: self.columns]


def say_megabytes(size: int) -> str:
    """A size in words, rounded up so that no limit looks like what is over it."""
    return f"{-(-size // MEGABYTE):,} MB"
