"""What people do in the example, each act at its moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from tracker.domain.counts import Count
from tracker.domain.falls import Fall, Move
from tracker.domain.indicators import Indicator
from tracker.domain.review import DecisionKind
from tracker.domain.rulings import RulingKind
from tracker.domain.selection import Grade


class Desk(StrEnum):
    """Who enters reports: for the city of Kursk, for the border, for the rest of the region."""

    CITY = "city"
    BORDER = "border"
    REGION = "region"


@dataclass(frozen=True, kw_only=True, slots=True)
class Statement:
    """A report. `source` None is the desk's own; `key` is what later acts know it by.

    `falls` say why totals so far are lower than they were.
    """

    moment: datetime
    place: str
    day: date
    desk: Desk
    counts: tuple[Count, ...]
    note: str | None = None
    source: str | None = None
    falls: tuple[Fall, ...] = ()

    @property
    def key(self) -> str:
        return name_report(self.place, self.day, self.source)


@dataclass(frozen=True, kw_only=True, slots=True)
class Unchanged:
    """A report that nothing changed."""

    moment: datetime
    place: str
    day: date
    desk: Desk

    @property
    def key(self) -> str:
        return name_report(self.place, self.day)


@dataclass(frozen=True, kw_only=True, slots=True)
class Correction:
    """The counts of a report anew, or people moved from one of them to another."""

    moment: datetime
    key: str
    desk: Desk
    counts: tuple[Count, ...]
    reason: str
    move: Move | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Withdrawal:
    """A report taken back."""

    moment: datetime
    key: str
    desk: Desk
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Judgement:
    """What the reviewer decides about a report as it stands."""

    moment: datetime
    key: str
    kind: DecisionKind
    reason: str | None = None
    indicator: Indicator | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Resending:
    """A report whose form was sent once more, under its number, with other counts."""

    moment: datetime
    key: str
    counts: tuple[Count, ...]
    note: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SeriesRuling:
    """What the reviewer rules a source's numbers about a place to be."""

    moment: datetime
    place: str
    source: str
    indicator: Indicator
    kind: RulingKind
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Regrading:
    """Another grade that the reviewer gives a source."""

    moment: datetime
    source: str
    grade: Grade
    reason: str


Act = (
    Statement
    | Unchanged
    | Correction
    | Withdrawal
    | Judgement
    | Resending
    | SeriesRuling
    | Regrading
)


def name_report(place: str, day: date, source: str | None = None) -> str:
    """The key of a report; without a source that of the desk's own."""
    return f"{place} {day}" + (f" {source}" if source else "")
