"""Hashtags of the humanitarian exchange language: their parts, and what they mean here."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tracker.domain.counts import Form
from tracker.domain.indicators import Indicator
from tracker.exchange.detecting.attributes import ESTIMATED, find_people, list_narrowing
from tracker.exchange.meanings import PEOPLE_ROLES, Meaning, Role, count_of
from tracker.exchange.reading.tables import Cell

LATEST_TAG_ROW = 25
"""Tags stand in one of the first rows, as the standard says."""

UNUSED = "unused"
"""The attribute of ours for columns of refused rows that were not read in their file."""

_LIKE_TAG = re.compile(r"#\s*[^\W\d_]")
_TAG = re.compile(r"#[a-z][a-z0-9_]*(?:\s*\+[a-z][a-z0-9_]*)*")
_SHARE_OF_TAGS = 0.5
_NO_COUNT = frozenset(("min", "max", "pct", "rate"))
"""Bounds of another column, and shares."""
_NO_NAME = frozenset(("type", "url", "lat", "lon", "phone", "email", "status"))
"""What is told beside the name of a place or source."""
_OF_PEOPLE = frozenset(
    ("sex", "gender", "age", "min", "max", "from", "to", "range", "group", "name", "code", "label")
)
"""What a column of the sex or age of people is known by, or says the same of it."""
_OTHER_DATES = frozenset(
    ("created", "updated", "year", "end", "reported", "approved", "canceled", "converted")
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Tag:
    """A hashtag with its attributes."""

    base: str
    attributes: frozenset[str]

    def has(self, *wanted: str) -> bool:
        """Whether it carries all of these attributes."""
        return self.attributes.issuperset(wanted)

    def without(self, attribute: str) -> Tag:
        """The same without an attribute."""
        return replace(self, attributes=self.attributes - {attribute})

    @property
    def text(self) -> str:
        """The tag as it is written, attributes in the order of the alphabet."""
        return "".join((self.base, *(f"+{name}" for name in sorted(self.attributes))))


def read_tag(cell: Cell) -> Tag | None:
    """The tag in a cell, None where there is none or it is malformed."""
    text = str(cell or "").strip().casefold()
    if not _TAG.fullmatch(text):
        return None
    base, *attributes = (part.strip() for part in text.split("+"))
    return Tag(base=base, attributes=frozenset(attributes))


def tells_qualifier(text: str | None) -> bool:
    """Whether a column's tag says that it holds how sure the numbers of its row are."""
    tag = _read_qualifier(text)
    return tag is not None and not tag.has("form")


def tells_form(text: str | None) -> bool:
    """Whether a column's tag says that it holds the form that the row's qualifier is of."""
    tag = _read_qualifier(text)
    return tag is not None and tag.has("form")


def _read_qualifier(text: str | None) -> Tag | None:
    tag = read_tag(text)
    return tag if tag and tag.base == "#indicator" and tag.has("qualifier") else None


def is_tag_row(cells: Sequence[Cell]) -> bool:
    """Whether a row holds tags: at least one is right, and most of what is filled begins as one."""
    filled = [str(cell) for cell in cells if cell is not None and str(cell).strip()]
    alike = sum(bool(_LIKE_TAG.match(text.strip())) for text in filled)
    return alike > len(filled) * _SHARE_OF_TAGS and any(read_tag(text) for text in filled)


def tells_estimates(text: str | None) -> bool:
    """Whether a column's tag says that its numbers are estimates."""
    tag = read_tag(text)
    return tag is not None and not tag.attributes.isdisjoint(ESTIMATED)


def explain_tag(tag: Tag) -> Meaning | None:
    """What a tag means here, None for what is not recorded, or is narrowed by an attribute."""
    return None if find_narrowing(tag) else _explain(tag)


def find_narrowing(tag: Tag) -> tuple[str, ...]:
    """The attributes that keep a tag from being taken for what it means without them."""
    meaning = _explain(tag)
    if meaning is None:
        return ()
    read: frozenset[str] = frozenset()
    otherwise: frozenset[str] = frozenset()
    if tag.base == "#affected" and (found := _find_indicator(tag)):
        alike = {name for name, indicator in _PEOPLE if indicator is found}
        read = _BESIDE.get(found, frozenset()) | alike
        otherwise = tag.attributes & _NO_LEVEL.get(found, frozenset())
    elif meaning.role in PEOPLE_ROLES:
        read = _OF_PEOPLE
    return tuple(sorted({*list_narrowing(tag.base, tag.attributes, read), *otherwise}))


