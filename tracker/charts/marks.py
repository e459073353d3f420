"""Marks: how far a drawn number can be trusted, and on what part of it that rests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from tracker.domain.daily import DayTotal


class Mark(StrEnum):
    """What sets a number apart. Values are symbols of static/icons/marks.svg where there is one."""

    OBSERVED = "observed"
    MISSING = "gap"
    DERIVED = "derived"
    CARRIED = "carried"
    PARTLY = "partly"
    STALE = "stale"
    LUMP = "lump"
    FALLEN = "fallen"
    CORRECTED = "corrected"
    CONTESTED = "rival"
    DISPUTED = "disputed"
    UNREVIEWED = "unreviewed"
    WORDS = "words"
    OPEN = "open_upwards"
    UNEVEN = "uneven"
    UNPLACED = "unplaced"

    @property
    def icon(self) -> str:
        """The symbol that stands for it in tables and head numbers."""
        return _BORROWED_ICONS.get(self, self.value)


_BORROWED_ICONS = {
    Mark.PARTLY: "carried",
    Mark.FALLEN: "returned",
    Mark.WORDS: "claim",
    Mark.OPEN: "about",
    Mark.UNEVEN: "about",
    Mark.UNPLACED: "about",
}


class Measure(StrEnum):
    """What the part and the whole of a mark count."""

    UNITS = "units"
    COUNTED = "counted"


@dataclass(frozen=True, kw_only=True, slots=True)
class PointMark:
    """A mark of a point and its share: `part` of `whole` units, or of the people or places counted.

    For a fall or a lump `part` is the size and `whole` None.
    """

    mark: Mark
    part: int = 0
    whole: int | None = None
    measure: Measure = Measure.UNITS

    @property
    def is_mostly(self) -> bool:
        """Whether it holds for at least half of the whole."""
        return self.whole is None or 2 * self.part >= self.whole


def mark_level(total: DayTotal) -> tuple[PointMark, ...]:
    """Marks of a known level: its state, what happened on the day, and the doubts."""
    return (*_mark_state(total), *mark_events(total), *_mark_doubts(total))


def mark_flow(total: DayTotal, *, in_words: bool) -> tuple[PointMark, ...]:
    """Marks of a tally somebody reported on a day; `in_words` says that nobody gave a number."""
    marks = [*mark_events(total)]
    if total.lumps:
        marks.append(PointMark(mark=Mark.LUMP, part=total.lumped))
    if total.fallen:
        marks.append(PointMark(mark=Mark.FALLEN, part=total.fallen))
    if in_words:
        marks.append(PointMark(mark=Mark.WORDS))
    return tuple(marks) or (PointMark(mark=Mark.OBSERVED),)


def mark_events(total: DayTotal) -> Iterator[PointMark]:
    """Corrections and rival statements among the day's reports."""
    if total.corrected > 0:
        yield PointMark(mark=Mark.CORRECTED, part=total.corrected, whole=total.reporting)
    if total.contested > 0:
        yield PointMark(mark=Mark.CONTESTED, part=total.contested, whole=total.reporting)


def _mark_state(total: DayTotal) -> Iterator[PointMark]:
    known = total.known
    if total.reporting >= known:
        yield PointMark(mark=Mark.OBSERVED, part=known, whole=known)
        return
    if total.derived > 0:
        yield PointMark(mark=Mark.DERIVED, part=total.derived, whole=known)
    if total.carried > 0:
        carried = Mark.CARRIED if total.carried >= known else Mark.PARTLY
        yield PointMark(mark=carried, part=total.carried, whole=known)
    if total.stale > 0:
        yield PointMark(mark=Mark.STALE, part=total.stale, whole=known)


def _mark_doubts(total: DayTotal) -> Iterator[PointMark]:
    if total.disputed > 0:
        yield _mark_counted(Mark.DISPUTED, total.disputed, total.value)
    if total.unreviewed > 0:
        yield _mark_counted(Mark.UNREVIEWED, total.unreviewed, total.value)
    if total.without_value > 0:
        yield PointMark(mark=Mark.WORDS, part=total.without_value, whole=total.known)
    if total.high is None:
        yield PointMark(mark=Mark.OPEN)


def _mark_counted(mark: Mark, part: int, whole: int | None) -> PointMark:
    return PointMark(mark=mark, part=part, whole=whole, measure=Measure.COUNTED)
