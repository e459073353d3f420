"""A situation report in plain words: what the page shows and the PDF is set from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """A head number: what is said of it, notes below (range, change, age), marks and a footnote.

    `qualifier` are the words that stand before the number: "at least". Where it is not known,
    `said` tells why there is none. `series` is the one whose colour it has in charts.
    """

    label: str
    qualifier: str | None
    said: str
    is_known: bool
    series: str | None
    notes: tuple[str, ...]
    marks: tuple[str, ...]
    alert: bool
    footnote: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class AreaRow:
    """An area: its cells in the order of the heads (None: not reported), and its marks in words."""

    name: str
    cells: tuple[str | None, ...]
    marks: str
    is_over: bool
    url: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """An act that changed published totals."""

    title: str
    by: str
    reason: str | None
    sentences: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ClaimRow:
    """A claim about a whole area that the sum of its units does not bear out."""

    area: str
    source: str
    said: str
    comparison: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Footnote:
    """Who says a number."""

    number: int
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class MapKey:
    """A class of the map: its colour on paper, its number from calm to urgent (None: no number)."""

    label: str
    colour: str
    number: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Paper:
    """The report from its head to its foot. Lists may be empty; `coverage` too."""

    title: str
    operation: str
    known: str
    known_short: str
    notices: tuple[str, ...]
    lead: str
    facts: tuple[Fact, ...]
    casualties: tuple[Fact, ...]
    area_heads: tuple[str, ...]
    map_keys: tuple[MapKey, ...]
    map_note: str
    areas: tuple[AreaRow, ...]
    coverage: str
    silent: tuple[str, ...]
    since: str
    changes: tuple[Change, ...]
    has_more_changes: bool
    claims: tuple[ClaimRow, ...]
    footnotes: tuple[Footnote, ...]
    method: tuple[str, ...]
