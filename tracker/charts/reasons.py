"""Reasons of a day: the marks of all its numbers, alike ones said once."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.charts.marks import Mark, PointMark
from tracker.charts.series.capacity import CapacityDay, pair_flows, pair_levels
from tracker.charts.series.heads import Head
from tracker.charts.wording import phrase_mark

_PLAIN = (Mark.OBSERVED, Mark.MISSING, Mark.OPEN)
_OFTEN_OLD = (Head.CAPACITY, Head.STANDBY)
"""Places change rarely: that their counts are carried forward is no news."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reason:
    """A mark in words, and the numbers of the day that have it."""

    mark: Mark
    words: str
    heads: tuple[Head, ...]

    @property
    def sentence(self) -> str:
        """The words with the numbers that they are about."""
        return f"{self.words}: {', '.join(head.label.lower() for head in self.heads)}"


def list_reasons(day: CapacityDay, stale_after: int) -> tuple[Reason, ...]:
    """What is special about the day's numbers; alike marks of several numbers are one reason."""
    heads_of: dict[PointMark, list[Head]] = {}
    marks_of = [(head, point.marks) for head, point in pair_levels(day)]
    marks_of += [(head, flow.marks) for head, flow in pair_flows(day)]
    for head, marks in marks_of:
        for mark in marks:
            if _is_told(head, mark):
                heads_of.setdefault(mark, []).append(head)
    return tuple(
        Reason(mark=mark.mark, words=phrase_mark(mark, stale_after), heads=tuple(heads))
        for mark, heads in heads_of.items()
    )


def _is_told(head: Head, mark: PointMark) -> bool:
    """Fewer than half carried forward are already said by the units reporting."""
    if mark.mark in (Mark.CARRIED, Mark.PARTLY):
        return head not in _OFTEN_OLD and mark.is_mostly
    return mark.mark not in _PLAIN
