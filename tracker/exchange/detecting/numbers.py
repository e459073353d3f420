"""Numbers as other people write them: with thousands set off, as text, vague, or not at all."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from tracker.domain.qualifiers import Qualifier
from tracker.exchange.reading.tables import Cell


class NotANumber(ValueError):
    """A cell that is no count, with what to do."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Number:
    """What a cell says: a value with the words before it, bounds, or words alone."""

    value: int | None
    qualifier: Qualifier = Qualifier.EXACT
    low: int | None = None
    high: int | None = None
    words: str | None = None


BLANK = frozenset(
    (
        *("", "-", "--", ".", "..", "...", "?", "n/a", "na", "n.a.", "n.a", "#n/a", "nan", "null"),
        *("none", "nil", "nd", "n/d", "no data", "not reported", "not available", "not applicable"),
        *("unknown", "tbc", "tbd", "н/д", "н.д.", "н/п", "нет данных", "нет сведений"),
        *("не сообщается", "неизвестно"),
    )
)
"""What is written where nothing is reported. It is never nought."""

_SPACES = " '’`"
_LONGEST = 40
_DIGITS = r"[0-9]+(?:[ '’`,.][0-9]+)*"
_GROUPED = re.compile(r"[0-9]{1,3}(?:([ '’`,.])[0-9]{3})(?:\1[0-9]{3})*")
_POINTED = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
_FRACTION = re.compile(r"(.*[0-9])([.,])([0-9]+)")
_UNITS = r"(?:people|persons?|individuals|idps?|refugees|places|beds|чел(?:овек)?\.?|мест[оа]?)"
_SCALE = re.compile(rf"({_DIGITS})\s*(?:k|thousands?|тыс(?:яч[аи]?)?\.?)", re.IGNORECASE)
_RANGE = re.compile(
    rf"(?:between|from|от|между)?\s*({_DIGITS})\s*(?:-|to|and|до|и)\s*({_DIGITS})", re.IGNORECASE
)
_WORDS = re.compile(
    r"\b(?:several|some|few|many|dozens?|scores?|hundreds?|thousands?|tens of|a number of"
    r"|несколько|десятки|сотни|тысячи|множество|ряд)\b",
    re.IGNORECASE,
)

_PREFIXES: dict[Qualifier, str] = {
    Qualifier.AT_LEAST: "≥|>=|=>|at least|no (?:fewer|less) than|minimum|min\\.?|не менее|не меньше"
    "|как минимум|минимум",
    Qualifier.AT_MOST: "≤|<=|=<|at most|up to|no more than|maximum|max\\.?|не более|не больше|до",
    Qualifier.MORE_THAN: ">|more than|over|above|exceeding|более|больше|свыше",
    Qualifier.LESS_THAN: "<|less than|fewer than|under|below|менее|меньше",
    Qualifier.ABOUT: "~|≈|about|approx(?:imately|\\.)?|around|circa|c\\.|ca\\.?|some|nearly|almost"
    "|roughly|est(?:imated|\\.)?|около|примерно|порядка|приблизительно|почти|ок\\.",
    Qualifier.EXACT: "exactly|ровно",
}
_PREFIX = re.compile(
    "|".join(f"(?P<{name}>{words})" for name, words in _PREFIXES.items()), re.IGNORECASE
)
_SURE = re.compile(
    r"exact|precise(?:ly)?|confirmed|verified|counted|actual|total|точно|подтвержд\w+|всего|итого"
)
_ESTIMATED = re.compile(r"estimat\w+|approximat\w+|roughly|rounded|оцен\w+")
_WITHOUT_VALUE = {"between": Qualifier.BETWEEN, "in words": Qualifier.IN_WORDS}


def is_blank(cell: Cell) -> bool:
    """Whether a cell says nothing."""
    if cell is None:
        return True
    if isinstance(cell, float):
        return math.isnan(cell)
    return isinstance(cell, str) and _tidy(cell).casefold() in BLANK


def find_decimal_mark(cells: Iterable[Cell]) -> str | None:
    """Which of point and comma sets off fractions in a column; None where no cell tells.

    One or two, or more than three, digits behind the last mark are a fraction, as all are behind
    a nought; marks that come
    twice, or before a mark of the other kind, set off thousands.

    >>> find_decimal_mark(["1.204", "12,5"])
    ','
    """
    for cell in cells:
        if not isinstance(cell, str):
            continue
        text = _tidy(cell)
        marks = [sign for sign in text if sign in ",."]
        fraction = _FRACTION.fullmatch(text)
        if not marks or fraction is None:
            continue
        if len(set(marks)) > 1:
            return marks[-1]
        if len(marks) > 1:
            return "." if marks[0] == "," else ","
        if len(fraction[3]) != 3 or text.startswith("0"):  # noqa: PLR2004 -- a group of thousands
            return marks[0]
    return None


def is_pointed(cell: Cell) -> bool:
    """Whether a point in a cell could set off thousands as well as a fraction: 1.037."""
    return isinstance(cell, str) and _POINTED.fullmatch(_tidy(cell)) is not None


