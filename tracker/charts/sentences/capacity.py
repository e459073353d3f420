"""Capacity against arrivals in words: the last day, what is free or over, and how sure that is."""

from __future__ import annotations

from tracker.charts.marks import Mark
from tracker.charts.series.capacity import CapacityDay, CapacitySeries
from tracker.charts.series.heads import Head
from tracker.charts.series.levels import LevelPoint
from tracker.charts.wording import (
    WORDS_ONLY,
    phrase_coverage,
    phrase_day,
    phrase_level,
    phrase_mark,
    phrase_number,
    phrase_share,
)


def describe(series: CapacitySeries, subject: str = "Shelters") -> str:
    """What the chart says of its last day.

    `subject` are the shelters in the plural, or a name with "hold" fitting: "Shelters hold …".
    """
    if not series.days:
        return "There are no days to show."
    if series.is_empty:
        return f"Nothing was reported from {_span(series)}."
    last = series.days[-1]
    sentences = [
        _say_room(last, subject),
        _say_present(last),
        _say_peak(series),
        _say_age(series),
        _say_basis(last),
        _say_stale(last, series.stale_after),
    ]
    return " ".join(filter(None, sentences))


def _say_room(last: CapacityDay, subject: str) -> str:
    capacity, sheltered = last.capacity, last.sheltered
    on = f"on {phrase_day(last.day)}"
    if sheltered.value is None and capacity.value is None:
        return f"How many people {_lower(subject)} hold {on} is {_why(sheltered)}."
    if sheltered.value is None:
        return (
            f"{subject} have {phrase_level(capacity)} usable places {on}; "
            f"how many people sleep there is {_why(sheltered)}."
        )
    if capacity.value is None:
        return (
            f"{subject} hold {phrase_level(sheltered)} people {on}; "
            f"the number of usable places is {_why(capacity)}."
        )
    said = (
        f"{subject} hold {phrase_level(sheltered)} of {phrase_level(capacity)} usable places {on}"
    )
    return f"{said}; {_say_free(last)}."


def _say_free(day: CapacityDay) -> str:
    """Free places are a bound where one of the two numbers is."""
    free = day.free or 0
    if free == 0:
        return "none is free"
    if free < 0:
        least = "at least " if day.sheltered.is_open else ""
        return f"that is {least}{phrase_number(-free)} over capacity"
    most = "at most " if day.sheltered.is_open else ""
    return f"{most}{phrase_number(free)} {'is' if free == 1 else 'are'} free"


def _say_present(last: CapacityDay) -> str:
    if last.sheltered.value is not None or not last.present.known:
        return ""
    return f"Displaced people present: {phrase_level(last.present)}."


def _say_peak(series: CapacitySeries) -> str:
    """Days over capacity before the last one; that one has been said."""
    over = [day for day in series.days[:-1] if day.overflow]
    if not over:
        return ""
    worst = max(over, key=lambda day: day.overflow or 0)
    days = "1 day" if len(over) == 1 else f"{len(over)} days"
    return (
        f"Earlier they were over capacity on {days}, "
        f"by {phrase_number(worst.overflow or 0)} on {phrase_day(worst.day)}."
    )


def _say_age(series: CapacitySeries) -> str:
    """Says when the number is not of the last day."""
    head = series.head(Head.SHELTERED)
    if head is None or head.value is None or not head.age or head.reported is None:
        return ""
    return f"The last count of people sheltered is from {phrase_day(head.reported)}."


def _say_basis(last: CapacityDay) -> str:
    parts = []
    if last.coverage and last.coverage.expected > 1:
        parts.append(phrase_coverage(last.coverage))
    sheltered = last.sheltered
    if sheltered.value and sheltered.unreviewed:
        share = phrase_share(sheltered.unreviewed, sheltered.value)
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


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
