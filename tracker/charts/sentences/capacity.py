"""Capacity against arrivals in words: the last day, what is free or over, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.charts.marks import Mark
from tracker.charts.series.capacity import CapacityDay, CapacitySeries
from tracker.charts.series.heads import Head
from tracker.charts.series.levels import LevelPoint
from tracker.charts.wording import (
    WORDS_ONLY,
    bound_free,
    phrase_coverage,
    phrase_day,
    phrase_level,
    phrase_mark,
    phrase_number,
    phrase_share,
)

A_LONG_TIME = 180
"""A day further back than this is told with its year."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Subject:
    """Of whom the sentences speak, with the forms of the verbs that fit."""

    name: str
    hold: str
    have: str
    they_were: str


SHELTERS = Subject(name="Shelters", hold="hold", have="have", they_were="they were")
ONE_SHELTER = Subject(name="This shelter", hold="holds", have="has", they_were="it was")


def describe(series: CapacitySeries, subject: Subject = SHELTERS) -> str:
    """What the chart says of its last day, and of the overflows before it."""
    if not series.days:
        return "There are no days to show."
    if series.is_empty:
        return _say_nothing(series)
    last = series.days[-1]
    sentences = [
        say_room(last, subject),
        _say_present(last),
        _say_peak(series, subject),
        _say_age(series),
        _say_basis(last),
        _say_stale(last, series.stale_after),
    ]
    return " ".join(filter(None, sentences))


def _say_nothing(series: CapacitySeries) -> str:
    nothing = f"No unit reported anything from {_span(series)}."
    if not series.drawn_claims:
        return nothing
    claims = len(series.drawn_claims)
    which = "one claim about the area as a whole, which counts in no sum"
    if claims > 1:
        which = f"{claims} claims about the area as a whole, which count in no sum"
    return f"{nothing} The chart shows {which}."


def say_room(last: CapacityDay, subject: Subject, *, dated: bool = True) -> str:
    """People sheltered on how many usable places, and what is free or over."""
    capacity, sheltered = last.capacity, last.sheltered
    on = f" on {phrase_day(last.day)}" if dated else ""
    name, hold, have = subject.name, subject.hold, subject.have
    if sheltered.value is None and capacity.value is None:
        return f"How many people {name[0].lower()}{name[1:]} {hold}{on} is {_why(sheltered)}."
    if sheltered.value is None:
        places = f"{name} {have} {phrase_level(capacity)} usable places{on}"
        return f"{places}; how many people sleep there is {_why(sheltered)}."
    if capacity.value is None:
        people = f"{name} {hold} {phrase_level(sheltered)} people{on}"
        return f"{people}; the number of usable places is {_why(capacity)}."
    taken = f"{phrase_level(sheltered)} of {phrase_level(capacity)} usable places"
    if last.overflow:
        taken = f"{phrase_level(sheltered)} people on {phrase_level(capacity)} usable places"
    return f"{name} {hold} {taken}{on}; {_say_free(last)}."


def _say_free(day: CapacityDay) -> str:
    """Free places are a bound where one of the two numbers is."""
    free, bound = day.free or 0, bound_free(day)
    if free == 0:
        return "none is free"
    if free < 0:
        return f"that is {bound}{phrase_number(-free)} over capacity"
    return f"{bound}{phrase_number(free)} {'is' if free == 1 else 'are'} free"


def _say_present(last: CapacityDay) -> str:
    if last.sheltered.value is not None or not last.present.known:
        return ""
    return f"Displaced people present: {phrase_level(last.present)}."


def _say_peak(series: CapacitySeries, subject: Subject) -> str:
    """Days over capacity before the last one; that one has been said."""
    over = [day for day in series.days[:-1] if day.overflow]
    if not over:
        return ""
    worst = max(over, key=lambda day: day.overflow or 0)
    days = "1 day" if len(over) == 1 else f"{len(over)} days"
    return (
        f"Earlier {subject.they_were} over capacity on {days}, "
        f"by {phrase_number(worst.overflow or 0)} on {phrase_day(worst.day)}."
    )


def _say_age(series: CapacitySeries) -> str:
    """Says when the number is not of the last day."""
    head = series.head(Head.SHELTERED)
    if head is None or head.value is None or not head.age or head.reported is None:
        return ""
    day = phrase_day(head.reported, year=head.age > A_LONG_TIME)
    return f"The last count of people sheltered is from {day}."


def _say_basis(last: CapacityDay) -> str:
    parts = []
    if last.coverage and last.coverage.expected > 1:
        parts.append(phrase_coverage(last.coverage))
    sheltered = last.sheltered
    if sheltered.counted and sheltered.unreviewed:
        share = phrase_share(sheltered.unreviewed, sheltered.counted)
        parts.append(f"{share} of the count is unreviewed")
    return _begin("; ".join(parts)) + "." if parts else ""


def _say_stale(last: CapacityDay, stale_after: int) -> str:
    stale = last.sheltered.find_mark(Mark.STALE)
    if stale is None:
        return ""
    return f"{_begin(phrase_mark(stale, stale_after))}."


def _why(point: LevelPoint) -> str:
    """Why there is no single number."""
    if not point.known:
        return "not reported"
    said = phrase_level(point)
    return "reported in words only" if said == WORDS_ONLY else f"reported as {said}"


def _span(series: CapacitySeries) -> str:
    first, last = series.days[0].day, series.days[-1].day
    return f"{phrase_day(first)} to {phrase_day(last, year=True)}"


def _begin(text: str) -> str:
    return text[:1].upper() + text[1:]
