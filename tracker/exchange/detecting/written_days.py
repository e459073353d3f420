"""The forms in which people write a day, and what may stand around it."""

from __future__ import annotations

import re
from datetime import UTC, time, timedelta, timezone
from typing import NamedTuple

from tracker.exchange.detecting.zone_names import find_zone

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan январь января янв січень січня січ janvier janv enero ene",
            "february feb февраль февраля фев февр лютий лютого лют février fevrier févr febrero",
            "march mar март марта мар березень березня бер mars marzo",
            "april apr апрель апреля апр квітень квітня квіт avril avr abril abr",
            "may май мая травень травня трав mai mayo",
            "june jun июнь июня июн червень червня черв juin junio",
            "july jul июль июля июл липень липня лип juillet juil julio",
            "august aug август августа авг серпень серпня серп août aout agosto ago",
            (
                "september sep sept сентябрь сентября сен сент вересень вересня вер septembre "
                "septiembre"
            ),
            "october oct октябрь октября окт жовтень жовтня жовт octobre octubre",
            "november nov ноябрь ноября ноя нояб листопад листопада novembre noviembre",
            (
                "december dec декабрь декабря дек грудень грудня груд décembre decembre déc "
                "diciembre dic"
            ),
        ),
        start=1,
    )
    for name in names.split()
}

WEEKDAYS = {
    name
    for names in (
        "monday tuesday wednesday thursday friday saturday sunday",
        "mon tue tues wed thu thur thurs fri sat sun",
        "понедельник вторник среда четверг пятница суббота воскресенье",
        "пн вт ср чт пт сб вс нд",
        "понеділок вівторок середа четвер пʼятниця субота неділя",
        "lundi mardi mercredi jeudi vendredi samedi dimanche",
        "lunes martes miércoles jueves viernes sábado domingo",
    )
    for name in names.split()
}
_YEARS = {"г", "год", "года", "году", "р", "року", "year"}
_WORDS_BEHIND = (_YEARS, WEEKDAYS, {"at", "в", "о"})
"""What may stand between a date and a time of day, in this order, one of each."""

_OFTEN_BEHIND = {" ", "T", " г.", " г", "г."}
_FIRST_WORD = re.compile(r"([^\W\d_]+)\.?,? ?")
_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_NUMERIC = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")
_DAY_NAMED = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?[ .-]*(?:de |of )?([^\W\d_]+)\.?[ ,.-]*(?:de )?(\d{4}|\d{2})(?!\d)"
)
_NAMED_DAY = re.compile(r"([^\W\d_]+)\.?[ -]*(\d{1,2})(?:st|nd|rd|th)?[ ,-]+(\d{4})(?!\d)")
_BEHIND = re.compile(
    r"(?P<words>[^\d:+-]*)(?:(?P<hour>\d{1,2}):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)"
    r"(?:[.,]\d+)?)?(?: ?(?P<half>[AaPp])\.?[Mm]\.?)?(?: ?(?:(?P<zone>(?:Z|UTC|GMT)?"
    r"(?:(?P<sign>[+-])(?P<ahead>\d{1,2})(?::?(?P<beside>[0-5]\d))?)?)"
    r"|(?:по )?(?P<letters>[^\W\d_]{3,4})|\((?P<within>[^\W\d_]{3,4})\)))?)?"
)
_WORD = re.compile(r"[^\W\d_]+")
_STARTS = re.compile(r"(?<!\w)\w")
_LONGEST_SEARCHED = 200
_MONTHS_A_YEAR, _LONGEST_MONTH = 12, 31
_CENTURY = 2000
_NOON, _HOURS = 12, 24
_FARTHEST = timedelta(hours=14)
_START = time()


class WrittenDay(NamedTuple):
    """A day as its text says it, real or not; `clock` is the time of day, with its zone if told.

    With `swaps` nothing but the order of the column tells which of day and month is which.
    """

    year: int
    month: int
    day: int
    clock: time
    swaps: bool


def parse_day(text: str) -> WrittenDay | None:
    """The day that a whole plain text writes; None where anything else stands in it.

    Behind a date there may be a word for "year", a weekday and a time of day, and nothing more: the
    rest could make a period or another day of it. A year has four digits, or two behind a month; a
    time is none.

    >>> parse_day("6 August 18:00")
    """
    if text[:1].isdecimal():
        return _parse_figures(text, 0)
    word = _FIRST_WORD.match(text)
    if word and word[1].casefold() in WEEKDAYS:
        return _parse_figures(text, word.end()) or _parse_named(text, word.end())
    return _parse_named(text, 0)


