"""Words by which a head, a title or a unit says that numbers are in thousands."""

from __future__ import annotations

import re

from tracker.exchange.detecting.words import fold_words

THOUSANDS = re.compile(
    r"\b(?<!per )(?<!на )(?:(?:in )?thousands?(?: of(?= (?:people|persons|individuals)))?|x ?1 ?000"
    r"|(?:в )?тыс(?:яч\w*)?|(?:в )?тис(?:яч\w*)?|milliers?|miles)\b(?! of)"
)
IN_HEADS = re.compile(rf"{THOUSANDS.pattern}|(?<!\d )\b0?00s?\b")
"""A title may have other numbers of which 000 is the end."""
_IN_UNITS = re.compile(rf"{IN_HEADS.pattern}|\b1 ?000\b|\bthousands? of\b|\b(?:thous|thsd|тыщ)\b")


def strip_thousands(head: str) -> str:
    """A head without the words that say so, of which is asked apart."""
    return IN_HEADS.sub(" ", fold_words(head))


def strip_of_unit(unit: str) -> str:
    """The words of a unit without those that say so.

    >>> strip_of_unit("тыс. чел."), strip_of_unit("1,000 persons"), strip_of_unit("HH")
    ('чел', 'persons', 'hh')
    """
    return " ".join(_IN_UNITS.sub(" ", fold_words(unit)).split())
