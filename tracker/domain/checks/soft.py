"""Soft checks: what is unlikely is asked about once, with the numbers compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.domain.checks.context import EntryContext
from tracker.domain.checks.history import describe_usual, find_swapped
from tracker.domain.checks.limits import GAP, NOUNS
from tracker.domain.checks.reckoning import FLOWS, added_on_day, reckon_present
from tracker.domain.counts import Count, Form
from tracker.domain.days import name_day
from tracker.domain.indicators import Indicator
from tracker.domain.qualifiers import Qualifier
from tracker.domain.reports import SoftWarning

FALL = "fall"
"""A running total that falls: the one warning that needs its kind and a reason to be confirmed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Entry:
    """A report under check, with what is known around it."""

    day: date
    counts: Sequence[Count]
    context: EntryContext

    def find(self, indicator: Indicator) -> Count | None:
        """The report's count of an indicator."""
        return next((count for count in self.counts if count.indicator is indicator), None)


Warnings = Iterator[SoftWarning]


def check_soft(
    day: date, counts: Sequence[Count], context: EntryContext
) -> tuple[SoftWarning, ...]:
    """What to ask before a report that passed the hard checks is kept, each with its key."""
    entry = _Entry(day=day, counts=counts, context=context)
    warnings = [warning for rule in REPORT_RULES for warning in rule(entry)]
    for count in counts:
        warnings += [warning for rule in COUNT_RULES for warning in rule(count, entry)]
    return tuple(warnings)


def _warn(code: str, indicator: Indicator, text: str, suggested: int | None = None) -> SoftWarning:
    message = f"Check the number of {NOUNS[indicator]}: {text}"
    return SoftWarning(code=code, indicator=indicator, message=message, suggested=suggested)


def _ask_late(entry: _Entry) -> Warnings:
    if entry.context.is_late:
        message = f"Check the day: a report about {name_day(entry.day)} is late and is marked so"
        yield SoftWarning(code="late", indicator=None, message=message)


def _ask_already_reported(entry: _Entry) -> Warnings:
    report_id = entry.context.own_report
    if report_id is not None:
        message = (
            "Check whether this is a second report: the same source already reported for this day. "
            f"To change what it said, correct report {report_id} instead"
        )
        yield SoftWarning(code="already_reported", indicator=None, message=message)


def _ask_negative_present(entry: _Entry) -> Warnings:
    reckoned = reckon_present(entry.counts, entry.context)
    if reckoned is None or reckoned >= 0 or entry.find(Indicator.PRESENT):
        return
    text = f"more left than there were, {_sum_in_words(entry)} make {reckoned:,}"
    yield _warn("negative_present", Indicator.DEPARTURES, text)


def _ask_jump(count: Count, entry: _Entry) -> Warnings:
    indicator, value, context = count.indicator, count.value, entry.context
    usual = describe_usual(indicator, context.history.get(indicator, ()))
    if usual is None or value is None or added_on_day(count, context) is None:
        return

    def measure(number: int) -> int:
        return _measure(count, number, entry)

    measured = measure(value)
    if measured < 0 or not usual.is_far(measured):
        return
    # Digits are swapped in numbers that were read off a list, hardly in "about 400".
    is_exact = count.qualifier is Qualifier.EXACT
    swapped = find_swapped(value, usual, measure) if is_exact else None
    near = f"the last number, {usual.latest:,}, and from the usual {usual.median:,}"
    adds = " a day" if count.form is Form.TOTAL else ""
    if swapped is not None:
        text = f"{measured:,}{adds} is far from {near}. Did you mean {swapped:,}, not {value:,}?"
        yield _warn("transposed", indicator, text, swapped)
    elif usual.is_jump(measured):
        yield _warn("jump", indicator, f"{measured:,}{adds} is far from {near}")


def _measure(count: Count, number: int, entry: _Entry) -> int:
    """What a number means in terms of the history: itself, or what a total so far adds a day."""
    if count.form is not Form.TOTAL:
        return number
    added = number - (entry.context.running.get(count.indicator) or 0)
    last = entry.context.last.get(count.indicator)
    return added // max(1, (entry.day - last.day).days) if last else added


