"""CSV as every file of the tracker has it: for Excel by default, and safe to open there."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import lru_cache

Cell = str | int | float | bool | date | datetime | None
"""What stands in a cell; None is blank."""

BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""Without it Excel takes UTF-8 for the encoding of the country."""

AT_ONCE = 200
"""Lines handed on together: fewer, larger pieces travel faster."""

_STARTS_FORMULA = re.compile(
    r"\s*[=@+\-\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH COMMERCIAL AT}"
    r"\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}]|[\t\r\n]"
)
_HARMLESS = re.compile(r"[+\-]?[0-9][0-9 .,]*%?|[+\-]+")


def write_csv(rows: Iterable[Iterable[Cell]], *, with_mark: bool = True) -> Iterator[str]:
    """The lines of a CSV file, piece by piece, so that memory does not grow with it."""
    page = io.StringIO(newline="")
    page.write(BYTE_ORDER_MARK if with_mark else "")
    writer = csv.writer(page, lineterminator="\r\n")
    for number, row in enumerate(rows, start=1):
        # Blanks and numbers, most cells, stand as they are.
        writer.writerow(
            [cell if cell is None or type(cell) is int else write_cell(cell) for cell in row]
        )
        if number % AT_ONCE == 0:
            yield _take(page)
    if left := _take(page):
        yield left


def write_cell(cell: Cell) -> str | int | float | None:
    """A cell as a file holds it: days and moments in ISO form, yes and no as words."""
    if isinstance(cell, str):
        return disarm(cell)
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, datetime):
        return cell.isoformat(timespec="seconds")
    return cell.isoformat() if isinstance(cell, date) else cell


@lru_cache(4_096)
def disarm(text: str) -> str:
    """Text that no spreadsheet takes for a formula; what can only be a number stays as it is.

    >>> disarm("=1+1"), disarm("-5"), disarm("-5+cmd|'!A0"), disarm("calm")
    ("'=1+1", '-5', "'-5+cmd|'!A0", 'calm')
    """
    if _STARTS_FORMULA.match(text) and not _HARMLESS.fullmatch(text):
        return f"'{text}"
    return text


def rearm(text: str) -> str:
    """What stood there before it was disarmed.

    >>> rearm("'=1+1"), rearm("'tis")
    ('=1+1', "'tis")
    """
    bare = text.removeprefix("'")
    return bare if bare != text and disarm(bare) == text else text


def _take(page: io.StringIO) -> str:
    text = page.getvalue()
    page.seek(0)
    page.truncate()
    return text
