"""Capacity against arrivals in words: the last day, what is free or over, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.charts.marks import Mark
from tracker.charts.sentences.others import Other, say_no_capacity
from tracker.charts.sentences.room import say_free
from tracker.charts.series.capacity import CapacityDay, CapacitySeries
from tracker.charts.series.heads import Head, HeadNumber
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

A_LONG_TIME = 180
"""A day further back than this is told with its year."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Subject:
    """Of whom the sentences speak, with the forms of the verbs that fit."""

    name: str
    hold: str
    have: str
    they_were: str

    def begin(self, verb: str, before: str | None) -> str:
        """The subject with its verb; in the past, at its place in the sentence, after `before`."""
        if before is None:
            return f"{self.name} {verb}"
        past = {self.hold: "held", self.have: "had"}[verb]
        return f"{before}, {self.name[0].lower()}{self.name[1:]} {past}"


SHELTERS = Subject(name="Shelters", hold="hold", have="have", they_were="they were")
ONE_SHELTER = Subject(name="This shelter", hold="holds", have="has", they_were="it was")


def describe(
    series: CapacitySeries, subject: Subject = SHELTERS, others: Sequence[Other] = ()
) -> str:
    """What the chart says of its last day, and of the overflows before it.

    Where there is nothing to draw, `others` tell what is known beside.
    """
    if not series.days:
        return "There are no days to show."
    if series.is_empty:
        return _say_nothing(series, others)
    last = series.days[-1]
    sentences = [
        say_room(series, subject),
        say_unplaced(last),
        say_places_age(series),
        say_contradiction(last),
        _say_present(last),
        _say_peak(series, subject),
        _say_age(series),
        _say_basis(last),
        _say_stale(last, series.stale_after),
    ]
    return " ".join(filter(None, sentences))


def describe_outside(series: CapacitySeries, others: Sequence[Other] = ()) -> str:
    """What is told of the outside of a district's shelters, which has no shelter numbers."""
    if not series.days or series.is_empty:
        return describe(series, others=others)
    last, head = series.days[-1], series.head(Head.PRESENT)
    on = phrase_day(last.day)
    if not last.present.known:
        said = f"How many displaced people were present outside shelters on {on} is not reported."
    else:
        said = f"Displaced people present outside shelters on {on}: {phrase_level(last.present)}."
    is_old = last.present.known and head is not None and head.age
    age = f"The last count of them is from {_say_report(head)}." if head and is_old else ""
    stale = last.present.find_mark(Mark.STALE)
    old = f"{_begin(phrase_mark(stale, series.stale_after))}." if stale else ""
    return " ".join(filter(None, (said, age, old)))


def _say_nothing(series: CapacitySeries, others: Sequence[Other]) -> str:
    nothing = say_no_capacity(series, others)
    if not series.drawn_claims:
        return nothing
    claims = len(series.drawn_claims)
    which = "one claim about the area as a whole, which counts in no sum"
    if claims > 1:
        which = f"{claims} claims about the area as a whole, which count in no sum"
    return f"{nothing} The chart shows {which}."


def say_room(series: CapacitySeries, subject: Subject, *, dated: bool = True) -> str:
    """People sheltered on how many usable places, and what is free or over, on the last day.

    What nobody has reported anew for longer than the stale limit is told as of its day:
    `As last reported on 3 May, shelters held 60 of 100 usable places; 40 were free.`
    """
    last = series.days[-1]
    capacity, sheltered = last.capacity, last.sheltered
    old = _find_old(series, Head.CAPACITY if sheltered.value is None else Head.SHELTERED)
    before = f"As last reported on {_say_report(old)}" if old else None
    on = f" on {phrase_day(last.day)}" if dated and old is None else ""
    if sheltered.value is None and capacity.value is None:
        name = f"{subject.name[0].lower()}{subject.name[1:]}"
        return f"How many people {name} {subject.hold}{on} is {_why(sheltered)}."
    if sheltered.value is None:
        places = f"{subject.begin(subject.have, before)} {phrase_level(capacity)} usable places{on}"
        return f"{places}; how many people sleep there is {_why(sheltered)}."
    hold = subject.begin(subject.hold, before)
    if capacity.value is None:
        people = f"{hold} {phrase_level(sheltered)} people{on}"
        return f"{people}; the number of usable places is {_why(capacity)}."
    taken = f"{phrase_level(sheltered)} of {phrase_level(capacity)} usable places"
    if last.overflow:
        taken = f"{phrase_level(sheltered)} people on {phrase_level(capacity)} usable places"
    return f"{hold} {taken}{on}; {say_free(last, is_old=old is not None)}."


def _find_old(series: CapacitySeries, key: Head) -> HeadNumber | None:
    """The head number if its last report is older than the stale limit."""
    head = series.head(key)
    is_old = head is not None and head.value is not None and (head.age or 0) > series.stale_after
    return head if is_old else None


def _say_report(head: HeadNumber) -> str:
    """The day of its last report, which there must be; with the year where that is long ago."""
    return phrase_day(head.reported or head.day, year=(head.age or 0) > A_LONG_TIME)


def say_unplaced(day: CapacityDay) -> str:
    """Of how many units the places are known, where that is fewer than of people; else empty."""
    if day.free is None or not day.lacks_places:
        return ""
    part, whole = phrase_number(day.capacity.known), phrase_number(day.sheltered.known)
    return f"Places are known of {part} of the {whole} units that count people sheltered."


def say_places_age(series: CapacitySeries) -> str:
    """Says when usable places are of another old day than people; empty where they are not."""
    sheltered, old = series.head(Head.SHELTERED), _find_old(series, Head.CAPACITY)
    if sheltered is None or sheltered.value is None or old is None:
        return ""
    if sheltered.reported == old.reported:
        return ""
    return f"Usable places are as last reported on {_say_report(old)}."


def say_contradiction(day: CapacityDay) -> str:
    """Points out that more people are sheltered than present, which cannot be."""
    sheltered, present = day.sheltered, day.present
    if sheltered.value is None or present.value is None or sheltered.value <= present.value:
        return ""
    why = "the counts contradict each other"
    if present.known < sheltered.known:
        why = "not every unit that counts people sheltered counts people present"
    return (
        f"More people are sheltered ({phrase_number(sheltered.value)}) than present "
        f"({phrase_number(present.value)}): {why}."
    )


def _say_present(last: CapacityDay) -> str:
    if last.sheltered.value is not None or not last.present.known:
        return ""
    return f"Displaced people present: {phrase_level(last.present)}."


def _say_peak(series: CapacitySeries, subject: Subject) -> str:
    """Days surely over capacity before the last one; that one has been said."""
    over = [day for day in series.days[:-1] if day.overflow and not day.lacks_places]
    if not over:
        return ""
    worst = max(over, key=lambda day: day.overflow or 0)
    days = "1 day" if len(over) == 1 else f"{len(over)} days"
    return (
        f"Earlier {subject.they_were} over capacity on {days}, "
        f"by {phrase_number(worst.overflow or 0)} on {phrase_day(worst.day)}."
    )


def _say_age(series: CapacitySeries) -> str:
    """Says when the number is not of the last day; a stale one has been told so at once."""
    head = series.head(Head.SHELTERED)
    if head is None or head.value is None or not head.age or _find_old(series, Head.SHELTERED):
        return ""
    return f"The last count of people sheltered is from {_say_report(head)}."


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


def _begin(text: str) -> str:
    return text[:1].upper() + text[1:]