def _ask_fall(count: Count, entry: _Entry) -> Warnings:
    value, running = count.value, entry.context.running.get(count.indicator)
    if count.form is not Form.TOTAL or value is None or running is None or value >= running:
        return
    text = (
        f"{value:,} in total is less than {running:,}, the total so far before it. "
        "If it is right, say why it fell"
    )
    yield _warn(FALL, count.indicator, text)


def _ask_above_later(count: Count, entry: _Entry) -> Warnings:
    later = entry.context.next_running.get(count.indicator)
    reached = _reach(count, entry.context)
    if later is not None and reached is not None and reached > later:
        text = f"{reached:,} in total is more than {later:,}, the total so far of a later day"
        yield _warn("above_later", count.indicator, text)


def _ask_counted_elsewhere(count: Count, entry: _Entry) -> Warnings:
    counted = entry.context.counted_elsewhere.get(count.indicator)
    since = entry.context.unit_since
    if count.form is not Form.TOTAL or not count.value or not counted or since is None:
        return
    text = (
        f"{count.value:,} in total covers days before {name_day(since)}, of which the district has "
        f"{counted:,} already. Nobody may be counted twice: enter as new only those since then, or "
        "confirm that none of them are the same people"
    )
    yield _warn("counted_elsewhere", count.indicator, text)


def _reach(count: Count, context: EntryContext) -> int | None:
    """The running total after a tally's count, None where it is not known."""
    running = context.running.get(count.indicator, 0)
    match count.form:
        case Form.TOTAL:
            return count.value
        case Form.NEW if count.value is not None and running is not None:
            return running + count.value
        case _:
            return None


def _ask_over_capacity(count: Count, entry: _Entry) -> Warnings:
    if count.indicator is not Indicator.SHELTERED:
        return
    places, whose = _find_capacity(entry)
    people = count.value if count.value is not None else count.bounds.low
    if places is not None and people is not None and people > places:
        text = f"{people:,} is {people - places:,} more than {whose}, {places:,}"
        yield _warn("over_capacity", count.indicator, text)


def _find_capacity(entry: _Entry) -> tuple[int | None, str]:
    stated = entry.find(Indicator.CAPACITY)
    if stated is not None:
        most = stated.value if stated.value is not None else stated.bounds.high
        return most, "the usable places"
    last = entry.context.last.get(Indicator.CAPACITY)
    if last is None:
        return None, ""
    return last.value, f"the usable places of {name_day(last.day)}"


def _ask_gap(count: Count, entry: _Entry) -> Warnings:
    reckoned = reckon_present(entry.counts, entry.context)
    if count.indicator is not Indicator.PRESENT or count.value is None or reckoned is None:
        return
    gap = count.value - reckoned
    if GAP.is_wide(gap, reckoned):
        less = "less" if gap < 0 else "more"
        text = (
            f"{count.value:,} is {abs(gap):,} {less} than {reckoned:,}, "
            f"reckoned from {_sum_in_words(entry)}"
        )
        yield _warn("gap", count.indicator, text)


def _sum_in_words(entry: _Entry) -> str:
    """The reckoning in words: `400 before, plus 50 arrivals, minus 10 departures`."""
    base = entry.context.last[Indicator.PRESENT].value or 0
    steps = [f"{base:,} before"]
    for indicator, sign in FLOWS.items():
        count = entry.find(indicator)
        if count is not None:
            added = added_on_day(count, entry.context) or 0
            steps.append(f"{'plus' if sign > 0 else 'minus'} {added:,} {NOUNS[indicator]}")
    return ", ".join(steps)


REPORT_RULES: tuple[Callable[[_Entry], Warnings], ...] = (
    _ask_late,
    _ask_already_reported,
    _ask_negative_present,
)
COUNT_RULES: tuple[Callable[[Count, _Entry], Warnings], ...] = (
    _ask_jump,
    _ask_fall,
    _ask_above_later,
    _ask_counted_elsewhere,
    _ask_over_capacity,
    _ask_gap,
)
