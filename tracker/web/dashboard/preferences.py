"""Marks of numbers that count because a reviewer preferred them: of days, and of places."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from tracker.charts.tables.drawn import DrawnPoint
from tracker.domain.indicators import Indicator
from tracker.recording.knowledge import Knowledge
from tracker.registry.places import Unit, is_unit, list_places_beneath, list_units_under
from tracker.web.dashboard.extents import Extent
from tracker.web.dashboard.periods import Period
from tracker.web.dashboard.short_marks import ShortMark

PREFERRED, PREFERRED_IN_WORDS = "preferred", "preferred by a reviewer"

PLACES = (Indicator.CAPACITY, Indicator.SHELTERED, Indicator.PRESENT)
"""Numbers that stand in lists of places."""

Preferred = Mapping[int, Mapping[str, int]]
"""By place id and series key: of how many units the number was preferred."""


def count_preferred(
    knowledge: Knowledge, places: Sequence[int], day: date, keys: Sequence[str] = PLACES
) -> Preferred:
    """How many of the numbers that make up those of areas or units on a day were preferred.

    Of what has none nothing is said. It takes as long as there are units in the places of which a
    report was ever preferred, and a constant number of statements.
    """
    units = _list_judged(knowledge, places, day)
    if not units:
        return {}
    points = knowledge.read_last_points([unit.place_id for unit in units], day, keys)
    preferred = knowledge.list_preferred_points(points)
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for unit in units:
        for place_id in _list_path(unit):
            found[place_id].update(preferred.get(unit.place_id, ()))
    return found


def mark_areas(
    knowledge: Knowledge,
    points: Iterable[DrawnPoint],
    groups: Mapping[str, Collection[int]],
    period: Period,
) -> Iterator[DrawnPoint]:
    """Points of groups of areas, by name, with a mark on the day of each preferred number in them.

    A constant number of statements, as in count_preferred.
    """
    units = _list_judged(knowledge, [one for ids in groups.values() for one in ids], period.last)
    ids = [unit.place_id for unit in units]
    judged = knowledge.list_preferred_of_each(ids, period.first, period.last) if ids else {}
    found: Counter[tuple[str, date, str]] = Counter()
    for unit in units:
        lies_in = [name for name, areas in groups.items() if not _list_path(unit).isdisjoint(areas)]
        for day, indicators in judged.get(unit.place_id, {}).items():
            found.update((name, day, key) for name in lies_in for key in indicators)
    for point in points:
        count = found[point.place or "", point.day, point.series.removesuffix("_new")]
        yield mark_preferred(point, say_preferred(count, point.known or 1)) if count else point


def mark_preferred(point: DrawnPoint, words: str) -> DrawnPoint:
    """A point with the mark, and what it means in words."""
    explained = "; ".join(filter(None, (point.explained, words)))
    return replace(point, marks=(*point.marks, PREFERRED), explained=explained)


def say_preferred(count: int, whole: int, what: str = "number") -> str:
    """That so many numbers in one that rests on a `whole` of them were preferred."""
    if whole == 1:
        return PREFERRED_IN_WORDS
    return f"{count:,} {what}{'' if count == 1 else 's'} in it {PREFERRED_IN_WORDS}"


def _list_judged(knowledge: Knowledge, places: Sequence[int], day: date) -> tuple[Unit, ...]:
    """The units in places, on a day, of which a report was ever preferred."""
    candidates = set(knowledge.list_places_ever_preferred()) if places else set()
    if candidates:
        candidates &= set(list_places_beneath(knowledge.session, places, knowledge.registers))
    if not candidates:
        return ()
    return list_units_under(knowledge.session, candidates, day, knowledge.registers)


def _list_path(unit: Unit) -> frozenset[int]:
    """The unit and the areas above it."""
    return frozenset((unit.place_id, *(above for above, _ in unit.path)))


def list_preferred_marks(
    knowledge: Knowledge, extent: Extent, period: Period, indicators: Collection[str]
) -> Mapping[date, list[ShortMark]]:
    """One mark for each such number of a day, by day; of a unit only, which has reports."""
    return {
        day: [_make_mark(one) for one in Indicator if one in preferred and one in indicators]
        for day, preferred in find_preferred(knowledge, extent, period).items()
    }


def find_preferred(
    knowledge: Knowledge, extent: Extent, period: Period
) -> Mapping[date, Collection[str]]:
    """The indicators of each day that were preferred; of a unit only, which has reports."""
    place, last = extent.place, period.last
    if place is None or not is_unit(knowledge.session, place.id, last, knowledge.registers):
        return {}
    return knowledge.list_preferred(place.id, period.first, last)


def mark_points(
    points: Iterable[DrawnPoint], preferred: Mapping[date, Collection[str]]
) -> Iterator[DrawnPoint]:
    """Points of a chart, with a mark where their number was preferred; never of claims."""
    for point in points:
        key = point.series.removesuffix("_new")
        if point.source is None and key in preferred.get(point.day, ()):
            yield mark_preferred(point, PREFERRED_IN_WORDS)
        else:
            yield point


def say_marks(marks: Mapping[date, Sequence[ShortMark]]) -> dict[date, tuple[str, ...]]:
    """Their words alone, by day."""
    return {day: tuple(words for _, words in found) for day, found in marks.items()}


def _make_mark(indicator: Indicator) -> ShortMark:
    return (PREFERRED, f"{indicator.definition.label.lower()} {PREFERRED_IN_WORDS}")
