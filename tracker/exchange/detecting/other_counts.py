"""Words in the head of a column by which it counts something else than the indicator it names.

`Planned evacuation` names evacuated people, but nobody was evacuated. Such a column is not
suggested, and told; a person may still choose it. The words are English, Russian, Ukrainian,
French and Spanish.
"""

from __future__ import annotations

import re

from tracker.domain.indicators import Indicator
from tracker.exchange.detecting.other_states import find_other_state

PLANS = (
    r"plan(?:s|ned|ning)?|target\w*|goals?|expect\w*|forecast\w*|project(?:ed|ions?)|anticipated",
    r"predicted|scheduled|to be|yet to|still to|awaiting|waiting|pending|at risk",
    r"need(?:s|ed)?|requir\w+|requested",
    r"план\w*|ожида\w+|прогноз\w*|цел(?:ь|и|ей|ев\w+)|подлеж\w+|предсто\w+|требу\w+",
    r"потребност\w*|необходим\w*|нужно|намечен\w*",
    r"очіку\w+|підляга\w+|ціл(?:ь|ей|ьов\w+)|цілі|потріб\w+|потреб\w*",
    r"prévu\w*|planifié\w*|cibles?|ciblé\w*|attendu\w*|objectifs?|besoins?|requis\w*",
)
"""What may come, or ought to: nothing of it has happened."""

NEGATIONS = (r"not|never|refus\w+|without|except", r"не|отказ\w*|кроме", r"відмов\w*|крім", r"sans")
"""People of whom it did not happen, or all but some."""

REQUESTS = (
    r"requests?|applications?|applicants?|appeals?|calls?|demand",
    r"заяв\w+|запрос\w*|обращени\w*|обратил\w*|запит\w*|звернен\w*|demandes?|solicitud\w*",
)
"""Who asked for something, which happened to none of them yet."""

EARLIER = (
    r"yesterday\w*|(?:previous|prior|preceding)(?! \d)|previously|earlier|formerly|the day before",
    r"last (?:day|night|evening|report|count|round|update|time)",
    r"вчера\w*|накануне|предыдущ\w+|прошл\w+|предшеств\w+|ранее|прежде|на утро",
    r"вчора\w*|напередодні|попередн\w+|минул\w+|раніше",
    r"hier|veille|précédent\w*|ayer|anterior\w*|víspera",
)
"""Numbers of a day before that of the row."""

CHANGES = (
    r"chang\w+|increas\w+|decreas\w+|differen\w+|delta|growth|net|variation|compared|versus|vs",
    r"изменени\w*|прирост\w*|разниц\w*|динамик\w*|увеличени\w*|уменьшени\w*|сальдо",
    r"змін[аи]?|приріст\w*|різниц\w*|збільшенн\w*|зменшенн\w*",
    r"évolution|augmentation|différence",
)
"""How a number moved between two days, which is none of either."""

ARMED = (
    r"soldiers?|(?<!non )militar(?!y (?:action|operation|conflict|activit))\w+",
    r"(?<!non )combatants?|troops",
    r"service(?:men|man|members?|women)|fighters|militants|enem(?:y|ies)",
    r"военн(?!\w+ (?:действ|операци|конфликт))\w+|солдат\w*|бойц\w*|боевик\w*",
    r"противник\w*|вс рф|всу",
    r"військов(?!\w+ (?:ді[йя]|операці))\w+|бійц\w*|противник\w*|ворог\w*|зсу",
    r"militaires?|soldats?|combattant\w*",
)
"""Indicators count civilians."""

SERVICES = (
    r"police\w*|officers?|staff|personnel|volunteers?|rescuers?|responders?|firefighters?|guards?",
    r"(?:aid|health|medical|relief|social|key) workers?|journalists?|medics|doctors?|drivers?",
    r"полиц\w+|сотрудни\w+|персонал\w*|волонт[её]р\w*|добровол\w+|спасател\w*|пожарн\w+",
    r"журналист\w*|медик\w*|врач\w*|водител\w*|поліц\w+|співробітник\w*|рятувальник\w*",
    r"policiers?|bénévoles?|secouristes?|policías?|voluntari\w+",
)
"""People at work there: some of those counted at most, and none of the displaced."""

