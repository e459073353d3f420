"""The operation in words for who has one minute: room, when it is full, who is silent."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.charts.sentences.capacity import (
    SHELTERS,
    say_contradiction,
    say_places_age,
    say_room,
    say_unplaced,
)
from tracker.charts.sentences.forecast import say_until
from tracker.charts.sentences.others import Other, say_no_capacity
from tracker.charts.series.capacity import CapacitySeries
from tracker.charts.series.forecast import FullSeries, Outlook
from tracker.charts.wording import phrase_number
from tracker.domain.daily import DayTotal


def describe_overview(
    series: CapacitySeries, full: FullSeries, covered: DayTotal, others: Sequence[Other] = ()
) -> str:
    """Room, days to full and silent units on the last day; `covered` is its coverage.

    Without people, arrivals and places `others` come first, and reports that do not count, if
    there are any.
    """
    silence = say_silence(covered, series.stale_after)
    if series.is_empty:
        return (
            f"{say_no_capacity(series, others)} {silence}".strip()
            if others or series.uncounted
            else silence
        )
    said = (
        say_room(series, SHELTERS, dated=False),
        say_unplaced(series.days[-1]),
        say_places_age(series),
        say_contradiction(series.days[-1]),
        say_full(full),
        silence,
    )
    return " ".join(filter(None, said))


def say_full(full: FullSeries) -> str:
    """When they will be full, in one sentence; empty where the room has said all of it.

    `At the last week's pace they are full in 6 to 11 days, most likely in 7 days.`
    """
    if full.outlook is Outlook.AHEAD and full.usable is not None:
        return f"At the last week's pace they {say_until(full, full.usable, 'they')}."
    match full.outlook:
        case Outlook.FEW_DAYS:
            return "Too few reports to say when they will be full."
        case Outlook.OLD:
            return "The counts are too old to say when they will be full."
        case _:
            return ""


def count_silent(covered: DayTotal) -> int:
    """Units expected to report whose last report is older than the stale limit, or has not come."""
    return covered.stale + count_unheard(covered)


def count_unheard(covered: DayTotal) -> int:
    """Units expected to report that never did."""
    return max(0, covered.expected - covered.known)


def say_silence(covered: DayTotal, stale_after: int) -> str:
    """How many units are silent, and how long; empty where one unit is all there is and well.

    `3 of 22 units have not reported for more than 3 days.` Of a unit without any report no days of
    silence are told: it may have been registered today.
    """
    unheard, expected = count_unheard(covered), covered.expected
    stale = covered.stale
    of_all = f"{phrase_number(expected)} units"
    silence = phrase_silence(stale_after)
    if not expected:
        return ""
    if not stale and not unheard:
        within = f"within {_name_days(stale_after)}" if stale_after else "today"
        return f"All {of_all} have reported {within}." if expected > 1 else ""
    if max(stale, unheard) >= expected:
        return f"No unit has reported {silence if stale else 'yet'}."
    if not stale:
        return f"{phrase_number(unheard)} of {of_all} {_have(unheard)} not reported yet."
    said = f"{phrase_number(stale)} of {of_all} {_have(stale)} not reported {silence}"
    return f"{said}; {phrase_number(unheard)} not yet at all." if unheard else f"{said}."


def phrase_silence(stale_after: int) -> str:
    """How long a unit that is silent has not reported at least: the limit of what is stale."""
    return f"for more than {_name_days(stale_after)}" if stale_after else "today"


def _have(units: int) -> str:
    return "has" if units == 1 else "have"


def _name_days(days: int) -> str:
    return f"{days} day{'' if days == 1 else 's'}"
