"""A file opened and walked through once, with how far that is for whoever waits."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from tracker.exchange.detecting import (
    Survey,
    choose_sheet,
    holds_rows,
    is_unfilled,
    list_other_sheets,
    survey_table,
)
from tracker.exchange.reading import (
    Book,
    FileUnreadable,
    Limits,
    Table,
    open_file,
    weigh_file,
)
from tracker.web.shared.courses import Tell, say_nothing
from tracker.web.shared.stopping import Stopped

HEAVY = 2_000_000
"""Bytes, unpacked, of a file that is opened beside the pages: about a second of work."""

SPEED = 10_000_000
"""Bytes that are opened in about a second, unpacked."""

NO_ROWS = "Choose a table with rows: nothing stands below the names of the columns in this one"

NOT_FILLED_IN = "Nothing is filled in: enter numbers in the columns for counts, and save the file"

_PLAIN, _PACKED = 0.02, 0.6
"""The part of the work that opening is: text is only looked into, a workbook read as a whole."""

_PACKED_MARKS = (b"PK", b"\xd0\xcf")


Chosen = tuple[Table, int | None, int | None]
"""A table with the row in which its head begins and how many it has, None to have them found."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Where:
    """Where a table stands in a file, as far as somebody said it."""

    sheet: str | None = None
    head_row: int | None = None
    head_rows: int | None = None


def is_heavy(content: bytes) -> bool:
    """Whether opening a file takes too long for whoever waits for a page."""
    return weigh_file(content) > HEAVY


def share_of_opening(content: bytes) -> float:
    """About the part of walking through a file that opening it is."""
    return _PACKED if content.startswith(_PACKED_MARKS) else _PLAIN


def survey_file(
    content: bytes,
    name: str,
    limits: Limits,
    choose: Callable[[Book], Chosen],
    tell: Tell = say_nothing,
) -> tuple[Book, Survey]:
    """Open a file and walk through the table that is chosen, by the rows of its head if known.

    Raises FileUnreadable, also where nothing stands below the names of the columns or in those of
    counts, and what `choose` does.
    """
    opened = share_of_opening(content)
    with foretell_opening(content, lambda part: tell(opened * part)):
        book = open_file(content, name, limits)
    table, head_row, head_rows = choose(book)
    if head_row is None and not holds_rows(table):
        raise FileUnreadable(NO_ROWS)
    survey = survey_table(table, head_row, head_rows, progress=spread(tell, opened, 1))
    if not survey.rows:
        raise FileUnreadable(NO_ROWS)
    if is_unfilled(survey):
        raise FileUnreadable(NOT_FILLED_IN)
    others = list_other_sheets(book.tables, table)
    return book, replace(survey, other_sheets=others) if others else survey


def find_table(book: Book, sheet: str | None) -> Table | None:
    """The table of a name, None where there is none; without a name the one that is likely."""
    return choose_sheet(book.tables) if sheet is None else book.find(sheet)


def spread(tell: Tell, start: float, stop: float) -> Callable[[int, int], None]:
    """Tell steps done of all as a part between two of the whole."""
    return lambda done, every: tell(start + (stop - start) * done / every)


@contextmanager
def foretell_opening(content: bytes, tell: Tell, every: float = 1.0) -> Iterator[None]:
    """Tell how far opening a file is, which says nothing itself, by the time it probably takes."""
    seconds = weigh_file(content) / SPEED
    over, began = threading.Event(), time.monotonic()

    def go_on() -> None:
        while not over.wait(every):
            try:
                tell(1 - math.exp((began - time.monotonic()) / seconds))
            except Stopped:
                # Whoever opens it hears of it as well, once there is something to stop.
                return

    thread = threading.Thread(target=go_on, name="time of an opening", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
    tell(1)
