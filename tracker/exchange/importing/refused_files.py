"""Refused rows as a file: the columns of the original with the reason, to be corrected."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from tracker.exchange.importing.entries import RefusedRow

REASON = "why it was refused"


def write_refused(head: Sequence[str], refused: Iterable[RefusedRow]) -> str:
    """CSV with a byte order mark, so that spreadsheets show every letter right.

    The column of reasons comes last and is not used when the file is imported again.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow([*head, REASON])
    writer.writerows([*map(_disarm, row.cells), row.reason] for row in refused)
    return "\ufeff" + buffer.getvalue()


def _disarm(cell: str) -> str:
    """Text that a spreadsheet would run as a formula, as text."""
    plain = cell.lstrip("+-")
    is_formula = cell[:1] in ("=", "@", "\t", "\r") or (plain != cell and not plain[:1].isdigit())
    return f"'{cell}" if is_formula and cell not in ("-", "--", "+") else cell
