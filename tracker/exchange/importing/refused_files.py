"""Refused rows as a file: the columns of the original with the reason, to be corrected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tracker.exchange.exporting.csv_lines import write_csv
from tracker.exchange.importing.entries import RefusedRow

REASON = "why it was refused"


def write_refused(head: Sequence[str], refused: Iterable[RefusedRow]) -> str:
    """CSV with a byte order mark, so that spreadsheets show every letter right.

    The column of reasons comes last and is not used when the file is imported again.
    """
    rows = ([*row.cells, row.reason] for row in refused)
    return "".join(write_csv([[*head, REASON], *rows]))
