"""Points of a level: what stood at the end of each day."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.charts.marks import Mark, PointMark, mark_level
from tracker.domain.amounts import best_number
from tracker.domain.daily import DayTotal


@dataclass(frozen=True, kw_only=True, slots=True)
class LevelPoint:
    """A level on a day. None is "not known", never zero.

    `value` is what is drawn, within its bounds `low` and `high`; `is_open` says that the upper
    bound is open, which leaves `high` None. `low` is None too where only words are known. `counted`
    is the sum of the units that gave a number. Units: `known`, and of those `without_value` gave
    words or a range only, so that they are in the bounds and not in `counted`; `reporting` on the
    day and `stale`. `unreviewed` is the part of `counted` that nobody verified, `gap` reported
    minus reckoned people present.
    """

    value: int | None = None
    low: int | None = None
    high: int | None = None
    is_open: bool = False
    counted: int | None = None
    known: int = 0
    without_value: int = 0
    reporting: int = 0
    stale: int = 0
    unreviewed: int = 0
    gap: int | None = None
    marks: tuple[PointMark, ...] = (PointMark(mark=Mark.MISSING),)

    @property
    def share_unreviewed(self) -> float | None:
        """The unreviewed part of what was counted, 0 to 1."""
        return self.unreviewed / self.counted if self.counted else None

    @property
    def is_exact(self) -> bool:
        """Whether the bounds say no more than the value."""
        return self.value is not None and self.low == self.high == self.value

    @property
    def is_carried(self) -> bool:
        """Whether nobody reported on the day and nothing was reckoned: all of it is older."""
        return self.find_mark(Mark.CARRIED) is not None

    def find_mark(self, mark: Mark) -> PointMark | None:
        """The mark with its share, if the point has it."""
        return next((one for one in self.marks if one.mark is mark), None)


UNKNOWN_LEVEL = LevelPoint()


def lacks_places(capacity: LevelPoint, sheltered: LevelPoint) -> bool:
    """Whether people are known of more units than places are: some sleep in places not counted."""
    return sheltered.known > capacity.known > 0


def read_level(total: DayTotal | None) -> LevelPoint:
    """The point of a day's total."""
    if total is None or not total.known:
        return UNKNOWN_LEVEL
    only_words = total.value is None and total.high is None and not total.low
    return LevelPoint(
        value=best_number(total.value, total.low, total.high),
        low=None if only_words else total.low,
        high=total.high,
        is_open=total.high is None,
        counted=total.value,
        known=total.known,
        without_value=total.without_value,
        reporting=total.reporting,
        stale=total.stale,
        unreviewed=total.unreviewed,
        gap=total.gap,
        marks=mark_level(total),
    )
