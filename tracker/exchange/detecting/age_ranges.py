"""Ranges of figures under a head that says nothing of ages: whether they are ages, or counts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import combinations

from tracker.domain.breakdown import AgeBand
from tracker.domain.checks.limits import OLDEST
from tracker.exchange.detecting.people import fold_people
from tracker.exchange.detecting.words import CHILDREN_WORDS, fold_words
from tracker.exchange.meanings import Group

_SAYS_AGES = re.compile(
    r"\b(?:years?|yrs?|y ?o|old|older|younger|aged?|ages|adults?|under|лет|год\w*|старше|младше"
    r"|моложе|взросл\w*)\b"
)
_OF_GROUPS = re.compile(
    r"\b(?:categor\w+|groups?|cohorts?|class\w*|disaggregat\w+|demograph\w+|breakdown"
    r"|категори\w+|групп\w+|разбивк\w+|состав)\b"
)
_OF_COUNTS = re.compile(
    r"\b(?:registered|registrations?|persons?|people|individuals?|number|count|estimates?|range"
    r"|зарегистрир\w+|человек|людей|лиц|число|количеств\w+|кол во|оценк\w*)\b"
)


def may_be_ages(head: str, groups: Mapping[str, Group]) -> bool:
    """Whether cells can be ages, by their words, or by their ranges and the head.

    `groups` are what cells would be as ages, by their texts. Ranges are ages where none crosses
    another, as 10-20 and 20-30 do, and the youngest begin at birth, unless the head is one of
    counts; or where it is one of groups.

    >>> from tracker.exchange.detecting.people import read_age
    >>> may_be_ages("Registered", {text: read_age(text) for text in ("10-20", "60+")})
    False
    """
    if any(_says_ages(text) for text in groups):
        return True
    bands = {AgeBand(age_from=one.age_from, age_to=one.age_to) for one in groups.values()}
    bands = {band for band in bands if band.age_from is not None}
    if any(_cross(one, other) for one, other in combinations(bands, 2)):
        return False
    said = fold_words(head)
    if _OF_GROUPS.search(said):
        return True
    return not _OF_COUNTS.search(said) and any(band.age_from == 0 for band in bands)


def _says_ages(text: str) -> bool:
    said = fold_words(text)
    return bool(_SAYS_AGES.search(said) or CHILDREN_WORDS.search(fold_people(text)))


def _cross(one: AgeBand, other: AgeBand) -> bool:
    """Whether two bands share an age, and each has one that the other has not."""
    first, second = sorted((one, other), key=lambda band: (band.age_from or 0, -_end(band)))
    return (second.age_from or 0) <= _end(first) < _end(second)


def _end(band: AgeBand) -> int:
    return OLDEST if band.age_to is None else band.age_to
