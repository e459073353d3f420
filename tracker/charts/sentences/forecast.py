"""When shelters will be full, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tracker.charts.sentences.capacity import SHELTERS, Subject
from tracker.charts.series.forecast import FullSeries, Outlook
from tracker.charts.wording import phrase_day, phrase_number
from tracker.domain.forecast import FEWEST_DAYS, HORIZON, Until
from tracker.domain.openings import RoomChange

MOST_CHANGES = 2
"""Coming openings and closings that are named, and a third where it is the last."""


def describe_full(series: FullSeries, subject: Subject = SHELTERS) -> str:
    """What can be said of the coming days; empty where there are no places to fill."""
    they = "it" if subject.have == "has" else "they"
    return " ".join(_list_sentences(series, they))


def phrase_until(series: FullSeries, until: Until) -> str:
    """The range in days: `in 6 to 11 days`, `in 6 to over 30 days`, `not within 30 days`."""
    soonest, latest = series.days_until(until.earliest), series.days_until(until.latest)
    if soonest is None:
        return f"not within {HORIZON} days"
    if soonest == latest:
        return f"in {_days(soonest)}"
    return f"in {soonest} to {_name_latest(latest)} days"


def phrase_span(series: FullSeries, until: Until) -> str:
    """The range in days alone, for a head number: `6 to 11`, `6 to over 30`, `over 30`."""
    soonest, latest = series.days_until(until.earliest), series.days_until(until.latest)
    if until.likely is None:
        return f"over {HORIZON}"
    return str(soonest) if soonest == latest else f"{soonest} to {_name_latest(latest)}"


def phrase_within(series: FullSeries, until: Until) -> str | None:
    """What stands beside `phrase_span`: `most likely 7`, `26 at the earliest`; None without it."""
    soonest, likely = series.days_until(until.earliest), series.days_until(until.likely)
    if likely is None:
        return None if soonest is None else f"{soonest} at the earliest"
    return None if until.earliest == until.latest else f"most likely {likely}"


def _name_latest(latest: int | None) -> str:
    return f"over {HORIZON}" if latest is None else str(latest)


def _list_sentences(series: FullSeries, they: str) -> Iterator[str]:
    match series.outlook:
        case Outlook.NO_ROOM:
            return
        case Outlook.NO_PLACES:
            pass  # what stands before has said it; some may open
        case Outlook.SOME_PLACES:
            yield (
                f"When {they} will be full is not known: "
                "not all units say how many places they have."
            )
        case Outlook.FEW_DAYS:
            yield (
                f"Not enough reports to say when {they} will be full: "
                f"that takes {FEWEST_DAYS} days with new counts of people sheltered."
            )
        case Outlook.OLD:
            yield f"The counts are too old to say when {they} will be full."
        case _:
            yield from _say_ahead(series, they)
    yield from _say_changes(series.changes)


def _say_ahead(series: FullSeries, they: str) -> Iterator[str]:
    usable, standby = series.usable, series.with_standby
    if series.outlook is Outlook.AHEAD and usable is not None:
        yield f"At the pace of the last week {they} {say_until(series, usable, they)}."
    if standby is not None:
        yield f"With standby places opened {they} {say_until(series, standby, they)}."


def say_until(series: FullSeries, until: Until, they: str) -> str:
    """What goes on after `they` or `it`, in the words of the head number.

    `are full in 6 to 11 days, most likely in 7 days`.
    """
    soonest, likely = series.days_until(until.earliest), series.days_until(until.likely)
    are, do = ("is", "does") if they == "it" else ("are", "do")
    if soonest is None:
        return f"{do} not fill within {HORIZON} days"
    sooner = ", or sooner, as the last count has no upper bound" if until.is_open else ""
    if likely is None:
        worst = f"but perhaps in {_days(soonest)}"
        return f"{are} not expected to fill within {HORIZON} days, {worst}{sooner}"
    if until.earliest == until.latest:
        return f"{are} full in {_days(likely)}{sooner}"
    return f"{are} full {phrase_until(series, until)}, most likely in {_days(likely)}{sooner}"


def _say_changes(changes: Sequence[RoomChange]) -> Iterator[str]:
    """The next ones one by one; of many more how many follow."""
    named = changes if len(changes) <= MOST_CHANGES + 1 else changes[:MOST_CHANGES]
    for change in named:
        yield _say_change(change)
    left = len(changes) - len(named)
    if left:
        yield f"{left} more openings and closings follow up to {phrase_day(changes[-1].day)}."


def _say_change(change: RoomChange) -> str:
    verb = "opens" if change.opens else "closes"
    on = phrase_day(change.day)
    if change.usable is None:
        return f"{change.place} {verb} on {on}; how many places that makes is not known yet."
    places = phrase_number(abs(change.usable))
    return f"{change.place} {verb} on {on}: {places} places {'more' if change.opens else 'less'}."


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"
