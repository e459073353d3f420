"""Numbers taken apart for pages: the digits stand in line, the words beside them."""

from __future__ import annotations

from typing import NamedTuple

from tracker.charts.free import (
    Rooms,
    is_range,
    phrase_free_range,
    phrase_free_whole,
    say_free,
    say_share,
)
from tracker.charts.series.levels import LevelPoint
from tracker.charts.wording import (
    NOT_REPORTED,
    WORDS_ONLY,
    bound_level,
    phrase_bounds,
    phrase_level,
    phrase_number,
)
from tracker.web.dashboard.blueprint import blueprint

_QUALIFIERS = ("at least about ", "at most about ", "at least ", "at most ", "about ", "perhaps ")


class Phrase(NamedTuple):
    """A number with a word before it and a range after it; `number` None has no digits to show."""

    number: str | None
    qualifier: str | None = None
    bounds: str | None = None


def split_number(value: int | None, low: int | None, high: int | None) -> Phrase:
    """A number with its bounds as number, word before it, and range after it.

    >>> split_number(300, 301, None)
    Phrase(number='301', qualifier='at least', bounds=None)
    >>> split_number(1204, 1100, 1300)
    Phrase(number='1,204', qualifier=None, bounds='1,100 to 1,300')
    """
    return split_phrase(phrase_bounds(value, low, high))


@blueprint.app_template_filter("split_level")
def split_level(point: LevelPoint) -> Phrase:
    """A level taken apart."""
    return split_phrase(phrase_level(point))


@blueprint.app_template_filter("split_free")
def split_free(rooms: Rooms) -> Phrase:
    """Free places taken apart, negative when over; the range where it says more than the word."""
    said = say_free(rooms)
    if said is None:
        return Phrase(None)
    if is_range(rooms):
        return Phrase(phrase_free_range(rooms))
    bounds = None if said.word else phrase_free_range(rooms)
    return Phrase(phrase_number(said.number), said.word.strip() or None, bounds)


@blueprint.app_template_filter("split_phrase")
def split_phrase(said: str) -> Phrase:
    """What the chart's wording says, taken apart."""
    if said in (NOT_REPORTED, WORDS_ONLY):
        return Phrase(None)
    qualifier = next((word for word in _QUALIFIERS if said.startswith(word)), "")
    number, _, bounds = said.removeprefix(qualifier).partition(" (")
    return Phrase(number, qualifier.strip() or None, bounds.removesuffix(")") or None)


blueprint.add_app_template_filter(bound_level)
blueprint.add_app_template_filter(say_share)
blueprint.add_app_template_filter(phrase_free_whole)
