"""What the checks need to know of the unit beside the report itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tracker.domain.amounts import Spread
from tracker.domain.indicators import Indicator


@dataclass(frozen=True, kw_only=True, slots=True)
class LastKnown:
    """The last point of a series before the report's day.

    `value` is the level, or the running total of a tally (None: known in words or as a range only);
    `said` is the observation in its own words; `derived` says that a level was reckoned from flows.
    """

    day: date
    value: int | None
    said: str
    derived: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class EntryContext:
    """What is known around a report, filled from the unit's points on other days.

    `today` is the operation's day now, `start` its first day; `is_late` whether the report's day is
    past its deadline. A report being corrected is left out of everything here, as is every other
    day's future unless named.

    `last` is the last point before the day; a level only while it is still carried on the day (the
    same window). `history` holds up to 14 values of days before the day, newest first: observed
    levels, or what a tally added on a day; of a unit that reports all series daily they reach back
    about a week. Days without a value, and totals so far that cover several days or fell, are left
    out.
    `running` is a tally's running total before the day, None when it is known in words only;
    absent: never reported. `running_bounds` is what that total can be. `next_running` is the first
    *total so far* that stands on a later day; None or absent: none. `unit_since` is the day from
    which the place is a reporting unit, where that is later than `start`, and `counted_elsewhere`
    what the rest of its district counted before it, since the place's own last total.
    `own_report` is another standing report of the same source about this unit and day. A claim
    about an area that is no reporting unit has none of these: the first three fields are enough.
    """

    today: date
    start: date
    is_late: bool = False
    last: Mapping[Indicator, LastKnown] = field(default_factory=dict)
    history: Mapping[Indicator, tuple[int, ...]] = field(default_factory=dict)
    running: Mapping[Indicator, int | None] = field(default_factory=dict)
    running_bounds: Mapping[Indicator, Spread] = field(default_factory=dict)
    next_running: Mapping[Indicator, int | None] = field(default_factory=dict)
    unit_since: date | None = None
    counted_elsewhere: Mapping[Indicator, int] = field(default_factory=dict)
    own_report: int | None = None
