"""A map in words: how many areas are in its most urgent class, which is worst, what is missing."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.charts.bounds import Bound
from tracker.charts.map_wording import phrase_measure
from tracker.charts.series.map import MapArea, MapMeasure, MapSeries
from tracker.charts.wording import phrase_day


def describe_map(series: MapSeries) -> str:
    """What it shows; there must be an area."""
    return " ".join(_say(series))


def _say(series: MapSeries) -> Iterator[str]:
    known = [area for area in series.areas if area.value is not None]
    day, many = phrase_day(series.day, year=True), len(series.areas)
    if not known:
        yield f"On {day} none of {_count(many)} has a number."
        return
    measure, worst = series.measure, max(known, key=lambda area: _rank(series.measure, area))
    alarmed = [area for area in known if area.step == len(series.steps) - 1]
    yield f"{measure.label} on {day}: {_phrase_worst(measure, worst)}."
    if alarmed:
        are = "is" if len(alarmed) == 1 else "are"
        yield f"{len(alarmed)} of {_count(many)} {are} {_ALARMS[measure]}."
    if len(known) < many:
        missing = many - len(known)
        yield f"{_count(missing)} {'has' if missing == 1 else 'have'} no number, which is not zero."


def _count(areas: int) -> str:
    return f"{areas:,} area{'' if areas == 1 else 's'}"


def _rank(measure: MapMeasure, area: MapArea) -> float:
    value = area.value or 0
    return -value if measure is MapMeasure.FREE else value


def _phrase_worst(measure: MapMeasure, area: MapArea) -> str:
    value, bound = area.value or 0, area.bound
    if measure is MapMeasure.FREE and value < 0 and bound is not None:
        # What is over rises as free places fall.
        bound = _TURNED.get(bound, bound)
    word = f"{bound.words} " if bound else ""
    return f"{_EXTREMES[measure]} {area.name}, {word}{phrase_measure(measure, value)}"


_TURNED = {Bound.AT_LEAST: Bound.AT_MOST, Bound.AT_MOST: Bound.AT_LEAST}


_EXTREMES = {
    MapMeasure.OCCUPANCY: "highest in",
    MapMeasure.FREE: "fewest in",
    MapMeasure.ARRIVALS: "most in",
    MapMeasure.SILENCE: "longest in",
}
_ALARMS = {
    MapMeasure.OCCUPANCY: "over capacity",
    MapMeasure.FREE: "over capacity",
    MapMeasure.ARRIVALS: "in the class of 500 or more",
    MapMeasure.SILENCE: "in the class that was silent longest",
}
