"""What acts changed in published totals, in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from tracker.charts.wording import phrase_bounds, phrase_signed
from tracker.domain.daily import Total
from tracker.domain.indicators import Indicator
from tracker.domain.published import Difference
from tracker.domain.steps import Step, find_step
from tracker.recording.published import ToldChange
from tracker.web.shared.formats import day as say_day

NOT_REPORTED = "not reported"


def describe_changes(changes: Iterable[ToldChange]) -> list[str]:
    """A sentence for each place and span of days, with all numbers that changed in it.

    Of one day: `Sudzha district, 9 Aug 2024: killed so far 3 → 4 (+1)`. Of several days the numbers
    are those of the first, and said to be: `Sudzha district, from 9 Aug 2024 on: killed so far +1
    on each day (on 9 Aug 3 → 4)`.
    """
    spans: dict[tuple[str, str], list[ToldChange]] = {}
    for change in changes:
        spans.setdefault((change.place_name, say_days(change.difference)), []).append(change)
    return [
        f"{place}, {days}: {'; '.join(map(_say_numbers, sorted(found, key=_in_order)))}"
        for (place, days), found in spans.items()
    ]


def _in_order(change: ToldChange) -> int:
    return list(Indicator).index(change.indicator)


def _say_numbers(change: ToldChange) -> str:
    found, step = change.difference, find_step(change.difference.before, change.difference.after)
    name = name_series(change.indicator).lower()
    numbers = f"{say_before(found)} → {say_after(found)}"
    said = _say_step(step) if step else None
    if found.last != found.first:
        if step and not _is_even(found, step):
            numbers += f", {said}"
        return f"{name} {_say_each(found, step)} (on {_say_short(found.first)} {numbers})"
    return f"{name} {numbers}" + (f" ({said})" if said else "")


def _is_even(found: Difference, step: Step) -> bool:
    """Whether it is the same on each day: not where a value came or went, too."""
    return step.is_even and (found.before.value is None) == (found.after.value is None)


def _say_each(found: Difference, step: Step | None) -> str:
    """What is the same on each day of a span, of which the numbers are not."""
    if step and _is_even(found, step):
        return f"{_say_step(step)} on each day"
    if found.before.low is None:
        return "reported now"
    return "no longer reported" if found.after.low is None else "reported in another way"


def _say_short(day: date) -> str:
    return say_day(day).rpartition(" ")[0]


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


def say_before(difference: Difference) -> str:
    """The total of the first day before the act, with its bounds."""
    return _say(difference.before)


def say_after(difference: Difference) -> str:
    """The total of the first day after the act, with its bounds."""
    return _say(difference.after)


def say_change(difference: Difference) -> str | None:
    """By how much the number of the first day changed, with its sign: `+3`, `+76 to +186`.

    Where nobody can say, what became of its range; None where one of both is not known.
    """
    step = find_step(difference.before, difference.after)
    return None if step is None else _say_step(step)


def _say_step(step: Step) -> str:
    if step.by is not None:
        return phrase_signed(step.by)
    if step.low is not None and step.high is not None:
        return f"{phrase_signed(step.low)} to {phrase_signed(step.high)}"
    if step.low is not None:
        return f"at least {phrase_signed(step.low)}"
    if step.high is not None:
        return f"at most {phrase_signed(step.high)}"
    return f"{step.reach} range"


def _say(total: Total) -> str:
    if total.low is None:
        return NOT_REPORTED
    return phrase_bounds(total.value, total.low, total.high)
