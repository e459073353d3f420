"""Words by which a column counts another state, or a happening in place of one, than it names.

Who is in hospital now is none of those taken there on the day, and who is new is not everybody. The
words are English, Russian, Ukrainian, French and Spanish.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from tracker.domain.indicators import Indicator


def _match_any(*said: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(said)})\b")


_NEW = r"new|newly|нов(?:ые|ых|ое|ый|ая)|вновь|нові|нових|nouve\w+|nuev[oa]s?"
_IN_A_DAY = (
    r"\d+ ?(?:h|hrs?|hours?)|(?:per|each|every|in the|in a) day",
    r"за (?:\w+ )?(?:сутки|день)|за \d+ час\w*|за (?:добу|день)|par jour|al día",
)
_SO_FAR = (
    r"cum\w*|accumulat\w*|total so far|so far|to date|until now|since|ever",
    r"нараста\w+|накопл?\w*|кумулятивн\w*|с начала|за все время|наростаюч\w+|з початку",
    r"cumul\w*|depuis|acumulad\w+|desde",
)
_MORE = (
    r"added|additional\w*|extra|further",
    r"дополнительн\w*|добавлен\w*|дополнен\w*|додатков\w*|supplémentaire\w*|adicional\w*",
)
"""Some in addition to others, which are not told."""

_STILL = (
    r"currently|current|now|at present|still|remain\w*|staying",
    r"сейчас|в настоящее время|на данный момент|в данный момент|текущ\w+|оста(?:ю|е)тся",
    r"остал\w+|наход(?:ит|ят)ся|зараз|нині|залиша\w+|actuellement|restant\w*|actualmente",
)
_IN_HOSPITAL = (
    r"(?<!taken )(?<!admitted )(?<!admission )in (?:the |a )?hospitals?|inpatients?",
    r"в (?:больнице|больницах|стационар(?:е|ах)|госпитал(?:е|ях))|під наглядом",
    r"died|dead|deaths?|умер\w*|погиб\w*|скончал\w*",
    r"discharged|released|выписан\w*|виписан\w*",
)
_FOUND = (
    r"found|located|traced|reunited|recovered|resolved|identified",
    r"найден\w*|нашл\w+|разыскан\w*|установлен\w*|знайден\w*|retrouvé\w*|encontrad\w*",
)
_TAKEN = (
    r"remain\w*|spare|used|in use|usage|utili[sz]\w+|taken|full|filled|left|unused|empty|load",
    r"surplus|excess|deficit|shortage\w*|shortfall\w*|gap|lacking|overflow|exceed\w*|balance",
    r"booked|blocked|closed|lost|damaged|destroyed|unusable|out of (?:service|use)|m ?2|sq\w*",
    r"занят\w*|заполн\w+|остал\w*|остат\w*|остаток|незанят\w*|использ\w+|загру\w+|дефицит\w*",
    r"нехватк\w*|недоста\w+|лишн\w*|закрыт\w*|разрушен\w*|поврежд[её]н\w*|кв(?: м)?|м ?2",
    r"зайнят\w*|заповнен\w*|залиш\w*|вільн\w*|бракує|закрит\w*|зруйнован\w*|пошкоджен\w*",
    r"restant\w*|occupé\w*|disponibles?|libres?|utilisé\w*|ocupad\w*|usad\w*",
)
"""Places that somebody has, that nobody can have, or that are told by their floor."""

_PLACES = _match_any(_NEW, *_MORE, *_TAKEN, *_SO_FAR)
_STANDBY = _match_any(*_TAKEN, *_SO_FAR)
_LEVELS: Mapping[Indicator, re.Pattern[str]] = {
    Indicator.PRESENT: _match_any(*_MORE, *_IN_A_DAY, *_SO_FAR),
    Indicator.SHELTERED: _match_any(_NEW, *_MORE, *_IN_A_DAY, *_SO_FAR),
    Indicator.MISSING: _match_any(_NEW, *_MORE, *_IN_A_DAY, *_SO_FAR, *_FOUND),
    Indicator.CAPACITY: _PLACES,
    Indicator.CAPACITY_STANDBY: _STANDBY,
}
_TALLIES = _match_any(*_STILL)
_HOSPITALISED = _match_any(*_STILL, *_IN_HOSPITAL)

_RETURNEES = re.compile(r"\breturnees\b")
_REFUGEES = re.compile(r"\b(?:refugees|беженц\w*|réfugié\w*)\b")
_COMING = re.compile(
    r"\b(?:arriv\w*|inflows?|entries|entered|crossings?|newly|new|daily|cum\w*|to date|so far|since"
    r"|прибы\w+|поступил\w*|въехал\w*|нов\w+|за \w+|с начала|нараста\w+|накоплен\w*)\b"
)
_POPULATION = re.compile(r"\bpopulations?\b")
_DISPLACED = re.compile(r"\b(?:idps?|displaced|present|hosted|перемещен\w*|впл)\b")
_TOLD_NEW = _match_any(_NEW)


_SHELTERS_SAID = re.compile(
    r"\bin (?:shelters?|camps?|sites?)\b|\bв (?:пвр|пунктах)\b(?: временного размещения)?"
    r"|\bвременного размещения\b"
)
_ON_PLACES = re.compile(r"\b(?:in|on) (?:beds|places|spaces)\b|\b(?:в|на) (?:мест|койк)ах\b")
"""Where people are, which counts no places."""
_ROOM = re.compile(
    r"\b(?:capacit\w+|beds?|places|spaces|мест(?:а|о|ам|ами)?|вместимост\w*|ко[ей]к\w*)\b"
)
_PEOPLE_SAID = re.compile(
    r"\b(?:people|persons?|individuals?|idps?|displaced|evacuees|чел|человек\w*|люд\w*|лиц|впл"
    r"|граждан\w*|перемещен\w*|эвакуированн\w*)\b"
)
_SHELTERED = re.compile(
    r"\b(?:sheltered|occup\w+|residents|guests|service users?|прожива\w*|размещен(?!и)\w*"
    r"|занят\w*|заполнен\w*)\b"
)


def tells_new(words: str) -> bool:
    """Whether a head is about those who are new: `new IDPs` are arrivals, and not all of them."""
    return bool(_TOLD_NEW.search(words))


def counts_places(words: str) -> bool:
    """Whether a head that names shelters counts the places in them, and not the people.

    >>> counts_places("мест в пвр"), counts_places("persons in shelters places")
    (True, False)
    """
    masked = _ON_PLACES.sub(lambda found: " " * len(found[0]), words)
    places, where = _ROOM.search(masked), _SHELTERS_SAID.search(masked)
    if places is None or where is None or _SHELTERED.search(masked):
        return False
    people = _PEOPLE_SAID.search(masked)
    return people is None or where.start() > places.start() or people.start() > where.start()


def find_other_state(words: str, indicator: Indicator) -> str | None:
    """The words of a head by which it counts another state than the indicator that it names.

    >>> find_other_state("currently in hospital", Indicator.HOSPITALISED)
    'currently'
    >>> find_other_state("remaining capacity", Indicator.CAPACITY)
    'remaining'
    """
    if indicator is Indicator.HOSPITALISED:
        pattern = _HOSPITALISED
    else:
        pattern = _LEVELS.get(indicator, _TALLIES)
    found = pattern.search(words) or _find_others(words, indicator)
    return found[0] if found else None


def _find_others(words: str, indicator: Indicator) -> re.Match[str] | None:
    """Who is called by a word for other people, where nothing says that it is these."""
    if indicator is Indicator.DEPARTURES:
        return _RETURNEES.search(words)
    if indicator is Indicator.ARRIVALS and not _COMING.search(words):
        return _REFUGEES.search(words)
    if indicator is Indicator.PRESENT and not _DISPLACED.search(words):
        return _POPULATION.search(words)
    return None
