"""Points of a flow: what a tally added on each day."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.charts.marks import Mark, PointMark, mark_flow
from tracker.domain.daily import DayTotal


@dataclass(frozen=True, kw_only=True, slots=True)
class FlowPoint:
    """What came in or left on a day. `new` is None where no number was reported, never negative.

    `low` and `high` are its bounds, also of a range without a number; `high` None is open or not
    reported, `low` None where nobody stated one.
    `fallen` is by how much running totals were set lower on the day; it is no flow and is kept
    apart. `reporting` are the units that reported it on the day, `known` all that ever did.
    """

    new: int | None = None
    low: int | None = None
    high: int | None = None
    fallen: int = 0
    reporting: int = 0
    known: int = 0
    marks: tuple[PointMark, ...] = (PointMark(mark=Mark.MISSING),)

    @property
    def is_open(self) -> bool:
        """Whether there is something to which nobody stated an upper bound."""
        return self.high is None and (self.new is not None or self.low is not None)

    @property
    def reach(self) -> int | None:
        """The most that is drawn of it: the upper bound, else the number, else the lower bound."""
        return next((one for one in (self.high, self.new, self.low) if one is not None), None)

    def has(self, mark: Mark) -> bool:
        """Whether the point carries the mark."""
        return any(one.mark is mark for one in self.marks)


NO_FLOW = FlowPoint()


def read_flow(total: DayTotal | None) -> FlowPoint:
    """The point of a day. A negative number is no flow: it counts as not known."""
    if total is None or not total.reporting:
        return NO_FLOW
    new = total.new if total.new is not None and total.new >= 0 else None
    return FlowPoint(
        new=new,
        low=total.new_low,
        high=total.new_high,
        fallen=total.fallen,
        reporting=total.reporting,
        known=total.known,
        marks=mark_flow(total, in_words=new is None),
    )
