"""On which days a unit's counts add into totals, from what the register says of the unit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import zip_longest

from tracker.domain.indicators import Indicator

COVERAGE = "coverage"
"""Key of the series that says who was expected to report, and who did."""


class ReportingMode(StrEnum):
    """How a district reports: as a whole, or by its shelters and the rest outside them."""

    WHOLE = "whole"
    BY_SHELTER = "by_shelter"


class ShelterStatus(StrEnum):
    """What a shelter is on a day."""

    OPEN = "open"
    STANDBY = "standby"
    CLOSED = "closed"


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Window:
    """Days from `first` up to, not including, `until` (None: without end)."""

    first: date
    until: date | None

    def holds(self, day: date) -> bool:
        """Whether the day lies in the window."""
        return self.first <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitTimeline:
    """What the register says of a unit over time.

    `active` are the days on which it is a reporting unit at all. `statuses` are a shelter's changes
    of status in day order, each lasting to the next; None for units that have no status (they are
    always open).
    """

    active: tuple[Window, ...]
    statuses: tuple[tuple[date, ShelterStatus], ...] | None = None

    def is_active(self, day: date) -> bool:
        """Whether it is a reporting unit on the day."""
        return any(window.holds(day) for window in self.active)

    def status_on(self, day: date) -> ShelterStatus:
        """The status on a day; closed before the first entry."""
        if self.statuses is None:
            return ShelterStatus.OPEN
        past = [status for since, status in self.statuses if since <= day]
        return past[-1] if past else ShelterStatus.CLOSED


_IN_USE = frozenset({ShelterStatus.OPEN, ShelterStatus.STANDBY})
_OPEN = frozenset({ShelterStatus.OPEN})


def list_windows(timeline: UnitTimeline, key: str) -> tuple[Window, ...]:
    """Windows in which a series (an indicator's code, or COVERAGE) of the unit adds into totals.

    Tallies add on every active day. A closed shelter has no levels; a standby shelter has no usable
    places and is not expected to report. Places are restated whenever the status changes, people
    only after a closure.
    """
    if timeline.statuses is None or (key != COVERAGE and not Indicator(key).is_level):
        return timeline.active
    match key:
        case Indicator.CAPACITY | "coverage":
            spans = _status_spans(timeline.statuses, _OPEN, merge=False)
        case Indicator.CAPACITY_STANDBY:
            spans = _status_spans(timeline.statuses, _IN_USE, merge=False)
        case _:
            spans = _status_spans(timeline.statuses, _IN_USE, merge=True)
    return _intersect(timeline.active, spans)


def find_window(windows: Iterable[Window], day: date) -> Window | None:
    """The window that holds the day, None outside all of them."""
    for window in windows:  # a generator in its place takes twice the time, thousands of times
        if window.holds(day):
            return window
    return None


def find_parting(ones: Sequence[Window], others: Sequence[Window]) -> date | None:
    """The first day on which windows are not the same; None where they are all alike.

    >>> first, last = date(2024, 8, 6), date(2024, 8, 9)
    >>> find_parting([Window(first=first, until=None)], [Window(first=first, until=last)])
    datetime.date(2024, 8, 9)
    """
    for one, other in zip_longest(ones, others):
        if one == other:
            continue
        if one is None or other is None:
            return (one or other).first
        if one.first != other.first:
            return min(one.first, other.first)
        return min(end for end in (one.until, other.until) if end is not None)
    return None


def list_mode_windows(
    modes: Sequence[tuple[date, ReportingMode]],
    wanted: ReportingMode,
    first: date,
    until: date | None,
) -> tuple[Window, ...]:
    """Windows between `first` and `until` in which a district reports in the wanted way.

    Before the first entry a district reports as a whole.
    """
    changes = [(date.min, ReportingMode.WHOLE), *modes]
    ends: list[date | None] = [since for since, _ in changes[1:]]
    ends.append(None)
    spans: list[Window] = []
    for (since, mode), end in zip(changes, ends, strict=True):
        if mode is wanted and since != end:
            _append_joined(spans, Window(first=since, until=end), merge=True)
    return _intersect((Window(first=first, until=until),), spans)


def _status_spans(
    statuses: Sequence[tuple[date, ShelterStatus]], wanted: frozenset[ShelterStatus], *, merge: bool
) -> list[Window]:
    spans: list[Window] = []
    last: ShelterStatus | None = None
    for index, (since, status) in enumerate(statuses):
        until = statuses[index + 1][0] if index + 1 < len(statuses) else None
        if since != until:
            if status in wanted:
                _append_joined(
                    spans, Window(first=since, until=until), merge=merge or status is last
                )
            last = status
    return spans


def _append_joined(spans: list[Window], span: Window, *, merge: bool) -> None:
    if merge and spans and spans[-1].until == span.first:
        span = Window(first=spans.pop().first, until=span.until)
    spans.append(span)


def _intersect(ones: Sequence[Window], others: Sequence[Window]) -> tuple[Window, ...]:
    common: list[Window] = []
    for one in ones:
        for other in others:
            first = max(one.first, other.first)
            ends = [end for end in (one.until, other.until) if end is not None]
            until = min(ends) if ends else None
            if until is None or first < until:
                common.append(Window(first=first, until=until))
    return tuple(sorted(common, key=lambda window: window.first))
