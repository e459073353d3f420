"""Acts that changed totals which were published already, and by how much on which days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from operator import add, attrgetter, sub

from tracker.domain.changes import Change
from tracker.domain.daily import Total, total_of
from tracker.domain.indicators import Indicator

MEASURED = ("value", "low", "high", "open_highs", "without_value", "known")
"""The state measures that a total is made of."""

_measure = attrgetter(*MEASURED)
_UNKNOWN = total_of(dict.fromkeys(MEASURED, 0))
_ONE_DAY = timedelta(days=1)

Day = tuple[date, Total, Total]
"""A day with its total before and after an act."""


class ActKind(StrEnum):
    """What can change a total after it was published."""

    LATE = "late"
    CORRECTION = "correction"
    WITHDRAWAL = "withdrawal"
    DECISION = "decision"
    RULING = "ruling"
    REGISTER = "register"
    IMPORT = "import"
    UNDOING = "undoing"


@dataclass(frozen=True, kw_only=True, slots=True)
class PublishedAct:
    """An act about a place: who did it, when and why.

    `place_id` None is the whole operation. `reason` of a change of the register says what was
    changed; one that is part of an import or of its undoing has that kind, and a place.
    `revision_id` or `decision_id` names the entry of the report that the act is, None for what is
    about no single report; `ruling_id` the ruling, `import_id` the import that was recorded or
    undone.
    """

    kind: ActKind
    place_id: int | None
    recorded_at: datetime
    person_id: int
    reason: str | None
    report_id: int | None = None
    revision_id: int | None = None
    decision_id: int | None = None
    ruling_id: int | None = None
    import_id: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """The days `first` to `last` on which an act changed a total by the same number.

    `before` and `after` are the totals of the first of them; where the value stayed, the bounds
    changed. `last` None: the difference goes on beyond the published days. A total that was not
    known, or no longer is, has no number to differ by: all such days in a row are one span, however
    many numbers there are in it, so that a history that is loaded at once is told in a few words.
    """

    first: date
    last: date | None
    before: Total
    after: Total

    def cut(self, until: date) -> Difference:
        """The same on days up to one of them."""
        return replace(self, last=until if self.last is None else min(self.last, until))


@dataclass(frozen=True, kw_only=True, slots=True)
class PublishedChange:
    """What an act changed in one series of a place."""

    place_id: int
    indicator: Indicator
    difference: Difference


def list_differences(
    after: Mapping[date, Change], change: Mapping[date, Change], published: date
) -> Iterator[Difference]:
    """What a change did to a series up to the last published day, in day order.

    `after` holds all changes of the series from its first day on, those of the act among them;
    `change` only those of the act.
    """
    open_days: Day | None = None
    for day, old, new in _walk(after, change, published):
        if open_days is not None and _describe(*open_days[1:]) == _describe(old, new):
            continue
        if open_days is not None:
            yield _close(open_days, day - _ONE_DAY)
        open_days = (day, old, new) if old != new else None
    if open_days is not None:
        goes_on = not any(
            getattr(later, name)
            for day, later in change.items()
            if day > published
            for name in MEASURED
        )
        yield _close(open_days, None if goes_on else published)


def _walk(
    after: Mapping[date, Change], change: Mapping[date, Change], published: date
) -> Iterator[Day]:
    """The days from the first changed one on at which the difference may become another one.

    It stays where the act changes nothing, as long as both totals have a value.
    """
    first = min(change, default=published + _ONE_DAY)
    new = act = _NOTHING
    stays = False
    for day in sorted({*after, *change}):
        if day > published:
            return
        if day in after:
            new = (*map(add, new, _measure(after[day])),)
        if day in change:
            act = (*map(add, act, _measure(change[day])),)
            stays = False
        if day < first or (stays and act == _NOTHING):
            continue
        old = (*map(sub, new, act),)
        has_values = _has_value(old) and _has_value(new)
        if not (stays and has_values):
            yield day, _total(*old), _total(*new)
        # Where only the bounds differ, open ones can hide what the act changed.
        stays = act == _NOTHING or (has_values and act[_VALUE] != 0)


_NOTHING: tuple[int, ...] = (0,) * len(MEASURED)
_VALUE, _WITHOUT_VALUE, _KNOWN = map(MEASURED.index, ("value", "without_value", "known"))


def _has_value(state: tuple[int, ...]) -> bool:
    return state[_KNOWN] > state[_WITHOUT_VALUE] or state[_VALUE] != 0


def _total(*state: int) -> Total:
    """The total of running sums; where nothing is known, the one that all such days share."""
    return total_of(dict(zip(MEASURED, state, strict=True))) if any(state) else _UNKNOWN


def _describe(before: Total, after: Total) -> tuple[object, ...]:
    """What must stay the same for days to be told in one sentence: the value's step, else bounds'.

    None of the days of a span is one on which nothing changed.
    """
    if before.value != after.value:
        return ("value", *_step(before.value, after.value))
    if before != after:
        return ("bounds", *_step(before.low, after.low), *_step(before.high, after.high))
    return ("same",)


def _step(before: int | None, after: int | None) -> tuple[bool, bool, int]:
    by = after - before if before is not None and after is not None else 0
    return before is None, after is None, by


def _close(opened: Day, last: date | None) -> Difference:
    first, before, after = opened
    return Difference(first=first, last=last, before=before, after=after)
