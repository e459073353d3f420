"""Words in the head of a column of which nothing is known: they may change what it counts."""

from __future__ import annotations

import re

from tracker.domain.indicators import Indicator
from tracker.exchange.detecting.head_moments import list_days, strip_moments
from tracker.exchange.detecting.heads import strip_repeated
from tracker.exchange.detecting.words import (
    explain_measure,
    find_indicator,
    fold_words,
    strip_indicators,
    strip_people,
)

_NAMED_BESIDE: dict[Indicator, tuple[Indicator, ...]] = {
    Indicator.HOSPITALISED: (Indicator.INJURED,),
    Indicator.SHELTERED: (Indicator.PRESENT, Indicator.CAPACITY),
    Indicator.CAPACITY_STANDBY: (Indicator.CAPACITY,),
    Indicator.ARRIVALS: (Indicator.PRESENT,),
    Indicator.DEPARTURES: (Indicator.PRESENT,),
    Indicator.EVACUATED: (Indicator.PRESENT,),
}
"""What may be named beside an indicator and says the same of it: `IDPs sheltered`."""

_FORMS = (
    r"daily|new|newly|total|totals|overall|cum\w*|so far|to date|since|running|today|per day|day"
    r"|(?:last|past|in the last|within) \d+ (?:days?|hours?)|\d+ ?h(?:ours?|rs)?"
    r"|(?:since )?(?:the )?(?:start|beginning|outbreak)(?: of (?:the )?\w+)?"
    r"|за (?:\w+ )?(?:сутки|день)|за \d+ час\w*|всего|итого|накоплен\w*|нарастающ\w*(?: итогом)?"
    r"|с начала(?: \w+)?|вновь|нов(?:ые|ых|ое)|сутки|сегодня|ежедневн\w*|суточн\w*"
)
_PEOPLE = (
    r"people|persons?|pax|ppl|individuals?|ind|inds|civilians?|citizens?|humans?|idps?|displaced"
    r"|internally|forcibly|evacuees|refugees|populations?|adults and children|non military|who"
    r"|чел|человек\w*|люд\w*|лиц\w*|граждан\w*|жител\w*|мирн\w*|гражданск\w*|населени\w*"
    r"|вынужденн\w*|внутренне|впл|эвакуированн\w*|беженц\w*|осіб|особи|людей|цивільн\w*"
    r"|personnes|personas|civils|civiles"
)
_COUNTS = (
    r"numbers?|no|nos|nr|num|nb|n|counts?|sum|figures?|values?|data|amount|quantity|cases?|all"
    r"|reported|registered|recorded|counted|confirmed|verified|actual|currently?|now|usable|available"
    r"|operational|estimates?|estimated|est|approx\w*|about|as of|end|officially|authorit\w+"
    r"|количеств\w*|числ[оа]|кол во|ед|факт|фактическ\w*|данные|данным|общее|общая"
    r"|имеется|конец(?: дня| суток)?|на данный момент|сейчас|текущ\w+|зарегистрирован\w*|учтено"
    r"|подтвержден\w*|проверен\w*|(?:органами )?власт(?:и|ями)|кількість|число|підтверджен\w*"
    r"|перевірен\w*|зареєстрован\w*|nombre|número|cantidad|vérifié\w*|confirmé\w*|enregistré\w*"
    r"|autorités|verificad[oa]s?|confirmad[oa]s?|registrad[oa]s?|autoridades"
)
_PLACES = (
    r"beds?|border|places?|spaces?|shelters?|sheltering|camps?|sites?|cent(?:re|er)s?|districts?|areas?"
    r"|units?|accommodation|accommodated|collective|temporary|hospitals?|homes?|organi[sz]ed"
    r"|military (?:action|operation|conflict|activit)\w*|taken|admitted|brought|transferred"
    r"|мест\w*|ко[ей]к\w*|пвр|пункт\w*|временн\w*|размещени\w*|больниц\w*|медучреждени\w*"
    r"|стационар\w*|доставлен\w*|направлен\w*|ход[еу] (?:военн\w+|боев\w+) действ\w+|район\w*"
)
_NOW = (
    r"current|still|tonight|(?:this )?(?:evening|night)|overnight|living|staying|stay|residing"
    r"|reside|live|presently|territor\w+|pvr"
    r"|вечер\w*|ночь|ночу\w+|все еще|по прежнему|до сих пор|остаю[тщ]\w*|живу[тщ]\w*|пребыва\w+"
    r"|прожива\w+|территори\w+"
    r"|вечір|увечері|кінець дня|на кінець доби|досі|зараз|наразі|нині|мешка\w+|прожива\w+"
    r"|перебува\w+|територі\w+"
    r"|actuel\w*|actuellement|toujours|soir|ce soir|fin de journée|vivant|résidant|logé\w*"
    r"|territoire|actual(?:es|mente)|aún|todavía|esta noche|fin del día|viviendo|residiendo"
    r"|alojad[oa]s?|territorio"
)
"""What changes nothing of those who are there; of a day's happenings it may be some."""
_SMALL = (
    r"the|a|an|of|in|at|on|by|to|for|from|with|and|or|is|are|was|were|been|their|de|des|la|les|el"
    r"|и|или|в|во|на|по|до|с|со|из|от|к|о|у|для|та|або|з|et|y"
)
_KNOWN = re.compile(rf"\b(?:{_FORMS}|{_PEOPLE}|{_COUNTS}|{_PLACES}|{_SMALL})\b")
_KNOWN_OF_LEVELS = re.compile(rf"\b(?:{_NOW})\b")
_TOTAL = re.compile(
    r"\b(?:totals?|overall|in all|всего|итого|общ(?:ее|ая)|всього|усього|загалом)\b"
)
_WHOLE = re.compile(
    rf"\b(?:{_FORMS}|{_PEOPLE}|{_COUNTS}|{_NOW}|{_SMALL}|численность|загалом|[ву]сього)\b"
)
_RESIDENTS = re.compile(r"\bresidents\b")
_MOST_PLACES = re.compile(r"\bmax\b")
"""Of places; of people it is a bound."""


