"""Which names in two scripts are likely of one area: "Суджанский район" is "Sudzha district"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from difflib import SequenceMatcher

from tracker.registry.sounds import sound

ENOUGH = 0.6
"""Likeness from which two names are suggested as one; a person confirms."""

_DISTRICT = frozenset({"район", "district", "raion", "rayon"})
_REGION = frozenset({"область", "край", "oblast", "region", "krai", "kray"})
_CITY = frozenset({"город", "місто", "city", "town", "г"})
_NAMED = {"россия": "russia", "росія": "russia"}
"""Names that sound too different."""

_ENDING = re.compile(r"(sk)?(i|oe|oi|a|o|e)$")


def pair_names(new: Sequence[str], known: Sequence[str]) -> dict[str, str]:
    """What each of the new names is likely called among the known ones, one to one.

    In one script names are paired only when they are the same but for words such as "region". Of a
    name that says "city" none is made that says "district".

    >>> pair_names(["Курск", "Курский район"], ["Kursk district", "Kursk (city)", "Tim district"])
    {'Курск': 'Kursk (city)', 'Курский район': 'Kursk district'}
    """
    scores = sorted(
        (-_compare(one, other), one, other)
        for one in new
        for other in known
        if _is_district(one) == _is_district(other)
    )
    found: dict[str, str] = {}
    for score, one, other in scores:
        if -score >= ENOUGH and one not in found and other not in found.values():
            found[one] = other
    return {name: found[name] for name in new if name in found}


def _compare(one: str, other: str) -> float:
    """From 0 to 1: letters in common, beginnings above all; in one script all of them or none."""
    if _is_cyrillic(one) == _is_cyrillic(other):
        bare = _strip(one)
        return float(bool(bare) and bare == _strip(other))
    first, second = _sound(one), _sound(other)
    shorter = min(len(first), len(second)) or 1
    begun = next((at for at, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), None)
    beginning = (shorter if begun is None else begun) / shorter
    return (beginning + SequenceMatcher(None, first, second, autojunk=False).ratio()) / 2


def _sound(name: str) -> str:
    """How a name sounds without what it is and its ending, in one word."""
    words = sound("".join(_NAMED.get(word, word) for word in _strip(name)))
    plain = "".join(filter(str.isalpha, words))
    return _ENDING.sub("", plain) or plain


def _strip(name: str) -> list[str]:
    """The words of a name without those that say what it is."""
    return [word for word in _split(name) if word not in _DISTRICT | _REGION | _CITY]


def _split(name: str) -> Collection[str]:
    return re.findall(r"\w+", unicodedata.normalize("NFC", name).casefold())


def _is_cyrillic(name: str) -> bool:
    return any("CYRILLIC" in unicodedata.name(letter, "") for letter in name)


def _is_district(name: str) -> bool:
    return not _DISTRICT.isdisjoint(_split(name))
