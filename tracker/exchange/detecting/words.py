"""What the head of a column says, in English and in Russian."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from tracker.domain.counts import Form, Sex
from tracker.domain.indicators import Indicator
from tracker.exchange.detecting.form_words import find_form
from tracker.exchange.detecting.head_moments import strip_moments, strip_times
from tracker.exchange.detecting.other_counts import AFFECTED, find_otherwise
from tracker.exchange.detecting.other_states import counts_places, tells_new
from tracker.exchange.meanings import Group, Meaning, Role, count_of

_TAKEN, _PLACES = r"(?:занят|заполнен)(?:ы[хе]?|о)", r"(?:мест|ко[ей]к)\w*"
_INDICATORS: dict[Indicator, tuple[str, str]] = {
    Indicator.HOSPITALISED: (
        r"hospitali[sz]ed|(?:in|to) hospitals?|inpatients?",
        r"госпитализ\w*|в больниц\w*",
    ),
    Indicator.KILLED: (r"killed|dead|died|deaths?|fatalit\w+", r"погиб\w*|убит\w*|смерт\w*"),
    Indicator.INJURED: (r"injur\w+|wounded", r"ранен\w*"),
    Indicator.MISSING: (r"missing", r"пропавш\w*|пропал\w*|без вести"),
    Indicator.EVACUATED: (r"evacuat\w+|evacuees", r"эвакуир\w*|вывезен\w*"),
    Indicator.DEPARTURES: (
        r"depart\w*|left|returned|returnees|outflows?",
        r"убыл\w*|выбыл\w*|уехал\w*",
    ),
    Indicator.CAPACITY_STANDBY: (
        r"stand ?by|reserve\w*|prepared places",
        r"резерв\w*|подготовлен\w* мест\w*",
    ),
    Indicator.SHELTERED: (
        r"sheltered|in (?:shelters?|camps?|sites?)|occup\w+|residents|guests|service users?",
        rf"размещен\w*|в пвр|прожива\w*|в пунктах|{_TAKEN} {_PLACES}|{_PLACES} {_TAKEN}",
    ),
    Indicator.CAPACITY: (
        r"capacit\w+|beds|places|spaces",
        r"мест\w{0,3}|вместимост\w*|ко[ей]к\w*",
    ),
    Indicator.ARRIVALS: (
        r"arriv\w*|inflows?|entries|entered|crossings|refugees|new(?:ly)? displace\w+",
        r"прибыл\w*|прибывш\w*|поступил\w*|въехал\w*|беженц\w*",
    ),
    Indicator.PRESENT: (
        r"idps?|displaced|present|hosted|individuals|population",
        r"перемещен\w*|переселен\w*|впл|находится|присутств\w*",
    ),
}
_ROLES: dict[Role, tuple[str, str]] = {
    Role.DAY: (r"dates?|day|as of|as at", r"дата|день|число|на дату|сутки"),
    Role.SOURCE: (r"source|reported by|provider", r"источник"),
    Role.SHELTER: (
        r"shelter|site|camp|centre|center|facility|program(?:me)?|location",
        r"пвр|пункт\w*|убежищ\w*|лагер\w*|учреждени\w*",
    ),
    Role.AREA: (
        r"district|raion|rayon|county|municipality|hromada|city|town|area|place|adm(?:in)? ?2",
        r"район\w*|округ\w*|город\w*|муниципал\w*|местность",
    ),
    Role.ABOVE: (
        r"region|oblast|province|state|governorate|country|adm(?:in)? ?[01]",
        r"област\w*|край|регион\w*|республик\w*|страна|субъект\w*",
    ),
    Role.QUALIFIER: (
        r"qualifiers?|(?:un)?certainty|accuracy|precision|exactness|how sure",
        r"точность|достоверность|уточнение",
    ),
    Role.INDICATOR: (r"indicator|measure|metric|variable|what is counted", r"показател\w*"),
    Role.NUMBER: (r"value|number|figure|count|total", r"количеств\w*|значени\w*|число|всего"),
    Role.AGE_FROM: (
        r"^(?:ages? (?:from|min(?:imum)?|start)|(?:min(?:imum)?|from|youngest) age)$",
        r"^возраст (?:от|с)$",
    ),
    Role.AGE_TO: (
        r"^(?:ages? (?:to|max(?:imum)?|end)|(?:max(?:imum)?|to|oldest) age)$",
        r"^возраст (?:до|по)$",
    ),
    Role.SEX: (r"sex(?:es)?|genders?", r"пол"),
    Role.AGE: (r"ages?", r"возраст\w*"),
}
_EVACUEES = re.compile(r"\b(?:evacuees|evacuated (?:people|persons)|эвакуированны[хем]и?)\b")
_STAYING: dict[Indicator, re.Pattern[str]] = {
    Indicator.SHELTERED: re.compile(
        r"\b(?:sheltered|in (?:shelters?|camps?|sites?)|occup\w+|размещен\w*|в пвр|прожива\w*)\b"
    ),
    Indicator.ARRIVALS: re.compile(r"\b(?:arriv\w*|прибыл\w*|поступил\w*)\b"),
    Indicator.DEPARTURES: re.compile(r"\b(?:depart\w*|left|убыл\w*|выбыл\w*)\b"),
    Indicator.PRESENT: re.compile(r"\b(?:present|hosted|находит\w*|находят\w*|присутств\w*)\b"),
}
"""What those who were evacuated can be said to do."""
_APART = (Indicator.KILLED, Indicator.INJURED, Indicator.MISSING)
"""Of whom nobody is counted as two."""

_JOINED = re.compile(r"\b(?:and|or|plus|minus|и|или|плюс|минус|і|й|та|або|чи|et|ou)\b|[&/+;]")
_ROOMS = re.compile(
    r"\b(?:rooms?|комнат\w*|помещени\w*|номерн\w+ фонд\w*"
    r"|номер(?:а|ов|ам|ами|ах)(?! (?:\w*телефон|документ|паспорт|справ|карт|удостовер|дел)\w*))\b"
)
"""Several `номера` are rooms; a single `номер` is the number that something has."""
_NUMBERED = re.compile(r"\bномер\w*")
_HOUSEHOLDS = re.compile(r"\b(?:households?|hh|families|famil\w*|сем[ьея]\w*|домохозяйств\w*)\b")
_HOSTED = re.compile(
    r"\b(?:(?:in|with|by|at) (?:the |local )?host(?:ing)?|hosted (?:by|with|in)(?: local)?)"
    r" (?:famil\w+|households?|hhs?)\b|\b(?:в|у) принимающ\w+ (?:семь\w+|домохозяйств\w*)"
)
"""Where people stay, which counts no families."""
_NO_COUNT = re.compile(
    r"\b(?:rate|percent\w*|pct|share|ratio|процент\w*|доля|free|available|vacant|unoccupied"
    r"|unavailable|свободн\w*|average|mean|средн\w*|id|postal|address|lat\w*|lon\w*|phone|type|model"
    r"|period|phase|year|lowest|highest|(?:low|high)$|not reviewed|unreviewed|mark|qualifier"
    r"|(?:form|told as|words|said by)$"
    r"|код|индекс|адрес|тип)\b|%"
)
SEX_WORDS = (
    (
        Sex.FEMALE,
        re.compile(r"\b(?:female|females|women|girls|f|женщин\w*|женск\w*|жен|девоч\w*|ж)\b"),
    ),
    (Sex.MALE, re.compile(r"\b(?:male|males|men|boys|m|мужчин\w*|мужск\w*|муж|мальчик\w*|м)\b")),
)
_AGES = re.compile(
    r"\b(\d{1,2}) (?:to |до )?(\d{1,2})\b|\b(\d{2})(?: ?\+| and (?:over|older)| plus)"
)
CHILDREN_WORDS = re.compile(
    r"\b(?:children|child|minors|boys|girls|under 18|дет\w*|несовершеннолетн\w*|девоч\w*"
    r"|мальчик\w*)\b"
)

_NOT_KNOWN = r"(?:unknown|not known|не ?извест\w*|не указан\w*)"
_UNKNOWN_SEX = re.compile(
    rf"\b(?:{_NOT_KNOWN} (?:sex|gender|пол\w{{0,2}})|(?:sex|gender|пол) {_NOT_KNOWN})\b"
)
_UNKNOWN_AGE = re.compile(rf"\b(?:{_NOT_KNOWN} (?:age|возраст\w*)|(?:age|возраст) {_NOT_KNOWN})\b")


def fold_words(head: str) -> str:
    """The words of a head, as they are compared.

    >>> fold_words("CAPACITY_ACTUAL_BED")
    'capacity actual bed'
    """
    plain = unicodedata.normalize("NFKC", head).casefold().replace("ё", "е")
    return " ".join(re.sub(r"[^\w%+]|_", " ", plain).split())


def names_column(name: str) -> bool:
    """Whether columns that are read are called so.

    >>> names_column("District"), names_column("Killed"), names_column("Tim")
    (True, True, False)
    """
    return explain_role(name) is not None or find_indicator(fold_words(name)) is not None


def names_no_place(head: str) -> bool:
    """Whether a column holds what only goes with a place: its address, type or number."""
    return bool(_NO_COUNT.search(fold_words(head)))


def counts_rooms(head: str) -> bool:
    """Whether a column counts rooms, which are neither people nor places."""
    return bool(_ROOMS.search(fold_words(head)))


def calls_rooms(cell: str) -> bool:
    """Whether a cell says that its row counts rooms: of a kind one is named for all of them."""
    return counts_rooms(cell) or fold_words(cell) in ("номер", "номер гостиницы")


def counts_hosted(head: str) -> bool:
    """Whether a head names people by their staying with families: some of those present.

    >>> counts_hosted("IDPs in host families"), counts_hosted("Families displaced")
    (True, False)
    """
    return bool(_HOSTED.search(fold_words(head)))


def _counts_households(words: str) -> bool:
    return bool(_HOUSEHOLDS.search(_HOSTED.sub("", words)))


def explain_measure(head: str) -> Meaning | None:
    """The count that a head names, None where it names none."""
    words = fold_words(strip_times(head))
    if any(none.search(words) for none in (_NO_COUNT, _ROOMS, _NUMBERED)):
        return None
    group = find_group(fold_words(strip_moments(head)))
    indicator = _find_counted(words)
    if indicator is None or find_otherwise(words, indicator) or _names_several(head, words):
        return None
    return count_of(
        indicator,
        Form.LEVEL if indicator.is_level else find_form(words) or Form.NEW,
        group if indicator.definition.people else None,
        households=_counts_households(words) and indicator.definition.people and not group,
    )


def find_other_words(head: str) -> str | None:
    """The words of a head that names an indicator by which it counts something else."""
    words = fold_words(strip_times(head))
    if any(none.search(words) for none in (_NO_COUNT, _ROOMS, _NUMBERED)):
        return None
    indicator = _find_counted(words)
    return find_otherwise(words, indicator) if indicator else None


def explain_role(head: str) -> Role | None:
    """What else a head can say that a column is for."""
    words = fold_words(head)
    return next((role for role, said in _ROLES.items() if _match_any(said).search(words)), None)


def find_indicator(words: str) -> Indicator | None:
    """The indicator that some words name: `places in shelters` are no people sheltered."""
    found = next(
        (indicator for indicator, said in _INDICATORS.items() if _match_any(said).search(words)),
        None,
    )
    return Indicator.CAPACITY if found is Indicator.SHELTERED and counts_places(words) else found


def strip_indicators(words: str, indicators: Iterable[Indicator]) -> str:
    """What is left of words without those that name these indicators."""
    for indicator in indicators:
        words = _match_any(_INDICATORS[indicator]).sub(" ", words)
    return words


def strip_people(words: str) -> str:
    """What is left of words without those that say which people, or households, are counted."""
    for pattern in (_HOSTED, _HOUSEHOLDS, _UNKNOWN_SEX, _UNKNOWN_AGE, _AGES, CHILDREN_WORDS):
        words = pattern.sub(" ", words)
    for _, pattern in SEX_WORDS:
        words = pattern.sub(" ", words)
    return words


def _find_counted(words: str) -> Indicator | None:
    """The indicator that a head counts: of people called by what befell them, what else it names.

    `Evacuees in shelters` are sheltered, and `new IDPs` have arrived.
    """
    found = find_indicator(words)
    if found is Indicator.PRESENT and tells_new(words):
        return Indicator.ARRIVALS
    if found is Indicator.EVACUATED and _EVACUEES.search(words):
        return next((i for i, said in _STAYING.items() if said.search(words)), found)
    return found


def _names_several(head: str, words: str) -> bool:
    """Whether a head names several indicators that have no number together: `killed and injured`.

    `IDPs in camps` names only one of them, `Beds / places` the same one twice.
    """
    if sum(bool(_match_any(_INDICATORS[i]).search(words)) for i in _APART) > 1:
        return True
    parts = [fold_words(part) for part in _JOINED.split(head.casefold().replace("_", " "))]
    named = {
        find_indicator(part) or ("affected" if AFFECTED.search(part) else None) for part in parts
    }
    return len(named - {None}) > 1


@cache
def _match_any(said: tuple[str, str]) -> re.Pattern[str]:
    """Any of the words in both languages, made when a file is first read and not at each start."""
    return re.compile(rf"\b(?:{'|'.join(said)})\b")


def find_group(words: str) -> Group | None:
    """The people that some words set apart by sex and age; children are of all sexes."""
    sex = next((sex for sex, pattern in SEX_WORDS if pattern.search(words)), Sex.UNKNOWN)
    any_sex = sex is Sex.UNKNOWN and not _UNKNOWN_SEX.search(words)
    if match := _AGES.search(words):
        low, high, older = match.groups()
        oldest = int(high) if high else None
        return Group(sex=sex, age_from=int(older or low), age_to=oldest, any_sex=any_sex)
    if CHILDREN_WORDS.search(words):
        return Group(sex=sex, age_from=0, age_to=17, any_sex=any_sex)
    any_age = not _UNKNOWN_AGE.search(words)
    if any_sex and any_age:
        return None
    return Group(sex=sex, age_from=None, age_to=None, any_sex=any_sex, any_age=any_age)
