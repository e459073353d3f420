"""Days, periods and times of the day in the head of a count, of which the figures are no ages."""

from __future__ import annotations

import re
from functools import cache

from tracker.exchange.detecting.plain_text import make_plain
from tracker.exchange.detecting.written_days import MONTHS

_DAY, _MONTH, _YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:\d{4}|\d{2})"
_TO = r" ?(?:-|to|and|till|until|по|до|и) ?"
_HOUR = r"(?:[01]?\d|2[0-4])"
_HOURS = r"(?: ?(?:h(?:(?:ou)?rs?)?|ч|час\w*)\b)"
_CLOCK = (
    rf"(?:{_HOUR}(?:[:hч][0-5]\d(?::[0-5]\d)?|\.(?:00|15|30|45)|-00)(?: ?[ap]\.?m\b\.?|{_HOURS})?"
    rf"|(?:0?[1-9]|1[0-2]) ?[ap]\.?m\b\.?|(?<=на ){_HOUR}{_HOURS})"
)
_PART_OF_DAY = rf"(?:{_CLOCK}|{_HOUR}){_TO}(?:{_CLOCK}|{_HOUR}{_HOURS})"
_ALL_DAY = "24/7"


def strip_moments(head: str) -> str:
    """A head without its days and times, so that what is left of its figures may be ages.

    >>> strip_moments("Killed 01.08-20.08"), strip_moments("IDPs, 18-59")
    ('killed  ', 'idps, 18-59')
    """
    return _match_days().sub(" ", strip_times(head))


def strip_times(head: str) -> str:
    """A head without single times of the day: who is present at 18:00 is present on that day.

    Hours from one to another are kept, since they are not the whole day.

    >>> strip_times("Present, 18:00"), strip_times("Arrivals 18:00-20:00")
    ('present,  ', 'arrivals 18:00-20:00')
    """
    plain = make_plain(head).casefold()
    return _match_times().sub(lambda found: found["part"] or " ", plain)


def list_days(head: str) -> tuple[str, ...]:
    """The days and periods in a head, as they are written but for capital letters.

    >>> list_days("Killed 1-20 August"), list_days("Present 20.08, 18:00"), list_days("IDPs 0-4")
    (('1-20 august',), ('20.08',), ())
    """
    return tuple(found[0].strip() for found in _match_days().finditer(strip_times(head)))


@cache
def _match_times() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\d.:/-])(?<![^\W_])(?:(?P<part>{_PART_OF_DAY})|{_ALL_DAY}|{_CLOCK})"
        r"(?![^\W_]|[/:-]\d|\.\d)"
    )


@cache
def _match_days() -> re.Pattern[str]:
    """Any day or month with its year, or two with what joins them; the first may lack its month."""
    names = "|".join(sorted(MONTHS, key=len, reverse=True))
    one = "|".join(
        (
            rf"\d{{4}}[-/._ ]{_MONTH}[-/._ ]{_DAY}|{_DAY}[_ ]{_MONTH}[_ ]\d{{4}}",
            rf"(?:{_DAY}[-/.]{_MONTH}|{_MONTH}[-/.]{_DAY})[-/.]{_YEAR}",
            rf"{_DAY}/{_MONTH}|{_MONTH}/{_DAY}|\d\d?\.\d\d|{_MONTH}[./]\d{{4}}",
            rf"{_DAY}(?:st|nd|rd|th)?[ .-]?(?:of |de )?(?:{names})\b\.?(?:,? \d{{4}}\b)?",
            rf"(?:{names})\b\.? ?{_DAY}(?:{_TO}{_DAY})?(?:st|nd|rd|th)?(?!\d)(?:,? \d{{4}}\b)?",
        )
    )
    return re.compile(
        rf"(?<![\d.:/-])(?<![^\W_])(?:{_PART_OF_DAY}|(?:{_DAY}{_TO})?(?:{one})(?:{_TO}(?:{one}))?)"
        r"(?![^\W_]|[/:-]\d|\.\d)"
    )
