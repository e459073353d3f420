"""Quotation marks that are opened and not closed, which would swallow the rows that follow."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator

MOST_LINES = 20
"""Lines that a row may go over: notes have a few, and what has more has lost a quotation mark."""


class QuotedLines:
    """The lines of a text, of which those of the row that is being read are remembered."""

    def __init__(self, lines: Iterable[str], separator: str) -> None:
        self._lines = lines
        self._separator = separator
        self._taken: list[str] = []
        self._are_over = False

    def __iter__(self) -> Iterator[str]:
        """The lines as they are. Raises csv.Error in a row that goes on over too many of them."""
        for line in self._lines:
            if len(self._taken) == MOST_LINES:
                raise csv.Error(f"a row of more than {MOST_LINES} lines")
            self._taken.append(line)
            yield line
        self._are_over = True

    def end_row(self) -> None:
        """A row was read. Raises csv.Error where one of several lines is quoted as none would be.

        A mark that is not closed takes in the text up to its end, or up to the next mark, behind
        which a cell goes on. Within a line the latter is harmless, and often meant.
        """
        if self._are_over:
            raise csv.Error("a row that waited for more lines")
        if len(self._taken) > 1:
            for _ in csv.reader(self._taken, delimiter=self._separator, strict=True):
                pass
        self._taken.clear()
