"""Words in the name of a place that say what it is: a region, a district, a town."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from tracker.registry.tree import DISTRICT, Place, PlaceKind


class Kind(StrEnum):
    """What a name can say that its place is."""

    REGION = "region"
    COUNTY = "county"
    DISTRICT = "district"
    MUNICIPALITY = "municipality"
    OKRUG = "okrug"
    TOWN = "town"


_TOLD = {
    Kind.REGION: re.compile(r"\b(?:region|province|oblast|область)\b"),
    Kind.COUNTY: re.compile(r"\bcounty\b"),
    Kind.DISTRICT: re.compile(r"\b(?:district|ra[ijy]on|раион)\b"),
    Kind.MUNICIPALITY: re.compile(r"\b(?:municipality|муниципальное образование)\b"),
    Kind.OKRUG: re.compile(r"\b(?:okrug|округ)\b"),
    Kind.TOWN: re.compile(r"\b(?:city|town|город|г|городскои)\b"),
}
"""As words are folded: without the breve of the short i."""

_OTHERS = r"\b(?:municipal|of|муниципальныи)\b"
"""Words that say nothing by themselves: a municipal district is a district."""

_ALL = re.compile("|".join((*(told.pattern for told in _TOLD.values()), _OTHERS)))
_UPPER = frozenset((Kind.REGION, Kind.COUNTY, Kind.OKRUG, Kind.TOWN))
"""What a region may be that is not called any of them; a town may be a region of its own."""
_LOWER = frozenset(Kind) - {Kind.REGION}
"""What a district may be."""


def fold_place(name: str) -> str:
    """What is left of a name without its kind, signs and case.

    >>> fold_place("г. Льгов"), fold_place("Sudzha District")
    ('льгов', 'sudzha')
    """
    words = _fold(name)
    return " ".join(_ALL.sub(" ", words).split()) or words


def find_kinds(name: str) -> frozenset[Kind]:
    """What a name says that its place is.

    >>> find_kinds("Sudzha town"), find_kinds("Sudzha")
    (frozenset({<Kind.TOWN: 'town'>}), frozenset())
    """
    words = _fold(name)
    return frozenset(kind for kind, told in _TOLD.items() if told.search(words))


def may_be(place: Place, name: str) -> bool:
    """Whether a place can be what a name says that it is: no region is a district, or a town one.

    A municipality, a county or an okrug is no district either, where that is called so: it may lie
    in the other. Of an area that is called none of them its level tells what it can be.
    """
    said, called = find_kinds(name), find_kinds(place.name)
    if not said or called or place.kind is not PlaceKind.AREA:
        return not said or not called or bool(said & called)
    return bool(said & (_LOWER if place.level == DISTRICT else _UPPER))


def _fold(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).casefold().replace("ё", "е")
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(re.sub(r"[\W_]+", " ", plain).split())
