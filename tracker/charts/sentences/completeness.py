"""Who has reported in words: one unit's days, an area's rates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import takewhile
from typing import NamedTuple

from tracker.charts.wording import phrase_day, phrase_number, phrase_share
from tracker.domain.completeness import Rates, UnitDay, UnitState, count_rates

_SAID = (UnitState.LATE, UnitState.MISSING, UnitState.CORRECTED, UnitState.UNCHANGED)
_WORDS = {
    UnitState.LATE: "late",
    UnitState.MISSING: "missing",
    UnitState.CORRECTED: "corrected",
    UnitState.UNCHANGED: "unchanged",
}


def describe_unit_days(days: Sequence[UnitDay], first: date) -> str:
    """A unit's days, those that differ named.

    >>> describe_unit_days([], date(2024, 8, 6))
    'Not expected to report'
    """
    return ". ".join([phrase_rates(count_rates(days)), *_list_days(days, first)])


def _list_days(days: Sequence[UnitDay], first: date) -> Iterator[str]:
    for state in _SAID:
        found = [first + timedelta(days=at) for at, day in enumerate(days) if day.state is state]
        if found:
            yield f"{_WORDS[state].capitalize()}: {phrase_days(found)}"


def phrase_days(days: Iterable[date]) -> str:
    """Days in order, those that follow each other as one stretch.

    >>> phrase_days([date(2024, 8, 6), date(2024, 8, 7), date(2024, 8, 9)])
    '6 Aug to 7 Aug, 9 Aug'
    """
    stretches: list[tuple[date, date]] = []
    for day in days:
        if stretches and day - stretches[-1][1] == timedelta(days=1):
            stretches[-1] = (stretches[-1][0], day)
        else:
            stretches.append((day, day))
    return ", ".join(_phrase_stretch(*stretch) for stretch in stretches)


def _phrase_stretch(first: date, last: date) -> str:
    start = phrase_day(first, short=True)
    return start if first == last else f"{start} to {phrase_day(last, short=True)}"


def phrase_rates(rates: Rates) -> str:
    """How many of the reports that were expected arrived, and how many in time.

    >>> phrase_rates(Rates(expected=30, received=28, on_time=24))
    '28 of 30 reports received, 24 on time'
    """
    if not rates.expected:
        return "Not expected to report"
    received, expected = phrase_number(rates.received), phrase_number(rates.expected)
    return f"{received} of {expected} reports received, {phrase_number(rates.on_time)} on time"


def phrase_rate(part: int, whole: int) -> str | None:
    """A rate in per cent; None where nothing was expected."""
    return phrase_share(part, whole) if whole else None


class Silence(NamedTuple):
    """A silent unit: for how many days, and whether it reported before."""

    name: str
    days: int
    has_reported: bool


def describe_completeness(
    rates: Rates,
    first: date,
    last: date,
    *,
    units: int,
    silent: Sequence[Silence],
    paused: int,
    others: int = 0,
) -> str:
    """The whole in words; `silent` are the silent units, the longest silence first.

    `units` are those that are expected to report; `paused` are further ones, which are not, and
    `others` those that were units in a part of the days only, or that owe no report yet.
    """
    end = phrase_day(last, year=True)
    period = f"On {end}" if first == last else f"From {phrase_day(first)} to {end}"
    pause = _say_pause(paused, units) + _say_others(others, paused + units)
    if not rates.expected:
        return f"{period}, no report was due.{pause}"
    said = (
        f"{period}, {phrase_number(rates.received)} of {phrase_number(rates.expected)} reports "
        f"that were due arrived ({phrase_share(rates.received, rates.expected)}), "
        f"{phrase_number(rates.on_time)} on time ({phrase_share(rates.on_time, rates.expected)})."
    )
    return f"{said} {_say_silent(units, silent)}{pause}"


def _say_pause(paused: int, units: int) -> str:
    if not paused:
        return ""
    further = "further " if units else ""
    if paused == 1:
        return f" 1 {further}unit is closed or on standby: no report is due of it."
    return f" {paused:,} {further}units are closed or on standby: no report is due of them."


def _say_others(others: int, named: int) -> str:
    if not others:
        return ""
    more = " more" if named else f" unit{'' if others == 1 else 's'}"
    return (
        f" {others:,}{more} reported in a part of these days only, or no report is due of "
        f"{'it' if others == 1 else 'them'} yet."
    )


def _say_silent(units: int, silent: Sequence[Silence]) -> str:
    if not silent:
        return "Every unit has sent the last report that was due."
    longest = silent[0]
    have = "has" if len(silent) == 1 else "have"
    said = f"{len(silent):,} of {units:,} units {have} not sent the last report that was due"
    alike = sum(1 for _ in takewhile(lambda each: each[1:] == longest[1:], silent))
    days = f"{_name_days(longest.days)}{'' if longest.has_reported else ', without any report yet'}"
    if alike == len(silent) > 1:
        return f"{said}, each for {days}."
    named = longest.name if alike == 1 else f"{alike:,} of them"
    return f"{said}, {named} for longest: {days}."


def _name_days(days: int) -> str:
    return f"{days} day{'' if days == 1 else 's'}"
