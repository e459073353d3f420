"""Digits with marks between them: which marks set off thousands, and which a fraction."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

from tracker.exchange.detecting.plain_text import make_plain
from tracker.exchange.reading.tables import Cell

DIGITS = r"[0-9]+(?:[ '\u2019`,.][0-9]+)*"
"""What may be one number, as a pattern."""

_LONGEST = 40
_NOISE = 1e-6
_NUMBER = re.compile(DIGITS)
_SIGNED = re.compile(rf"([+-]) ?({DIGITS})")
_MARKS = re.compile(r"[ '\u2019`,.]")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:([ '\u2019`,.])[0-9]{3})(?:\1[0-9]{3})*")
_POINTED = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
_EITHER = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")
_FRACTION = re.compile(r"(.*[0-9])([.,])([0-9]+)")
_NOTE = r"[*†‡§¶#^°]+|[(\[][^\W_]{1,3}[)\]]|[^\W\d_]{1,3}"
_NOTED = re.compile(rf"{DIGITS} ?(?P<behind>{_NOTE})|(?P<before>{_NOTE}) ?{DIGITS}")
"""Marks of footnotes: stars, daggers, raised and circled numbers or letters, (p), [1], e."""


class NotANumber(ValueError):
    """A cell that is no count, with what to do."""


def find_decimal_mark(cells: Iterable[Cell]) -> str | None:
    """Which of point and comma sets off fractions in a column; None where no cell tells.

    One or two, or more than three, digits behind the last mark are a fraction, as all are behind
    a nought; marks that come twice, or before a mark of the other kind, set off thousands. What is
    no number, such as a date, tells nothing.

    >>> find_decimal_mark(["1.204", "12,5"])
    ','
    """
    for cell in cells:
        if not isinstance(cell, str):
            continue
        text = make_plain(cell)
        fraction = _FRACTION.fullmatch(text)
        if fraction is None:
            continue
        whole, mark = fraction[1], fraction[2]
        grouped = _GROUPED.fullmatch(text)
        if grouped and text.count(mark) > 1:
            return "." if mark == "," else ","
        if not grouped and _is_whole(whole, mark):
            return mark
    return None


def is_pointed(cell: Cell) -> bool:
    """Whether a point in a cell could set off thousands as well as a fraction: 1.037."""
    return isinstance(cell, str) and _POINTED.fullmatch(make_plain(cell)) is not None


def read_digits(text: str, decimal: str | None) -> int:
    """The whole number of 0 or more that a text is. Raises NotANumber.

    `decimal` is what sets off fractions in its column.
    """
    if text.isdecimal() and len(text) <= _LONGEST:
        return int(text)
    signed = _SIGNED.fullmatch(text)
    whole, fraction = _split(signed[2] if signed else text, decimal)
    if fraction:
        raise NotANumber(f"Enter a whole number, this is {text}")
    return check_sign(-whole if signed and signed[1] == "-" else whole)


def find_whole(number: float) -> int | None:
    """The whole number in a numeric cell: formulas leave 12.0000000001 where 12 is meant.

    >>> find_whole(12.0000000001), find_whole(48.5)
    (12, None)
    """
    if not math.isfinite(number) or abs(number - round(number)) > _NOISE:
        return None
    return round(number)


def check_sign(number: int) -> int:
    """The number, unless it is below 0. Raises NotANumber."""
    if number < 0:
        raise NotANumber(f"Enter 0 or more, this is {_shorten(str(number))}")
    return number


def read_thousands(text: str) -> int:
    """The number that digits before the word "thousand" stand for. Raises NotANumber.

    1.200 thousand and 1,200 thousand may be meant as 1,200 or as 1,200,000, whatever the marks of
    other cells say.

    >>> read_thousands("2,5"), read_thousands("1 200")
    (2500, 1200000)
    """
    if _EITHER.fullmatch(text.lstrip("0")):
        raise NotANumber(f"Write the number out: {text} thousand could be thousands or millions")
    whole, fraction = _split(text, None)
    if len(fraction) > 3:  # noqa: PLR2004 -- a thousand has three noughts
        raise NotANumber(f"Enter a whole number, this is {text} thousand")
    return whole * 1000 + int(fraction.ljust(3, "0"))


def _split(text: str, decimal: str | None) -> tuple[int, str]:
    """The whole of a number, and the digits of its fraction without noughts at their end."""
    if not _NUMBER.fullmatch(text) or len(text) > _LONGEST:
        raise NotANumber(_explain(text))
    whole, digits = text, ""
    fraction = _FRACTION.fullmatch(text)
    if fraction and _is_fraction(text, fraction[2], decimal):
        whole, digits = fraction[1], fraction[3].rstrip("0")
    if not _is_whole(whole, fraction[2] if fraction and whole != text else ""):
        raise NotANumber(f"Enter the number without signs between its digits, this is {text}")
    return int(_MARKS.sub("", whole)), digits


def _is_whole(text: str, mark: str) -> bool:
    """Whether digits in front of the mark of a fraction are a whole number."""
    if text.isdecimal():
        return True
    grouped = _GROUPED.fullmatch(text)
    return grouped is not None and grouped[1] != mark


def _is_fraction(text: str, mark: str, decimal: str | None) -> bool:
    """Whether the last mark sets off a fraction; refuses a point that could be either."""
    grouped = _GROUPED.fullmatch(text)
    if grouped and text.count(mark) > 1:
        return False
    if decimal is not None:
        return mark == decimal
    if not grouped:
        return True
    if mark == ".":
        raise NotANumber(f"Write {text} without the point if it is thousands")
    return False


def _explain(text: str) -> str:
    """Why a text is no number; what a footnote says of one is not known here."""
    noted = _NOTED.fullmatch(text)
    if noted is None or len(text) > _LONGEST:
        return f"Enter a number, this is “{_shorten(text)}”"
    note = noted["behind"] or noted["before"]
    return (
        f"Enter the number in “{text}” without “{note}”, or put “{note}” into a column beside: "
        "what it says of the number is not known"
    )


def _shorten(text: str) -> str:
    return text if len(text) <= 30 else f"{text[:29]}…"  # noqa: PLR2004 -- fits a table's cell