def _explain(tag: Tag) -> Meaning | None:
    if tag.base == "#affected":
        return _explain_people(tag)
    if tag.base == "#capacity":
        standby = tag.has("planned") or tag.has("standby")
        indicator = Indicator.CAPACITY_STANDBY if standby else Indicator.CAPACITY
        return None if tag.attributes & {"rooms", *_NO_COUNT} else count_of(indicator, Form.LEVEL)
    return None if tag.attributes & _NO_NAME else _explain_place(tag)


def _explain_place(tag: Tag) -> Meaning | None:
    if tag.base in ("#adm2", "#adm3"):
        return Meaning(role=Role.AREA)
    if tag.base in ("#adm1", "#country"):
        return Meaning(role=Role.ABOVE)
    if tag.base == "#loc":
        return Meaning(role=Role.SHELTER)
    if tag.base == "#date" and not tag.attributes & _OTHER_DATES:
        return Meaning(role=Role.DAY)
    if (tag.base == "#meta" and tag.has("source")) or tag.base == "#org":
        return Meaning(role=Role.SOURCE)
    return _explain_part(tag)


def _explain_part(tag: Tag) -> Meaning | None:
    """The sex or the age of the people whom a row counts, such as `#meta+sex` and `#age+min`."""
    said = tag.attributes | {tag.base.removeprefix("#")}
    if said & {"sex", "gender"}:
        return Meaning(role=Role.SEX)
    if "age" not in said:
        return None
    if said & {"min", "from"}:
        return Meaning(role=Role.AGE_FROM)
    return Meaning(role=Role.AGE_TO if said & {"max", "to"} else Role.AGE)


_PEOPLE = (
    ("hospitalised", Indicator.HOSPITALISED),
    ("hospitalized", Indicator.HOSPITALISED),
    ("killed", Indicator.KILLED),
    ("injured", Indicator.INJURED),
    ("missing", Indicator.MISSING),
    ("evacuated", Indicator.EVACUATED),
    ("departures", Indicator.DEPARTURES),
    ("departed", Indicator.DEPARTURES),
    ("arrivals", Indicator.ARRIVALS),
    ("arrived", Indicator.ARRIVALS),
    ("incamp", Indicator.SHELTERED),
    ("sheltered", Indicator.SHELTERED),
    ("idps", Indicator.PRESENT),
    ("present", Indicator.PRESENT),
    ("displaced", Indicator.ARRIVALS),
)


_DISPLACED = frozenset(("idps", "displaced"))
_BESIDE: Mapping[Indicator, frozenset[str]] = {
    Indicator.HOSPITALISED: frozenset(("injured",)),
    Indicator.SHELTERED: _DISPLACED | {"present"},
    Indicator.PRESENT: _DISPLACED,
    Indicator.ARRIVALS: _DISPLACED,
    Indicator.DEPARTURES: _DISPLACED,
    Indicator.EVACUATED: _DISPLACED,
}
"""Attributes that say the same of an indicator once more, or less exactly."""

_NO_LEVEL: Mapping[Indicator, frozenset[str]] = {
    Indicator.PRESENT: frozenset(("cumulative", "cum")),
    Indicator.SHELTERED: frozenset(("new", "cumulative", "cum")),
    Indicator.MISSING: frozenset(("new",)),
}
"""Forms in which a level is none; all who are missing are so far what others call cumulative."""


def _find_indicator(tag: Tag) -> Indicator | None:
    """What a tag counts: displaced people who are new have arrived."""
    found = next((found for name, found in _PEOPLE if tag.has(name)), None)
    return Indicator.ARRIVALS if found is Indicator.PRESENT and tag.has("new") else found


def _explain_people(tag: Tag) -> Meaning | None:
    """A count of people."""
    indicator = _find_indicator(tag)
    if tag.attributes & _NO_COUNT or indicator is None:
        return None
    form = Form.LEVEL
    if not indicator.is_level:
        cumulative = tag.attributes & {"cumulative", "total", "cum"}
        form = Form.TOTAL if cumulative else Form.NEW
    return count_of(indicator, form, find_people(tag.attributes), households=tag.has("hh"))