ANIMALS = (
    r"livestock|cattle|animals?|cows?|sheep|goats?|pigs?|poultry|horses?|pets?|dogs?",
    r"скот\w{0,3}|животн\w*|коров\w*|овец|овцы|коз[ыа]?|свин\w*|птиц\w*|лошад\w*|поголовь\w*",
    r"худоб\w*|тварин\w*|птиці",
    r"bétail|animaux|bovins",
)
"""Indicators count people."""

HOSTS = (
    r"(?<!in )(?<!with )(?<!by )hosts?(?: (?:communit\w+|famil\w+|population\w*|households?",
    r"residents?))?|host(?:ing)? population\w*|local population|residents? population",
    r"non (?:displaced|idps?)",
    r"принимающ\w+ (?:сообществ\w*|населени\w*)|местн\w+ (?:жител\w+|населени\w*)",
    r"приймаюч\w+ громад\w*|місцев\w+ (?:жител\w+|населенн\w*)",
    r"population hôte|communautés? hôtes?",
)
"""People who live there; those who stay `in host families` are displaced."""

SHARES = (
    r"percentages?|proportions?|per (?:\d+|capita|thousand)",
    r"на \d+ (?:тыс\w*|чел\w*|жител\w*)|удельн\w+",
    r"частк[аи]|відсот\w*",
    r"taux|pourcentages?|pour cent",
)

PERIODS = (
    r"week\w*|fortnight\w*|month\w*|quarter\w*|(?:last|past|previous) \d+ (?:days?|hours?)",
    r"(?!1 )\d+ days?|last days",
    r"недел\w*|месяц\w*|месячн\w*|ежемесячн\w*|еженедельн\w*|квартал\w*",
    r"(?!1 )\d+ (?:дн\w*|дней|сут\w*)",
    r"тиж\w+|тижнев\w*|місяц\w*|місячн\w*|щотижн\w*|щомісяч\w*|(?!1 )\d+ діб",
    r"semaines?|hebdomadaire\w*|mois|mensuel\w*",
)
"""What happened in longer than a day is neither new of the day nor total so far."""

AFFECTED = re.compile(r"\b(?:affected|пострада\w+|постражда\w+|touché\w*|affecté\w*)\b")
"""Everybody to whom something happened, the dead included."""

_DAY_HOURS = re.compile(r"\b(?:last|past|previous) (?:24 hours?|1 days?)\b")
_SO_FAR = re.compile(r"\b(?:cum\w*|to date|running|нараста\w+|накоплен\w*|зростаюч\w+)\b")


def _match_any(*kinds: tuple[str, ...]) -> re.Pattern[str]:
    said = (words for kind in kinds for words in kind)
    return re.compile(rf"\b(?:{'|'.join(said)})\b")


_OTHERS = _match_any(
    *(PLANS, NEGATIONS, REQUESTS, EARLIER, CHANGES, ARMED, SERVICES, ANIMALS, HOSTS, SHARES)
)
_PERIODS = _match_any(PERIODS)


def find_otherwise(words: str, indicator: Indicator) -> str | None:
    """The words of a head, which name an indicator, by which the column counts no such.

    >>> find_otherwise("weekly arrivals", Indicator.ARRIVALS)
    'weekly'
    >>> find_otherwise("people present in week 32", Indicator.PRESENT)
    """
    found = _OTHERS.search(words)
    if found is None and not (indicator.is_level or _SO_FAR.search(words)):
        found = _PERIODS.search(_DAY_HOURS.sub("", words))
    return found[0] if found else find_other_state(words, indicator)
