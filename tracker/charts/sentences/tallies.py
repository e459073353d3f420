"""Running totals in words: each of them by itself, never added to each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tracker.charts.marks import Mark
from tracker.charts.series.tallies import TallySeries
from tracker.charts.wording import phrase_day, phrase_level, phrase_number
from tracker.domain.indicators import Indicator

NOTHING = "Nobody reported anything about this up to"


def describe_tallies(series: Sequence[TallySeries]) -> str:
    """The last day of each series; there must be a day."""
    last = series[0].days[-1].day
    said = [_say(each) for each in series if not each.is_empty]
    if not said:
        return f"{NOTHING} {phrase_day(last, year=True)}."
    up_to = f"Up to {phrase_day(last, year=True)}: {'; '.join(said)}."
    return " ".join([up_to, *_list_doubts(series)])


def _say(series: TallySeries) -> str:
    last = series.days[-1]
    named = _NAMED[series.indicator]
    said = f"{phrase_level(last.total)} {named}"
    if last.new.new:
        said += f" ({phrase_number(last.new.new)} of them new that day)"
    return said


def _list_doubts(series: Sequence[TallySeries]) -> Iterator[str]:
    for each in series:
        fallen = [day for day in each.days if day.new.has(Mark.FALLEN)]
        if fallen:
            when = phrase_day(fallen[-1].day)
            yield f"The total of people {_NAMED[each.indicator]} was set lower on {when}."


_NAMED = {
    Indicator.KILLED: "killed",
    Indicator.INJURED: "injured",
    Indicator.HOSPITALISED: "of the injured taken to hospital",
    Indicator.MISSING: "missing now",
    Indicator.PRESENT: "displaced people present",
    Indicator.ARRIVALS: "arrived",
    Indicator.DEPARTURES: "left again",
    Indicator.EVACUATED: "moved out by organised evacuation",
}
