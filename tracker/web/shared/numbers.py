"""Reading whole numbers the way people type them, without guessing."""

from __future__ import annotations

import re
import unicodedata

from tracker.web.shared import messages

_GROUPED = re.compile(r"\d{1,3}(?:([ ,'])\d{3})(?:\1\d{3})*")
_DECIMAL = re.compile(r"\d[\d ,']*[.,]\d*|\.\d+|\d[\d ]*,\d*")
_SEPARATORS = str.maketrans({"٬": ",", "٫": ".", "،": ",", "’": "'", "−": "-", "–": "-"})  # noqa: RUF001 (signs as keyboards send them)


def parse_number(typed: str, noun: str) -> int:
    """A whole number of 0 or more.

    Thousands may be set off in groups of exactly three by spaces of any width, commas or
    apostrophes; digits may be of any script. A point is refused even before three digits, since
    1.204 is a fraction to half of the world. Raises ValueError with a message that names the
    number.

    >>> parse_number("1 204", "the number of arrivals")
    1204
    """
    text = _to_plain_digits(typed)
    if re.fullmatch(r"\d+", text):
        return int(text)
    if _GROUPED.fullmatch(text):
        return int(re.sub(r"\D", "", text))
    if re.fullmatch(r"-\s*\d.*", text):
        raise ValueError(messages.enter_without_minus(noun))
    if _DECIMAL.fullmatch(text):
        raise ValueError(messages.enter_without_decimals(noun))
    raise ValueError(messages.enter_whole_number(noun))


def _to_plain_digits(typed: str) -> str:
    text = typed.strip().translate(_SEPARATORS)
    return "".join(
        str(unicodedata.decimal(sign))
        if sign.isdecimal()
        else (" " if unicodedata.category(sign) == "Zs" else sign)
        for sign in text
    )
