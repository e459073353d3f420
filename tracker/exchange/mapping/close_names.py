"""Which registered places are called much the same as one of a file, in Latin or Cyrillic letters.

Names are only compared here, and whoever asks is told of several: a person decides. Where names in
two scripts sound the very same that is no proof either: Kursk is a city, a district and a region.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain, islice

from tracker.registry.sounds import fold_letters, sound
from tracker.registry.tree import Place

MOST_NAMES = 5

_ENOUGH = 0.7
"""Likeness, from 0 to 1, from which a name is told."""

_SHARED = 0.2
"""The part of its threes of letters that a name shares with those it is compared with."""

_MOST_COMPARED = 20
_FEWEST_LETTERS = 3
_ORDINARY = re.compile(
    r"area|city|community|county|district|krai|kray|municipal(?:ity)?|oblast|of|okrug|province"
    r"|ra[ijy]on|region|republic|rural|settlement|territory|the|town|urban|village"
    r"|gorod|hromada|misto|selo"
    r"|край|обл(?:асть)?|район|г|город|село|деревня|пос[её]лок|пгт|округ|республика|поселение"
    r"|муниципальн\w+|образовани[ея]|городской|сельский|сельсовет"
    r"|громада|м|місто|селище|смт|територіальна|міська|сільська|селищна"
)
"""Words that say what a place is, and nothing of which."""

_WORD = re.compile(r"\b(?:(?P<kind>(?:р-н|r-n)\b|(?:с|п|д|пос|дер)\.)|[^\W_]+)")
_ENDING = re.compile(r"(?<=[sc]k)(?:i|a|e|o|oe|oi|oho)$")
_FROM_THERE = re.compile(r"(?:(?<=\w{4})(?:an|en|in|ov|ev)|(?<=\w{3}))[sc]k$")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Heard:
    """A name as it sounds: `bare` of what it is, and the `root` that it may share with another."""

    whole: str
    bare: str
    root: str


def _hear(name: str) -> _Heard:
    """What is compared of a name.

    >>> _hear("Суджанский район")
    _Heard(whole='sudжanski raen', bare='sudжansk', root='sudж')
    """
    words = [found[0] for found in _WORD.finditer(fold_letters(name)) if not found["kind"]]
    telling = [word for word in words if not _ORDINARY.fullmatch(word)] or words
    ends = [_ENDING.sub("", word) for word in sound(" ".join(telling)).split()]
    roots = [_FROM_THERE.sub("", word) for word in ends]
    return _Heard(whole=sound(" ".join(words)), bare=" ".join(ends), root=" ".join(roots))


def _cut(word: str) -> frozenset[str]:
    """The threes of letters that a word consists of, its ends among them."""
    framed = f" {word} "
    return frozenset(framed[at : at + 3] for at in range(len(framed) - 2))


def _compare(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


class CloseNames:
    """The names of registered places, each found by threes of letters that it shares with another.

    So one name is compared with a dozen, and not with thousands.
    """

    def __init__(self, places: Iterable[Place]) -> None:
        by_name: dict[_Heard, list[Place]] = defaultdict(list)
        for place in places:
            heard = _hear(place.name)
            if len(heard.bare) >= _FEWEST_LETTERS:
                by_name[heard].append(place)
        self._names = tuple(by_name.items())
        self._numbers: dict[str, list[int]] = defaultdict(list)
        for number, heard in enumerate(by_name):
            for three in _cut(heard.bare):
                self._numbers[three].append(number)

    def find(self, name: str, suits: Callable[[Place], bool]) -> tuple[int, ...]:
        """Ids of the places that suit and come closest, the closest first."""
        asked = _hear(name)
        close = []
        for heard, found in islice(self._list_alike(asked, suits), _MOST_COMPARED):
            likeness = _compare(asked.bare, heard.bare)
            if asked.root != asked.bare or heard.root != heard.bare:
                likeness = max(likeness, _compare(asked.root, heard.root))
            if likeness >= _ENOUGH:
                close.append((-likeness, -_compare(asked.whole, heard.whole), found))
        return tuple(place_id for *_, found in sorted(close)[:MOST_NAMES] for place_id in found)

    def _list_alike(
        self, asked: _Heard, suits: Callable[[Place], bool]
    ) -> Iterator[tuple[_Heard, tuple[int, ...]]]:
        """Names with the places that suit, those first that share most threes of letters."""
        threes = _cut(asked.bare)
        shared = Counter(chain.from_iterable(self._numbers.get(three, ()) for three in threes))
        fewest = _SHARED * len(threes)
        alike = [number for number, times in shared.items() if times >= fewest]
        for number in sorted(alike, key=lambda number: -shared[number]):
            heard, places = self._names[number]
            if found := tuple(place.id for place in places if suits(place)):
                yield heard, found
