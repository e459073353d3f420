"""What a person is told and asked about a table before anything of it is recorded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from tracker.domain.indicators import Indicator


class Asked(StrEnum):
    """What a question is about."""

    ORDER = "order"
    YEAR = "year"
    ZONE = "zone"
    TOTALS = "totals"
    ADDING = "adding"
    POINT = "point"
    ONLY = "only"
    FORM = "form"
    THOUSANDS = "thousands"


@dataclass(frozen=True, kw_only=True, slots=True)
class Option:
    """An answer: what a mapping keeps ("" for none), and its words."""

    value: str
    words: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """Something that only a person can decide; `column` is the one that it is about.

    `likely` is the answer that is offered, None where none may be guessed. A question about the
    form of an indicator is about some columns, or words of the column of indicators; none: about
    what holds for all rows.
    """

    asked: Asked
    words: str
    options: tuple[Option, ...]
    column: str = ""
    likely: str | None = None
    indicator: Indicator | None = None
    about: tuple[str, ...] = ()


def read_question(kept: Mapping[str, Any]) -> Question:
    """A question that was kept as JSON, as dataclasses say it."""
    options = tuple(Option(**option) for option in kept["options"])
    said = {"asked": Asked(kept["asked"]), "options": options, "about": tuple(kept["about"])}
    return Question(**{**kept, **said})


@dataclass(frozen=True, kw_only=True, slots=True)
class Notice:
    """Something that a person has to know when choosing what columns mean.

    `keys` are the columns of which one is meant, each with its meaning as mappings write it.
    """

    words: str
    columns: tuple[str, ...] = ()
    keys: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Findings:
    """All that was found to ask and to tell.

    Of the columns, and words of the column of indicators, in `undecided` somebody has to say what
    they count: nothing is offered.
    """

    questions: tuple[Question, ...]
    notices: tuple[Notice, ...]
    undecided: frozenset[str] = frozenset()
