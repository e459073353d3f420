"""Columns that say of each row whether its shelter is open, closed or on standby."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from tracker.domain.indicators import Indicator
from tracker.exchange.detecting.findings import Asked, Option, Question
from tracker.exchange.detecting.heads import Column
from tracker.exchange.detecting.layouts import Layout
from tracker.exchange.detecting.profiles import say_cell
from tracker.exchange.detecting.surveys import Survey
from tracker.exchange.detecting.words import find_indicator, fold_words
from tracker.exchange.meanings import NOT_USED, Meaning, Role

_MOST_STATES = 8
_OPEN = re.compile(
    r"open(?:ed)?|operational|operating|functioning|functional|working|active|in (?:use|operation)"
    r"|ready"
    r"|открыт[аоы]?|работает|действу\w+|функционир\w+|развернут[аоы]?|активн\w+"
    r"|відкрит[аоий]+|працює|діє|ouverte?s?|actifs?|fonctionnels?|abiert[ao]s?|activ[ao]s?|مفتوح"
)
_NOT_OPEN = re.compile(
    r"(?:temporarily )?(?:closed|shut)(?: down)?|inactive|planned|proposed|decommissioned"
    r"|(?:not|non)(?: yet)? (?:open|active|operational|operating|functioning|functional|working"
    r"|ready|in (?:use|operation))|under (?:construction|preparation|repair|renovation)"
    r"|(?:on |in )?(?:stand ?by|reserve)|prepared|not (?:yet )?opened|suspended|evacuated|destroyed"
    r"|(?:временно )?закрыт[аоы]?|не (?:работает|действует|развернут[аоы]?|открыт[аоы]?)"
    r"|(?:в )?резерв\w*|подготовлен[аоы]?|в готовности|готов[аоы]?|свернут[аоы]?|неактивн\w+"
    r"|приостановлен\w*|(?:за)?планир\w+|не ?(?:функционир\w+|действу\w+|активн\w+|готов[аоы]?)"
    r"|законсервирован\w*|на (?:ремонте|консервации)|заплановано|не функціонує"
    r"|закрит[аоий]+|(?:у )?резерві?|не (?:працює|діє)|fermée?s?|en réserve|en attente|inactifs?"
    r"|cerrad[ao]s?|en reserva|inactiv[ao]s?|مغلق"
)
_YES = re.compile(r"y|yes|true|1|да|так|oui|s[ií]|نعم")
_NO = re.compile(r"n|no|false|0|нет|ні|non|لا")
_AROUND = re.compile(
    r"\b(?:is|are|it|the|shelters?|sites?|cent(?:re|er)s?|facilit(?:y|ies)|status|currently|now|still"
    r"|today|y|n|yes|no|пвр|пункт\w*|да|нет|сейчас|ли)\b"
)
"""What may stand in a head beside the state that its cells say yes or no to."""
_PLACES = (Indicator.CAPACITY, Indicator.CAPACITY_STANDBY)


def ask_about_states(
    survey: Survey, meanings: Mapping[str, Meaning], layout: Layout, all_rows: Option
) -> Iterator[Question]:
    """Which rows are meant where some are of shelters that are not open.

    Where surely no places are counted all are: people may still be there.
    """
    may_be_places = _may_count_places(survey, meanings, layout)
    for column in survey.head.columns:
        states = _list_states(survey, column)
        if any(open_ is False for open_ in states.values()):
            yield Question(
                asked=Asked.ONLY,
                column=column.name,
                words=f"“{column.name}” says that shelters are closed or on standby. Places of a "
                "closed one are not usable, and those of one on standby are standby capacity. "
                "Which rows are meant?",
                options=(
                    *(Option(value=state, words=f"Only {state}") for state in sorted(states)),
                    all_rows,
                ),
                likely=None if may_be_places else all_rows.value,
            )


def _may_count_places(survey: Survey, meanings: Mapping[str, Meaning], layout: Layout) -> bool:
    """Whether any number counts places, or what it counts is said by no column that is known."""
    if layout is Layout.COLUMNS:
        return any(m.measure and m.measure.indicator in _PLACES for m in meanings.values())
    named = {
        find_indicator(fold_words(say_cell(value)))
        for column in survey.head.columns
        if meanings.get(column.name, NOT_USED).role is Role.INDICATOR
        for value in survey.profile_of(column).values
    }
    return not named or not named.isdisjoint((None, *_PLACES))


def _list_states(survey: Survey, column: Column) -> dict[str, bool]:
    """Whether each of the words of a column says open, none where any of them is no state."""
    profile = survey.profile_of(column)
    if profile.is_day or not 0 < len(profile.values) <= _MOST_STATES:
        return {}
    words = [say_cell(value) for value in profile.values]
    answered = _find_answered(column)
    if answered is None and profile.is_number:
        return {}
    found = {word: _says_open(fold_words(word), answered) for word in words}
    known = {word: state for word, state in found.items() if state is not None}
    return known if len(known) == len(found) else {}


def _find_answered(column: Column) -> bool | None:
    """Whether yes in a column says open, as under "Operational?", None where it says neither."""
    head = " ".join(_AROUND.sub(" ", fold_words(column.said)).split())
    return _read_state(head)


def _says_open(word: str, answered: bool | None) -> bool | None:  # noqa: FBT001
    if answered is not None and (_YES.fullmatch(word) or _NO.fullmatch(word)):
        return answered if _YES.fullmatch(word) else not answered
    return _read_state(word)


def _read_state(words: str) -> bool | None:
    if _NOT_OPEN.fullmatch(words):
        return False
    return True if _OPEN.fullmatch(words) else None
