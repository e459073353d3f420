"""What a unit's fold adds to the totals above it: changes per series and day, never levels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from operator import attrgetter

from tracker.domain.amounts import NOTHING, Amount
from tracker.domain.days import Limits
from tracker.domain.folds import Point
from tracker.domain.indicators import Indicator
from tracker.domain.windows import COVERAGE, Window, find_window


@dataclass(slots=True)
class Change:
    """The change of a total on one day.

    Summed from the first day on, these give the state after a day: the amount's seven (see Amount),
    units `known`, units whose level is `derived`, units `resumed` (back from stale), units
    `expected`. These hold for the one day: units `reporting`, `lapses` (units whose count of this
    day will go stale, because nothing follows within the limit), `corrected` counts, units with
    `contested` statements (sources further apart than the limit), how much running totals have
    `fallen`, the value `lumped` in `lumps` jumps over unreported days, and the reconciliation `gap`
    of `gaps` units. Of the units reporting, `worded` gave no value.
    """

    value: int = 0
    low: int = 0
    high: int = 0
    open_highs: int = 0
    without_value: int = 0
    unreviewed: int = 0
    disputed: int = 0
    known: int = 0
    derived: int = 0
    resumed: int = 0
    expected: int = 0
    reporting: int = 0
    worded: int = 0
    lapses: int = 0
    corrected: int = 0
    contested: int = 0
    fallen: int = 0
    lumped: int = 0
    lumps: int = 0
    gap: int = 0
    gaps: int = 0

    def add(self, other: Change, sign: int = 1) -> None:
        """Add another change to this one, or with sign -1 take it away."""
        for name, extra in zip(MEASURES, _read_measures(other), strict=True):
            if extra:
                setattr(self, name, getattr(self, name) + sign * extra)

    def add_amount(self, amount: Amount, sign: int) -> None:
        """Add (sign 1) or take away (sign -1) an amount."""
        self.value += sign * amount.value
        self.low += sign * amount.low
        self.high += sign * amount.high
        self.open_highs += sign * amount.open_highs
        self.without_value += sign * amount.without_value
        self.unreviewed += sign * amount.unreviewed
        self.disputed += sign * amount.disputed

    @property
    def is_empty(self) -> bool:
        """Whether it changes nothing."""
        return not any(self.values)

    @property
    def values(self) -> tuple[int, ...]:
        """All measures in the order of MEASURES."""
        measures: tuple[int, ...] = _read_measures(self)
        return measures


MEASURES: tuple[str, ...] = tuple(field.name for field in fields(Change))
_read_measures = attrgetter(*MEASURES)
STATE_MEASURES: tuple[str, ...] = MEASURES[: MEASURES.index("reporting")]
DAY_MEASURES: tuple[str, ...] = MEASURES[MEASURES.index("reporting") :]
SUMMED: tuple[str, ...] = (*STATE_MEASURES, "lapses")
"""What readings add up over days: the state, and the lapses that have come due."""

Changes = dict[tuple[str, date], Change]
"""Changes by series key and day."""


def change_at(changes: Changes, key: str, day: date) -> Change:
    """The change of a series on a day, made empty when there was none."""
    found = changes.get((key, day))
    if found is None:
        found = changes[key, day] = Change()
    return found


def merge_changes(changes: Changes, others: Changes) -> None:
    """Add all of `others`, which stay as they are."""
    for at, other in others.items():
        found = changes.get(at)
        if found is None:
            changes[at] = Change(*other.values)
        else:
            found.add(other)


def add_chain(  # noqa: PLR0917 (called with the fold's own things)
    changes: Changes,
    key: str,
    points: Iterable[Point | None],
    windows: Sequence[Window],
    limits: Limits,
    sign: int = 1,
) -> None:
    """Add what a chain of consecutive points contributes, or with sign -1 take it away.

    The chain starts at the point before the first one of interest and ends at the one after the
    last: None stands for "nothing before" and "nothing after". The end points contribute only by
    their link to the neighbour in the chain.
    """
    chain = _Chain(changes, key, windows, limits, sign)
    iterator = iter(points)
    before = next(iterator, None)
    window_before = chain.find_window(before)
    for after in iterator:
        window_after = chain.find_window(after)
        chain.add_link(before, window_before, after, window_after)
        before, window_before = after, window_after


def add_expected(changes: Changes, windows: Iterable[Window], sign: int = 1) -> None:
    """Add the days on which a unit is expected to report."""
    for window in windows:
        change_at(changes, COVERAGE, window.first).expected += sign
        if window.until is not None:
            change_at(changes, COVERAGE, window.until).expected -= sign


class _Chain:
    """Where the links of a chain are added: the changes of one series of a unit."""

    __slots__ = ("_changes", "_is_tally", "_key", "_limits", "_sign", "_windows")

    def __init__(
        self, changes: Changes, key: str, windows: Sequence[Window], limits: Limits, sign: int
    ) -> None:
        self._changes = changes
        self._key = key
        self._is_tally = key != COVERAGE and not Indicator(key).is_level
        self._windows = windows
        self._limits = limits
        self._sign = sign

    def find_window(self, point: Point | None) -> Window | None:
        """The window in which a point adds."""
        return find_window(self._windows, point.day) if point else None

    def add_link(
        self,
        before: Point | None,
        window_before: Window | None,
        after: Point | None,
        window_after: Window | None,
    ) -> None:
        """What follows from `before` having `after` as its next point."""
        sign, is_tally = self._sign, self._is_tally
        same_window = window_before is not None and window_before is window_after
        if before and window_before:
            next_day = after.day if after and same_window else window_before.until
            self._add_lapse(before.day, next_day)
            if not same_window and not is_tally and window_before.until is not None:
                _add_state(self._at(window_before.until), before, -sign)
        if after and is_tally and after.counted:
            _add_tally_step(self._at(after.day), before, after, sign)
        if after and window_after:
            change = self._at(after.day)
            if not is_tally:
                if before and same_window:
                    _add_state(change, before, -sign)
                _add_state(change, after, sign)
            _add_day_marks(change, before, after, self._limits, sign)

    def _add_lapse(self, day: date, next_day: date | None) -> None:
        if next_day is not None and (next_day - day).days <= self._limits.stale_after + 1:
            return
        self._at(day).lapses += self._sign
        if next_day is not None:
            self._at(next_day).resumed += self._sign

    def _at(self, day: date) -> Change:
        return change_at(self._changes, self._key, day)


def _add_state(change: Change, point: Point, sign: int) -> None:
    change.add_amount(point.amount, sign)
    change.known += sign
    if point.observation is None:
        change.derived += sign


def _add_tally_step(change: Change, before: Point | None, after: Point, sign: int) -> None:
    change.add_amount(after.share, sign)
    change.add_amount(before.share if before else NOTHING, -sign)
    if before is None or not before.counted:
        change.known += sign


def _add_day_marks(
    change: Change, before: Point | None, after: Point, limits: Limits, sign: int
) -> None:
    if after.observation is not None:
        change.reporting += sign
        if after.observation.value is None:
            change.worded += sign
        if after.observation.corrected:
            change.corrected += sign
        if after.observation.disagrees(limits.disagreement_share):
            change.contested += sign
    change.fallen += sign * after.fallen
    if after.lump_days:
        risen = after.amount.value - (before.amount.value if before else 0)
        change.lumped += sign * risen
        change.lumps += sign
    if after.gap is not None:
        change.gap += sign * after.gap
        change.gaps += sign
