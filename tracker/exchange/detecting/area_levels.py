"""On which level of the tree a column's areas lie, as its tag or its head says."""

from __future__ import annotations

import re

from tracker.exchange.detecting.heads import Column
from tracker.exchange.detecting.words import fold_words

DISTRICT = 2

_NUMBERED = re.compile(r"\badm(?:in)? ?([0-9])(?![0-9])")
_LEVELS = (
    (re.compile(r"\b(?:districts?|raions?|rayons?|район\w*)\b"), DISTRICT),
    (re.compile(r"\b(?:regions?|oblasts?|област\w*|регион\w*)\b"), DISTRICT - 1),
    (re.compile(r"\b(?:country|страна)\b"), 0),
)


def find_area_level(column: Column) -> int | None:
    """The level, as the register counts them: 1 for regions, 2 for districts, more below these.

    None where neither tag nor head says it: a "city" may be a district of its own.
    """
    words = fold_words((column.tag or column.name).partition("+")[0])
    if numbered := _NUMBERED.search(words):
        return int(numbered[1])
    named = fold_words(column.name)
    return next((level for word, level in _LEVELS if word.search(named)), None)
