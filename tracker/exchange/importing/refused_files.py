"""Refused rows as a file: their cells, where each stood and why, to be corrected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tracker.exchange.exporting.csv_lines import write_csv
from tracker.exchange.importing.entries import RefusedRow
from tracker.exchange.meanings import ORIGIN, OWN_COLUMNS, REASON


def write_refused(
    head: Sequence[str], refused: Iterable[RefusedRow], sheet: str | None = None
) -> str:
    """CSV with a byte order mark, so that spreadsheets show every letter right.

    Two columns of our own come last, and are not used when the file is imported again: where a row
    stood, with its sheet where that was chosen, and why it was refused. Rows of a file that came
    from here keep the place that they had in the first one.
    """
    kept = [index for index, name in enumerate(head) if name not in OWN_COLUMNS]
    origin = head.index(ORIGIN) if ORIGIN in head else None
    return "".join(
        write_csv(
            [
                [*(head[index] for index in kept), ORIGIN, REASON],
                *(
                    [*(row.cells[index] for index in kept), _place(row, origin, sheet), row.reason]
                    for row in refused
                ),
            ]
        )
    )


def _place(row: RefusedRow, origin: int | None, sheet: str | None) -> str:
    """Where a row stood: `row 12`, `row 12 of “Beds”`. With a word, so that nobody counts it."""
    before = row.cells[origin] if origin is not None else ""
    return before or (f"{row.noun} {row.row} of “{sheet}”" if sheet else f"{row.noun} {row.row}")
