"""Periods where a day should stand: from one day to another, a week, a month."""

from __future__ import annotations

import re

from tracker.exchange.detecting.written_days import MONTHS, parse_day

_FIGURE = re.compile("[0-9]")
_JOINT = re.compile(
    r"(?<=[\w.)]) ?(?:[-/]|\b(?:to|until|till|through|and|по|до|и|та|au|al)\b) ?(?=\w)",
    re.IGNORECASE,
)
_NAMED_FIRST = re.compile(r"([^\W\d_]+)\.? ?\d{1,2} ?- ?\d{1,2},? ?\d{4}")
_MONTH = re.compile(r"([^\W\d_]+)\.?[ '-]?(?:\d{4}|\d{2})(?: ?(?:г|год[ау]?|р|року|year)\b\.?)?")
_FIGURES_OF_MONTH = re.compile(r"\d{4}[-/.]\d{1,2}|\d{1,2}[-/.]\d{4}")
_WORDS = re.compile(
    r"\b(?:weeks?|months?|quarters?|q[1-4]|недел\w+|месяц\w*|квартал\w*|тиждень|тижн\w+|місяц\w+"
    r"|semaines?|semanas?)\b",
    re.IGNORECASE,
)


def tells_period(text: str) -> bool:
    """Whether a plain text that is no day is several.

    >>> tells_period("12-18 August 2024"), tells_period("August 2024"), tells_period("soon")
    (True, True, False)
    """
    if not _FIGURE.search(text):
        return False
    if _FIGURES_OF_MONTH.fullmatch(text) or _WORDS.search(text):
        return True
    named = _NAMED_FIRST.fullmatch(text) or _MONTH.fullmatch(text)
    if named and named[1].casefold() in MONTHS:
        return True
    return any(
        _FIGURE.search(text, 0, joint.start()) and parse_day(text[joint.end() :])
        for joint in _JOINT.finditer(text)
    )
