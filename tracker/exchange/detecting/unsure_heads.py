"""Columns that may count something else by words of their heads: a person says what they are."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from tracker.exchange.detecting.findings import Notice
from tracker.exchange.detecting.head_moments import list_days
from tracker.exchange.detecting.hxl import read_tag
from tracker.exchange.detecting.profiles import say_cell
from tracker.exchange.detecting.surveys import Survey
from tracker.exchange.detecting.thousand_words import strip_thousands
from tracker.exchange.detecting.unknown_words import list_residents, list_unknown
from tracker.exchange.detecting.words import explain_measure
from tracker.exchange.meanings import NOT_USED, Meaning, Role


def set_unsure_apart(survey: Survey, meanings: dict[str, Meaning]) -> dict[str, Meaning]:
    """Leave columns out whose heads say more than is known; returns what they would count."""
    unsure = {
        column.name: meanings[column.name]
        for column in survey.head.columns
        if meanings[column.name].measure
        and read_tag(column.tag) is None
        and _is_unsure(column.said, meanings)
    }
    meanings |= dict.fromkeys(unsure, NOT_USED)
    return unsure


def settle_unsure(
    meanings: Mapping[str, Meaning],
    unsure: Mapping[str, Meaning],
    rivals: dict[str, tuple[str, ...]],
) -> dict[str, Meaning]:
    """Those that are to be asked about; the others are rivals of what surely counts the same."""
    sure = {_say(meaning): name for name, meaning in meanings.items() if meaning.measure}
    for name, meaning in unsure.items():
        if kept := sure.get(_say(meaning)):
            rivals[kept] = (*rivals.get(kept, ()), name)
    return {name: meaning for name, meaning in unsure.items() if _say(meaning) not in sure}


def _say(meaning: Meaning) -> object:
    measure = meaning.measure
    return (measure.indicator, measure.group) if measure else None


def list_unsure_words(survey: Survey, meanings: Mapping[str, Meaning]) -> dict[str, Meaning]:
    """Words of the column of indicators that say more than is known, with what they would count."""
    words = (
        say_cell(value)
        for column in survey.head.columns
        if meanings[column.name].role is Role.INDICATOR
        for value in survey.profile_of(column).values
    )
    found = {word: explain_measure(word) for word in words if _is_unsure(word, meanings)}
    return {word: meaning for word, meaning in found.items() if meaning}


def _is_unsure(head: str, meanings: Mapping[str, Meaning]) -> bool:
    """Whether a head may count something else: residents of districts are hardly sheltered.

    Of thousands is asked apart.
    """
    plain = strip_thousands(head)
    roles = {meaning.role for meaning in meanings.values()}
    of_areas = Role.AREA in roles and Role.SHELTER not in roles
    if list_unknown(plain) or list_days(head):
        return True
    return of_areas and bool(list_residents(plain))


def tell_unsure(columns: Collection[str]) -> Iterator[Notice]:
    """For which columns and words of indicators a person has to choose, and why."""
    if columns:
        said = {name: list_unknown(name) or list_residents(name) for name in columns}
        listed = ", ".join(f"“{name}” ({_list(words)})" for name, words in said.items())
        yield Notice(
            words="Choose what these are, since nothing is known of words in them, which may "
            f"change what they count: {listed}. Where several are parts of one number, choose the "
            "same for each, and let columns be added up.",
            columns=tuple(columns),
        )


def _list(words: Collection[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)
