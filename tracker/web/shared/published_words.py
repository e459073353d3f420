"""What acts changed in published totals, in words."""

from __future__ import annotations

from datetime import date

from tracker.charts.wording import phrase_bounds, phrase_change
from tracker.domain.daily import Total
from tracker.domain.indicators import Indicator
from tracker.domain.published import Difference
from tracker.recording.published import ToldChange
from tracker.web.shared.formats import day as say_day

NOT_REPORTED = "not reported"


def describe_change(change: ToldChange) -> str:
    """`Sudzha district, from 9 Aug 2024 on, killed so far: 4 → 3`."""
    days, series = say_days(change.difference), name_series(change.indicator).lower()
    return f"{change.place_name}, {days}, {series}: {say_step(change.difference)}"


def name_series(indicator: Indicator) -> str:
    """The series of an indicator: a level, or the running total of a tally."""
    label = indicator.definition.label
    return label if indicator.is_level else f"{label} so far"


def say_days(difference: Difference) -> str:
    """The days: `9 Aug 2024`, `9 Aug 2024 to 12 Aug 2024`, `from 9 Aug 2024 on`."""
    first, last = difference.first, difference.last
    if last is None:
        return f"from {say_day(first)} on"
    return say_day(first) if first == last else f"{_say_start(first, last)} to {say_day(last)}"


def _say_start(first: date, last: date) -> str:
    """A day before another one, without what both have in common at the end."""
    if (first.year, first.month) == (last.year, last.month):
        return str(first.day)
    return say_day(first).rpartition(" ")[0] if first.year == last.year else say_day(first)


def say_step(difference: Difference) -> str:
    """From what to what; the bounds only where the value stayed."""
    before, after = say_before(difference), say_after(difference)
    return f"{before} → {after}"


def say_before(difference: Difference) -> str:
    """The total of the first day before the act."""
    return _say(difference.before, with_bounds=_is_of_bounds(difference))


def say_after(difference: Difference) -> str:
    """The total of the first day after the act."""
    return _say(difference.after, with_bounds=_is_of_bounds(difference))


def say_change(difference: Difference) -> str | None:
    """By how much the value changed, with its sign; None where one of them is not known."""
    before, after = difference.before.value, difference.after.value
    if before is None or after is None or before == after:
        return None
    return phrase_change(after - before)


def _is_of_bounds(difference: Difference) -> bool:
    return difference.before.value == difference.after.value


def _say(total: Total, *, with_bounds: bool) -> str:
    if total.low is None:
        return NOT_REPORTED
    if total.value is None or with_bounds:
        return phrase_bounds(total.value, total.low, total.high)
    return f"{total.value:,}"