def list_unknown(head: str) -> tuple[str, ...]:
    """The words and days of a head that names a count of which nothing is known.

    Without them it would certainly be that count; `IDPs from Sudzha` may be some of all.

    >>> list_unknown("IDPs from Sudzha"), list_unknown("Number of IDPs in shelters")
    (('sudzha',), ())
    """
    head = strip_repeated(head)
    meaning = explain_measure(head)
    if meaning is None or meaning.measure is None:
        return ()
    indicator = meaning.measure.indicator
    words = _strip_named(head, indicator)
    if indicator.is_level:
        words = _KNOWN_OF_LEVELS.sub(" ", words)
    if indicator is Indicator.CAPACITY:
        words = _MOST_PLACES.sub(" ", words)
    return (*_list_left(_KNOWN, words), *list_days(head))


def list_residents(head: str) -> tuple[str, ...]:
    """The word for residents, where nothing else in a head says that they live in shelters.

    >>> list_residents("Residents"), list_residents("Residents in shelters")
    (('residents',), ())
    """
    meaning, words = explain_measure(head), fold_words(head)
    if meaning is None or meaning.measure is None:
        return ()
    found = _RESIDENTS.findall(words) if meaning.measure.indicator is Indicator.SHELTERED else []
    rest = find_indicator(_RESIDENTS.sub(" ", words))
    return () if rest is Indicator.SHELTERED else tuple(found)


def says_total(head: str, indicator: Indicator) -> bool:
    """Whether the head of an indicator says that it is the total, and of nothing less.

    >>> says_total("IDPs total", Indicator.PRESENT)
    True
    >>> says_total("Total IDPs in collective centres", Indicator.PRESENT)
    False
    """
    head = strip_repeated(head)
    words = _strip_named(head, indicator)
    return bool(_TOTAL.search(words)) and not (_list_left(_WHOLE, words) or list_days(head))


def says_most(head: str) -> bool:
    """Whether a head says that there can be no more than this, which is seldom usual."""
    return bool(_MOST_PLACES.search(fold_words(head)))


def _strip_named(head: str, indicator: Indicator) -> str:
    """What a head says beside the indicator that it names, and the people of whom it is."""
    words = fold_words(strip_moments(head))
    words = strip_indicators(words, (indicator, *_NAMED_BESIDE.get(indicator, ())))
    return strip_people(words) if indicator.definition.people else words


def _list_left(known: re.Pattern[str], words: str) -> list[str]:
    return re.sub(r"[+%]", " ", known.sub(" ", words)).split()
