"""On which level of the tree a column's areas lie, as its tag or its head says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from tracker.exchange.detecting.findings import Notice
from tracker.exchange.detecting.heads import Column
from tracker.exchange.detecting.surveys import Survey
from tracker.exchange.detecting.words import fold_words
from tracker.exchange.meanings import NOT_USED, Meaning, Role

DISTRICT = 2

_NUMBERED = re.compile(r"\badm(?:in)? ?([0-9])(?![0-9])")
_LEVELS = (
    (re.compile(r"\b(?:districts?|raions?|rayons?|район\w*)\b"), DISTRICT),
    (re.compile(r"\b(?:regions?|oblasts?|област\w*|регион\w*)\b"), DISTRICT - 1),
    (re.compile(r"\b(?:country|страна)\b"), 0),
)

_SETTLEMENTS = re.compile(r"\b(?:cit(?:y|ies)|towns?|город\w*)\b")


def find_area_level(column: Column) -> int | None:
    """The level, as the register counts them: 1 for regions, 2 for districts, more below these.

    None where neither tag nor head says it: a "city" may be a district of its own.
    """
    words = fold_words((column.tag or column.name).partition("+")[0])
    if numbered := _NUMBERED.search(words):
        return int(numbered[1])
    named = fold_words(column.name)
    return next((level for word, level in _LEVELS if word.search(named)), None)


def settle_areas(survey: Survey, meanings: dict[str, Meaning]) -> None:
    """Of columns of districts and of places below them, say which is the area.

    Rows are about the places below, and no numbers of a district: those are then in it. Where rows
    are about shelters these lie in districts, and nothing is below.
    """
    areas = _list_columns(survey, meanings, Role.AREA)
    districts = [column for column in areas if find_area_level(column) == DISTRICT]
    most = max((survey.profile_of(column).different for column in districts), default=0)
    below = [column for column in areas if _lies_below(survey, column, most)]
    if not (districts and below):
        return
    if _list_columns(survey, meanings, Role.SHELTER):
        meanings |= dict.fromkeys((column.name for column in below), NOT_USED)
        return
    above = _list_columns(survey, meanings, Role.ABOVE)
    meanings |= dict.fromkeys((column.name for column in above), NOT_USED)
    meanings |= dict.fromkeys((column.name for column in districts), Meaning(role=Role.ABOVE))


def tell_below(survey: Survey, meanings: Mapping[str, Meaning]) -> Iterator[Notice]:
    """That rows are about places below districts, which the register does not have."""
    above = _list_columns(survey, meanings, Role.ABOVE)
    for column in _list_columns(survey, meanings, Role.AREA):
        level = find_area_level(column)
        in_districts = any(find_area_level(one) == DISTRICT for one in above)
        if in_districts or (level is not None and level > DISTRICT):
            yield Notice(
                words=f"{column.name} names places below districts, and the register ends with "
                "districts: each of these places is asked about. Where the file has all of a "
                "district, choose the district for each, and to add rows up. Where it has some "
                "only, their sum is not the number of the district: leave them out.",
                columns=(column.name,),
            )


def _list_columns(survey: Survey, meanings: Mapping[str, Meaning], role: Role) -> list[Column]:
    return [c for c in survey.head.columns if meanings.get(c.name, NOT_USED).role is role]


def _lies_below(survey: Survey, column: Column, districts: int) -> bool:
    """Whether a column names places below districts: towns do where there are more of them."""
    level = find_area_level(column)
    if level is not None:
        return level > DISTRICT
    names_towns = bool(_SETTLEMENTS.search(fold_words(column.name)))
    return names_towns and survey.profile_of(column).different > districts