def read_number(cell: Cell, decimal: str | None = None) -> Number | None:
    """What a cell says, None where nothing is reported. Raises NotANumber.

    `decimal` is what sets off fractions in the column.

    >>> read_number("> 1 300").value
    1300
    """
    if is_blank(cell):
        return None
    if isinstance(cell, bool | date | datetime | time | timedelta):
        kind = "yes or no" if isinstance(cell, bool) else "a date or a time"
        raise NotANumber(f"Enter a number, this is {kind}")
    if isinstance(cell, int | float):
        return Number(value=_make_whole(cell))
    return _read_text(_tidy(str(cell)), decimal)


def read_qualifier(text: str) -> Qualifier | None:
    """The qualifier that words alone say, as they stand in a column of qualifiers; None for others.

    >>> read_qualifier("approximately")
    <Qualifier.ABOUT: 'about'>
    """
    words = _tidy(text).casefold().replace("_", " ").strip(" :")
    match = _PREFIX.fullmatch(words)
    if match and match.lastgroup:
        return Qualifier(match.lastgroup)
    if _SURE.fullmatch(words):
        return Qualifier.EXACT
    return Qualifier.ABOUT if _ESTIMATED.fullmatch(words) else _WITHOUT_VALUE.get(words)


def read_count(cell: Cell) -> int | None:
    """The value in a cell; None where there is none, or none that can be read."""
    try:
        number = read_number(cell)
    except NotANumber:
        return None
    return number.value if number else None


def _make_whole(number: float) -> int:
    if not math.isfinite(number) or number != int(number):
        raise NotANumber(f"Enter a whole number, this is {number:g}")
    return _check_sign(int(number))


def _check_sign(number: int) -> int:
    if number < 0:
        raise NotANumber(f"Enter 0 or more, this is {number}")
    return number


def _tidy(text: str) -> str:
    """The text with plain digits, single plain spaces and one kind of hyphen."""
    plain = "".join(
        str(unicodedata.decimal(sign)) if sign.isdecimal() else sign
        for sign in unicodedata.normalize("NFKC", text)
    )
    for sign in "‐‑‒–—−":
        plain = plain.replace(sign, "-")
    return " ".join(plain.split())


def _read_text(text: str, decimal: str | None) -> Number:
    text = re.sub(rf"\s*{_UNITS}$", "", text, flags=re.IGNORECASE)
    between = _RANGE.fullmatch(text)
    if between and not _GROUPED.fullmatch(text):
        return _read_range(between, decimal)
    if text.endswith("+"):
        return Number(value=_read_digits(text[:-1].strip(), decimal), qualifier=Qualifier.AT_LEAST)
    prefix = _PREFIX.match(text)
    if prefix and prefix.lastgroup and re.search("[0-9]", text[prefix.end() :]):
        found = _read_scaled(text[prefix.end() :].strip(" :"), decimal)
        return Number(value=found.value, qualifier=Qualifier(prefix.lastgroup))
    if _WORDS.search(text) and not re.search("[0-9]", text):
        return Number(value=None, qualifier=Qualifier.IN_WORDS, words=text)
    return _read_scaled(text, decimal)


def _read_range(between: re.Match[str], decimal: str | None) -> Number:
    low, high = _read_digits(between[1], decimal), _read_digits(between[2], decimal)
    if high < low:
        raise NotANumber(f"Enter the smaller number first, this is {between[0]}")
    if low == high:
        return Number(value=low)
    return Number(value=None, qualifier=Qualifier.BETWEEN, low=low, high=high)


def _read_scaled(text: str, decimal: str | None) -> Number:
    """A number that may be told in thousands, which is a rounded one."""
    scaled = _SCALE.fullmatch(text)
    if scaled is None:
        return Number(value=_read_digits(text, decimal))
    thousands = float(scaled[1].replace(" ", "").replace(",", "."))
    return Number(value=round(thousands * 1000), qualifier=Qualifier.ABOUT)


def _read_digits(text: str, decimal: str | None) -> int:
    sign = -1 if text.startswith("-") else 1
    plain = text.lstrip("+-").strip()
    if not re.fullmatch(_DIGITS, plain) or len(plain) > _LONGEST:
        raise NotANumber(f"Enter a number, this is “{_shorten(text)}”")
    fraction = _FRACTION.fullmatch(plain)
    if fraction and _is_fraction(plain, fraction, decimal):
        plain = fraction[1]
        if fraction[3].strip("0") and (plain.isdigit() or _GROUPED.fullmatch(plain)):
            raise NotANumber(f"Enter a whole number, this is {text}")
    if not plain.isdigit() and not _GROUPED.fullmatch(plain):
        raise NotANumber(f"Enter the number without signs between its digits, this is {text}")
    return _check_sign(sign * int(re.sub(rf"[{_SPACES},.]", "", plain)))


def _is_fraction(text: str, fraction: re.Match[str], decimal: str | None) -> bool:
    """Whether the last mark sets off a fraction; refuses a point that could be either."""
    mark = fraction[2]
    grouped = _GROUPED.fullmatch(text)
    if grouped and grouped[1] == mark and text.count(mark) > 1:
        return False
    if decimal is not None:
        return mark == decimal
    if not grouped:
        return True
    if mark == ".":
        raise NotANumber(f"Write {text} without the point if it is thousands")
    return False


def _shorten(text: str) -> str:
    return text if len(text) <= 30 else f"{text[:29]}…"  # noqa: PLR2004 -- fits a table's cell
