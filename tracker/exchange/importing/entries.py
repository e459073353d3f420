"""What a file states, report by report, and what of it cannot be taken in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from tracker.domain.counts import Count, Form, Part
from tracker.domain.falls import Fall
from tracker.domain.indicators import Indicator
from tracker.exchange.detecting import Question
from tracker.exchange.importing.lost_parts import LostParts

Progress = Callable[[int, int], None]
"""Called with steps done and steps in all."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Stated:
    """What the file says about a place and day in the name of a source.

    A `place_id` below 0 is a shelter that is to be registered: -1 the first of the plan's, and so
    on. `blank` are indicators whose cells are there and say nothing; `falls` are totals so far that
    are lower than the day before, which the `note` explains. `is_ours` is what an export of ours
    without hashtags says, which tells no households and leaves out what nobody told.
    """

    place_id: int
    day: date
    source_id: int
    counts: tuple[Count, ...]
    rows: tuple[int, ...]
    blank: frozenset[Indicator] = frozenset()
    note: str | None = None
    falls: tuple[Fall, ...] = ()
    is_ours: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class RefusedRow:
    """A row that cannot be taken in: its number, where in it, why, and its cells as text.

    `noun` is what its file calls rows.
    """

    row: int
    where: str
    reason: str
    cells: tuple[str, ...]
    noun: str = "row"


class RowRefused(Exception):
    """A row that cannot be taken in; `column` is the index of the cell that is to blame."""

    def __init__(self, reason: str, column: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.column = column


class Outcome(StrEnum):
    """What becomes of a stated report."""

    ADDED = "added"
    RIVAL = "rival"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    UNCHANGED = "unchanged"
    LEFT = "left withdrawn"

    @property
    def changes(self) -> bool:
        """Whether anything that stands is changed, or added to."""
        return self not in (Outcome.UNCHANGED, Outcome.LEFT)


@dataclass(frozen=True, kw_only=True, slots=True)
class Planned:
    """A stated report with what becomes of it; `report_id` and `based_on` are what it changes.

    `counts` stand afterwards, `before` stood in the report that it changes. `said` is what imports
    have said of the report then, None where what stands afterwards, or was said before, tells it.
    """

    stated: Stated
    outcome: Outcome
    counts: tuple[Count, ...] = ()
    before: tuple[Count, ...] = ()
    report_id: int | None = None
    based_on: int = 0
    said: tuple[Count, ...] | None = None

    @property
    def confirms(self) -> bool:
        """Whether nothing changes, and the file says now itself what people had changed."""
        return self.said is not None and not self.outcome.changes


@dataclass(frozen=True, kw_only=True, slots=True)
class PartSum:
    """The sum of the parts of one sex and age on a day, which is the value of `part`.

    `counts` are the counts that have such a part, `blank` the reports of the day that have none.
    """

    part: Part
    counts: int
    blank: int


@dataclass(frozen=True, kw_only=True, slots=True)
class DaySum:
    """The sum of one indicator over all places on a day, to hold against the file.

    `value` is None where no count has one. `without_value` are the counts that have none, such as
    ranges; `vague` those whose value is not
    exact, such as "more than 40"; `blank` the reports of the day that do not state the indicator.
    Of `parts` that may be told in several ways (by sex, by age) each stands by itself.
    """

    indicator: Indicator
    form: Form
    day: date
    value: int | None
    counts: int
    without_value: int
    vague: int
    blank: int
    parts: tuple[PartSum, ...] = ()


@dataclass(kw_only=True, slots=True)
class Reading:
    """What reading a file gave.

    `left_out` counts rows that are not meant, by why; `blank` ones say nothing. `too_early`
    rows are about days before the operation, `earliest` is the first of these days. `vague` parts
    are no exact numbers; of what those `alone` are parts of, the number is not told; `homeless`
    ones of unknown sex or age have no place in a report beside the others. `adding` asks about rows
    that are refused since others are about the same place and day.
    """

    stated: list[Stated] = field(default_factory=list)
    refused: dict[int, RefusedRow] = field(default_factory=dict)
    rows: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    blank: int = 0
    repeated: int = 0
    too_early: int = 0
    earliest: date | None = None
    vague: LostParts = field(default_factory=LostParts)
    alone: LostParts = field(default_factory=LostParts)
    homeless: LostParts = field(default_factory=LostParts)
    adding: Question | None = None
