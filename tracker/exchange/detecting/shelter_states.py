"""Columns that say of each row whether its shelter is open, closed or on standby."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from tracker.domain.indicators import Indicator
from tracker.exchange.detecting.findings import Asked, Option, Question
from tracker.exchange.detecting.heads import Column
from tracker.exchange.detecting.profiles import say_cell
from tracker.exchange.detecting.surveys import Survey
from tracker.exchange.detecting.words import fold_words
from tracker.exchange.meanings import Meaning

_MOST_STATES = 8
_OPEN = re.compile(
    r"open(?:ed)?|operational|operating|functioning|functional|active|in (?:use|operation)|ready"
    r"|открыт[аоы]?|работает|действу\w+|функционир\w+|развернут[аоы]?|активн\w+"
    r"|відкрит[аоий]+|працює|діє|ouverte?s?|actifs?|fonctionnels?|abiert[ao]s?|activ[ao]s?|مفتوح"
)
_NOT_OPEN = re.compile(
    r"(?:temporarily )?(?:closed|shut)(?: down)?|inactive|not (?:open|active|operational|in use)"
    r"|(?:on |in )?(?:stand ?by|reserve)|prepared|not (?:yet )?opened|suspended|evacuated|destroyed"
    r"|(?:временно )?закрыт[аоы]?|не (?:работает|действует|развернут[аоы]?|открыт[аоы]?)"
    r"|(?:в )?резерв\w*|подготовлен[аоы]?|в готовности|готов[аоы]?|свернут[аоы]?|неактивн\w+"
    r"|приостановлен\w*"
    r"|закрит[аоий]+|(?:у )?резерві?|не (?:працює|діє)|fermée?s?|en réserve|en attente|inactifs?"
    r"|cerrad[ao]s?|en reserva|inactiv[ao]s?|مغلق"
)
_PLACES = (Indicator.CAPACITY, Indicator.CAPACITY_STANDBY)


def ask_about_states(
    survey: Survey, meanings: Mapping[str, Meaning], all_rows: Option
) -> Iterator[Question]:
    """Which rows are meant where some are of shelters that are not open.

    Where no places are counted all are: people may still be there.
    """
    counted = {m.measure.indicator for m in meanings.values() if m.measure}
    for column in survey.head.columns:
        states = _list_states(survey, column)
        if any(_NOT_OPEN.fullmatch(fold_words(state)) for state in states):
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
                likely=None if counted.intersection(_PLACES) else all_rows.value,
            )


def _list_states(survey: Survey, column: Column) -> list[str]:
    """The words of a column, none where any of them is no state."""
    profile = survey.profile_of(column)
    if profile.is_number or profile.is_day or not 0 < len(profile.values) <= _MOST_STATES:
        return []
    words = [say_cell(value) for value in profile.values]
    known = all(
        _OPEN.fullmatch(folded) or _NOT_OPEN.fullmatch(folded) for folded in map(fold_words, words)
    )
    return words if known else []