def drop_weekday(text: str) -> str:
    """A text without the weekday at its beginning or end.

    >>> drop_weekday("Mon, 20 Aug"), drop_weekday("20.08 (вт)"), drop_weekday("Sun")
    ('20 Aug', '20.08', 'Sun')
    """
    first, _, rest = text.partition(" ")
    if rest and first.strip(".,").casefold() in WEEKDAYS:
        return rest
    rest, _, last = text.rpartition(" ")
    if rest and last.strip("().,").casefold() in WEEKDAYS:
        return rest.rstrip(" ,")
    return text


def holds_day(text: str) -> bool:
    """Whether a day stands in a plain text, whatever is beside it.

    >>> holds_day("21 Aug 2024*"), holds_day("Phase 3 of 2024")
    (True, False)
    """
    searched = text[:_LONGEST_SEARCHED]
    return any(_begins_day(searched, match.start()) for match in _STARTS.finditer(searched))


def _begins_day(text: str, start: int) -> bool:
    """Whether a day begins at this place of a text."""
    if match := _ISO.match(text, start):
        return _may_be_day(int(match[3]), int(match[4]))
    if match := _NUMERIC.match(text, start):
        return _may_be_day(int(match[1]), int(match[3]))
    if match := _DAY_NAMED.match(text, start):
        return match[2].casefold() in MONTHS
    match = _NAMED_DAY.match(text, start)
    return match is not None and match[1].casefold() in MONTHS


def _may_be_day(one: int, other: int) -> bool:
    """Whether two numbers can be a day and its month, in either order."""
    return 1 <= min(one, other) <= _MONTHS_A_YEAR and max(one, other) <= _LONGEST_MONTH


def _parse_figures(text: str, start: int) -> WrittenDay | None:
    """A date that begins with figures, at this place of a text."""
    if match := _ISO.match(text, start):
        return _finish(match, int(match[1]), int(match[3]), int(match[4]))
    if match := _NUMERIC.match(text, start):
        return _finish(match, _full_year(match[4]), int(match[3]), int(match[1]), swaps=True)
    match = _DAY_NAMED.match(text, start)
    if match and (month := MONTHS.get(match[2].casefold())):
        return _finish(match, _full_year(match[3]), month, int(match[1]))
    return None


def _parse_named(text: str, start: int) -> WrittenDay | None:
    """A date that begins with its month."""
    match = _NAMED_DAY.match(text, start)
    if match and (month := MONTHS.get(match[1].casefold())):
        return _finish(match, int(match[3]), month, int(match[2]))
    return None


def _full_year(year: str) -> int:
    return int(year) if len(year) > 2 else _CENTURY + int(year)  # noqa: PLR2004


def _finish(
    match: re.Match[str], year: int, month: int, day: int, *, swaps: bool = False
) -> WrittenDay | None:
    clock: time | None = _START
    if match.end() != len(match.string):
        behind = _BEHIND.fullmatch(match.string, match.end())
        clock = _read_clock(behind, is_iso=match.re is _ISO) if behind else None
    return None if clock is None else WrittenDay(year, month, day, clock, swaps)


def _read_clock(match: re.Match[str], *, is_iso: bool) -> time | None:
    """The time of day behind a date, None where anything else stands there.

    24:00 is the last moment of its day. Only stamps have a bare offset: elsewhere 10:00-11:00 is
    from ten to eleven.
    """
    if match["words"] not in _OFTEN_BEHIND and not _are_known(match["words"]):
        return None
    if match["hour"] is None:
        return None if match["words"] == "T" else _START
    hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"] or 0)
    if match["half"]:
        if not 1 <= hour <= _NOON:
            return None
        hour = hour % _NOON + (_NOON if match["half"] in "Pp" else 0)
    zone, told = _read_zone(match), match["zone"] or _find_letters(match)
    if told and (zone is None or (told[0] in "+-" and not is_iso)):
        return None
    if hour < _HOURS:
        return time(hour, minute, second, tzinfo=zone)
    return time.max if (hour, minute, second, zone) == (_HOURS, 0, 0, None) else None


def _are_known(words: str) -> bool:
    """Whether nothing but a word for the year, a weekday and "at" stand there, in this order."""
    found = [word.casefold() for word in _WORD.findall(words)]
    if _WORD.sub("", words).strip(" ,.;()"):
        return False
    for known in _WORDS_BEHIND:
        if found and found[0] in known:
            del found[0]
    return not found


def _read_zone(match: re.Match[str]) -> timezone | None:
    """The zone of a time, None where none is told, or one that is not known or farther than any."""
    if letters := _find_letters(match):
        return find_zone(letters)
    if not match["zone"]:
        return None
    ahead = timedelta(hours=int(match["ahead"] or 0), minutes=int(match["beside"] or 0))
    if ahead > _FARTHEST:
        return None
    return timezone(-ahead if match["sign"] == "-" else ahead) if ahead else UTC


def _find_letters(match: re.Match[str]) -> str | None:
    return match["letters"] or match["within"]
