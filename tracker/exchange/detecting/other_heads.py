"""Columns that are not used since their heads say that they count something else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tracker.exchange.detecting.findings import Notice
from tracker.exchange.detecting.hxl import read_tag
from tracker.exchange.detecting.profiles import say_cell
from tracker.exchange.detecting.surveys import Survey
from tracker.exchange.detecting.words import find_other_words
from tracker.exchange.meanings import NOT_USED, Meaning, Role


def tell_other_heads(survey: Survey, meanings: Mapping[str, Meaning]) -> Iterator[Notice]:
    """Which columns and words of indicators are left aside for what they say, in one sentence."""
    columns = [
        column.name
        for column in survey.head.columns
        if meanings.get(column.name, NOT_USED) == NOT_USED
        and read_tag(column.tag) is None
        and survey.profile_of(column).is_mostly_number
    ]
    found = {name: words for name in columns if (words := find_other_words(name))}
    said = {
        word: words for word in _list_words(survey, meanings) if (words := find_other_words(word))
    }
    if found or said:
        listed = ", ".join(f"“{name}” (“{words}”)" for name, words in (found | said).items())
        yield Notice(
            words=f"Not suggested, since words beside what they name say that they count something "
            f"else: {listed}. Choose what each is, if its numbers are those.",
            columns=tuple(found),
        )


def _list_words(survey: Survey, meanings: Mapping[str, Meaning]) -> Iterator[str]:
    """The cells of the column of indicators."""
    for column in survey.head.columns:
        if meanings.get(column.name, NOT_USED).role is Role.INDICATOR:
            yield from map(say_cell, survey.profile_of(column).values)
