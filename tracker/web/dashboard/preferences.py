"""Marks of the days on which a number of a unit counts because a reviewer preferred it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from tracker.domain.indicators import Indicator
from tracker.recording.knowledge import Knowledge
from tracker.registry.places import is_unit
from tracker.web.dashboard.extents import Extent
from tracker.web.dashboard.periods import Period
from tracker.web.dashboard.short_marks import ShortMark


def list_preferred_marks(
    knowledge: Knowledge, extent: Extent, period: Period, indicators: Collection[str]
) -> Mapping[date, list[ShortMark]]:
    """One mark for each such number of a day, by day; of a unit only, which has reports."""
    place, last = extent.place, period.last
    if place is None or not is_unit(knowledge.session, place.id, last, knowledge.registers):
        return {}
    found = knowledge.list_preferred(place.id, period.first, last)
    return {
        day: [_make_mark(one) for one in Indicator if one in preferred and one in indicators]
        for day, preferred in found.items()
    }


def say_marks(marks: Mapping[date, Sequence[ShortMark]]) -> dict[date, tuple[str, ...]]:
    """Their words alone, by day."""
    return {day: tuple(words for _, words in found) for day, found in marks.items()}


def _make_mark(indicator: Indicator) -> ShortMark:
    return ("preferred", f"{indicator.definition.label.lower()} preferred by a reviewer")
