"""Tables from text: CSV, TSV and their relatives, read line by line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from tracker.exchange.exporting.csv_lines import rearm
from tracker.exchange.reading.encodings import ENCODING_WORDS, NO_TEXT, find_encoding
from tracker.exchange.reading.limits import FileUnreadable, Limits
from tracker.exchange.reading.quotes import QuotedLines
from tracker.exchange.reading.separators import SEPARATORS, find_separator
from tracker.exchange.reading.tables import Book, Row, Table

_SAID = re.compile(r"sep=(.)\s*", re.IGNORECASE)
"""A first line with which spreadsheets are told the separator."""

_FEWEST_PRINTABLE = 0.95


def read_text(content: bytes, name: str, limits: Limits) -> Book:
    """The one table of a text file."""
    encoding = find_encoding(content)
    _check_letters(content, encoding)
    said = _SAID.fullmatch(next(_open_lines(content, encoding), ""))
    separator = said[1] if said else find_separator(_open_lines(content, encoding))

    def read() -> Iterator[Row]:
        return limits.count_cells(_read_rows(content, encoding, separator, skip=bool(said)))

    words = f"{ENCODING_WORDS[encoding]}, separated by {SEPARATORS.get(separator, separator)}"
    length = max(content.count(b"\n"), content.count(b"\r"))
    return Book(format=f"text in {words}", tables=(Table(name=name, read=read, length=length),))


def _open_lines(content: bytes, encoding: str) -> Iterator[str]:
    """Lines with their ends as they are: LF, CRLF or lone CR."""
    return io.TextIOWrapper(io.BytesIO(content), encoding=encoding, newline="")


def _check_letters(content: bytes, encoding: str) -> None:
    """Refuse what is no text under any encoding, such as pictures."""
    try:
        sample = "".join(line for line, _ in zip(_open_lines(content, encoding), range(60)))  # noqa: B905
    except UnicodeDecodeError:
        raise FileUnreadable(NO_TEXT) from None
    kept = [sign for sign in sample if sign.isprintable() or sign in "\r\n\t"]
    if len(kept) < len(sample) * _FEWEST_PRINTABLE:
        raise FileUnreadable(NO_TEXT)


def _read_rows(content: bytes, encoding: str, separator: str, *, skip: bool) -> Iterator[Row]:
    lines = QuotedLines(_open_lines(content, encoding), separator)
    row = 1
    try:
        for cells in csv.reader(lines, delimiter=separator):
            lines.end_row()
            if not (skip and row == 1):
                yield row, [rearm(cell) if cell.startswith("'") else cell for cell in cells]
            row += 1
    except csv.Error:
        raise FileUnreadable(
            f"Look at the quotation marks in row {row}: one that is opened there is not closed"
        ) from None
    except UnicodeDecodeError:
        raise FileUnreadable("Get the file anew: this copy is damaged") from None
