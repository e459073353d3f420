"""What separates the cells of a text file: the sign that gives rows of one width."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
SAMPLE_ROWS = 60


def find_separator(lines: Iterable[str]) -> str:
    """The separator under which most rows have the same number of cells, two or more.

    A sign that is often followed by a space is punctuation. Of several that do equally well the one
    with more cells wins; with none the text has one column.
    """
    sample = list(islice(lines, SAMPLE_ROWS))
    return max(SEPARATORS, key=lambda separator: _rate(sample, separator))


def _rate(lines: Sequence[str], separator: str) -> tuple[float, int]:
    try:
        rows = [row for row in csv.reader(lines, delimiter=separator) if any(row)]
    except csv.Error:
        return (0, 0)
    wide = [row for row in rows if len(row) > 1]
    if not wide:
        return (0, 0)
    width, alike = max(Counter(map(len, wide)).items(), key=lambda found: (found[1], found[0]))
    set_off = [cell for row in wide for cell in row[1:]]
    spaced = sum(cell.startswith(" ") for cell in set_off) / len(set_off)
    return (round(alike / len(rows) * (1 - spaced), 1), width)
