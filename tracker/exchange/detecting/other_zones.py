"""Times of day in a zone that nobody can tell for certain, where a day should stand."""

from __future__ import annotations

import re

from tracker.exchange.detecting.written_days import parse_day
from tracker.exchange.detecting.zone_names import explain_letters

_LETTERS = re.compile(r"([A-Za-z]{3,4})\)?$")


def explain_zone(text: str) -> str | None:
    """What to do about a plain text that is a day but for the letters of its zone.

    >>> explain_zone("2024-08-20 10:00 IST")[:44]
    'Write the zone by its hours, as 10:00 UTC+3:'
    """
    found = _LETTERS.search(text)
    if found is None or ":" not in text:
        return None
    why = explain_letters(found[1])
    if why is None or parse_day(f"{text[: found.start(1)]}UTC{text[found.end(1) :]}") is None:
        return None
    return f"Write the zone by its hours, as 10:00 UTC+3: {why}"
