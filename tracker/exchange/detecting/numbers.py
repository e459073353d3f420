"""Numbers as other people write them: with thousands set off, as text, vague, or not at all."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from tracker.domain.qualifiers import Qualifier
from tracker.exchange.detecting.digits import (
    DIGITS,
    NotANumber,
    check_sign,
    find_whole,
    read_digits,
    read_thousands,
)
from tracker.exchange.detecting.plain_text import make_plain
from tracker.exchange.reading.tables import Cell


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
        *(
            "",
            "-",
            "--",
            ".",
            "..",
            "...",
            "…",
            "?",
            "n/a",
            "na",
            "n.a.",
            "n.a",
            "#n/a",
            "nan",
            "null",
        ),
        *("none", "nil", "nd", "n/d", "no data", "not reported", "not available", "not applicable"),
        *("unknown", "tbc", "tbd", "н/д", "н.д.", "н/п", "нет данных", "нет сведений"),
        *("не сообщается", "неизвестно"),
    )
)
"""What is written where nothing is reported. It is never nought."""

_FIGURE = re.compile("[0-9]")
_UNITS = re.compile(
    r" ?(?:people|persons?|individuals|idps?|refugees|places|beds|чел(?:овек)?\.?|мест[оа]?)$",
    re.IGNORECASE,
)
_SCALE = re.compile(rf"({DIGITS}) ?(?:k|thousands?|тыс(?:яч[аи]?)?\.?)", re.IGNORECASE)
_RANGE = re.compile(rf"(?:from|от)? ?({DIGITS}) ?(?:-|to|до) ?({DIGITS})", re.IGNORECASE)
_BETWEEN = re.compile(
    rf"(?:between|между) ?({DIGITS}) ?(?:-|to|до|and|и) ?({DIGITS})", re.IGNORECASE
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
    if isinstance(cell, float):
        return math.isnan(cell)
    return cell is None or (isinstance(cell, str) and make_plain(cell).casefold() in BLANK)


def read_number(cell: Cell, decimal: str | None = None) -> Number | None:
    """What a cell says, None where nothing is reported. Raises NotANumber.

    `decimal` is what sets off fractions in the column.

    >>> read_number("> 1 300").value
    1300
    """
    if isinstance(cell, str):
        text = make_plain(cell)
        return None if text.casefold() in BLANK else _read_text(text, decimal)
    if isinstance(cell, bool | date | datetime | time | timedelta):
        kind = "yes or no" if isinstance(cell, bool) else "a date or a time"
        raise NotANumber(f"Enter a number, this is {kind}")
    if cell is None:
        return None
    # JSON has whole numbers with more digits than any fraction can hold.
    return Number(value=check_sign(cell)) if isinstance(cell, int) else _read_float(cell)


def read_qualifier(text: str) -> Qualifier | None:
    """The qualifier that words alone say, as they stand in a column of qualifiers; None for others.

    >>> read_qualifier("approximately")
    <Qualifier.ABOUT: 'about'>
    """
    words = make_plain(text).casefold().replace("_", " ").strip(" :")
    match = _PREFIX.fullmatch(words)
    if match and match.lastgroup:
        return Qualifier(match.lastgroup)
    if _SURE.fullmatch(words):
        return Qualifier.EXACT
    return Qualifier.ABOUT if _ESTIMATED.fullmatch(words) else _WITHOUT_VALUE.get(words)


def read_count(cell: Cell, decimal: str | None = None) -> int | None:
    """The value in a cell; None where there is none, or none that can be read."""
    try:
        number = read_number(cell, decimal)
    except NotANumber:
        return None
    return number.value if number else None


def _read_float(number: float) -> Number | None:
    if math.isnan(number):
        return None
    whole = find_whole(number)
    if whole is None:
        raise NotANumber(f"Enter a whole number, this is {number:.10g}")
    return Number(value=check_sign(whole))


def _read_text(text: str, decimal: str | None) -> Number:
    text = _UNITS.sub("", text)
    if between := _RANGE.fullmatch(text) or _BETWEEN.fullmatch(text):
        return _read_range(between, decimal)
    if text.endswith("+"):
        return replace(_read_scaled(text[:-1].rstrip(), decimal), qualifier=Qualifier.AT_LEAST)
    prefix = _PREFIX.match(text)
    if prefix and prefix.lastgroup and _FIGURE.search(text, prefix.end()):
        found = _read_scaled(text[prefix.end() :].lstrip(" :"), decimal)
        return replace(found, qualifier=Qualifier(prefix.lastgroup))
    if _WORDS.search(text) and not _FIGURE.search(text):
        return Number(value=None, qualifier=Qualifier.IN_WORDS, words=text)
    return _read_scaled(text, decimal)


def _read_range(between: re.Match[str], decimal: str | None) -> Number:
    low, high = read_digits(between[1], decimal), read_digits(between[2], decimal)
    if high < low:
        raise NotANumber(f"Enter the smaller number first, this is {between[0]}")
    if low == high:
        return Number(value=low)
    return Number(value=None, qualifier=Qualifier.BETWEEN, low=low, high=high)


def _read_scaled(text: str, decimal: str | None) -> Number:
    """A number that may be told in thousands, which is a rounded one."""
    scaled = _SCALE.fullmatch(text)
    if scaled is None:
        return Number(value=read_digits(text, decimal))
    return Number(value=read_thousands(scaled[1]), qualifier=Qualifier.ABOUT)
