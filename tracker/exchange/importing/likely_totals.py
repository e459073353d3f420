"""New places of a file that look like totals of the others, by their names or by their numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.domain.checks.limits import NOUNS
from tracker.domain.indicators import Indicator
from tracker.exchange.detecting.total_words import is_like_total_row
from tracker.exchange.importing.entries import Stated
from tracker.exchange.mapping import Matched, PlaceMatcher
from tracker.registry.wording import say_day

_CALLED = "it is called so"
_FEWEST_OTHERS = 3
_FEWEST_FILLED = 2
_MOST_ROWS = 3
_ALMOST_ALL = 0.8
"""The part of its days on which a place has to be a sum: some shelter is one on some day."""

_SMALLEST = 20
"""What places one below another have to add up to: a few people are the sum of some too often."""

Day = tuple[date, int]
"""A day and source."""

Districts = Mapping[int, int | None]
"""The districts of places."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LikelyTotal:
    """A place that looks like a total, and why; `rows` are the first of its `number` rows."""

    words: str
    why: str
    rows: tuple[int, ...]
    number: int

    def say(self, noun: str) -> str:
        """`“Oblast” (row 5): 220 people present on 7 Aug 2024, all others together 220`."""
        said = [f"{row}" for row in self.rows]
        if others := self.number - len(said):
            said.append(f"{others:,} other{'' if others == 1 else 's'}")
        rows = f"s {', '.join(said[:-1])} and {said[-1]}" if said[1:] else f" {said[0]}"
        return f"“{self.words}” ({noun}{rows}): {self.why}"


def find_likely_totals(
    stated: Sequence[Stated], created: Sequence[Matched], matcher: PlaceMatcher
) -> tuple[LikelyTotal, ...]:
    """Of the places that are to be registered those that look like totals of others in the file.

    They are held against the others of their day: those above them in the file down from the last
    such sum, those of their district, and all. What is off by a little is found as well, also where
    others are blank. `stated` is in the order of the file.
    """
    if not created:
        return ()
    new = {-number: matched for number, matched in enumerate(created, start=1)}
    paths = {place_id: matcher.find_path(place_id, new) for place_id in _list_places(stated)}
    above = {place_id for path in paths.values() for place_id in path}
    found = {place_id: _CALLED for place_id, m in new.items() if is_like_total_row(m.key.shelter)}

    districts = {place_id: path[-1] if path else None for place_id, path in paths.items()}
    for find in (_find_running, _find_sums):
        others = [o for o in stated if o.place_id not in above and o.place_id not in found]
        found |= find(others, new, districts)
    return tuple(_list_likely(stated, found, new))


def _list_places(stated: Iterable[Stated]) -> set[int]:
    return {one.place_id for one in stated}


def _list_likely(
    stated: Iterable[Stated], found: Mapping[int, str], new: Mapping[int, Matched]
) -> Iterator[LikelyTotal]:
    rows: dict[int, set[int]] = defaultdict(set)
    for one in stated:
        if one.place_id in found:
            rows[one.place_id].update(one.rows)
    for place_id, numbers in rows.items():
        yield LikelyTotal(
            words=new[place_id].key.words,
            why=found[place_id],
            rows=tuple(sorted(numbers)[:_MOST_ROWS]),
            number=len(numbers),
        )


@dataclass(slots=True)
class _Sum:
    """Reports with room for a count: how many, how many above 0, their sum, and the largest."""

    reports: int = 0
    filled: int = 0
    value: int = 0
    largest: int = 0
    place_id: int = 0

    def add(self, value: int | None, place_id: int) -> None:
        self.reports += 1
        if value:
            self.filled += 1
            self.value += value
            if value > self.largest:
                self.largest, self.place_id = value, place_id

    def join(self, other: _Sum) -> None:
        self.reports += other.reports
        self.filled += other.filled
        self.value += other.value
        if other.largest > self.largest:
            self.largest, self.place_id = other.largest, other.place_id

    @property
    def others(self) -> int:
        """The sum of all but the largest."""
        return self.value - self.largest

    def holds_total(self) -> bool:
        """Whether the largest is nearly the sum of the others; only it can be."""
        if self.filled <= _FEWEST_FILLED:
            return False
        # Of two others nearly the sum is too often chance.
        few = self.reports <= _FEWEST_OTHERS
        return self.largest == self.others if few else _is_near(self.largest, self.others)


Sums = dict[Indicator, _Sum]


def _is_near(value: int, others: int) -> bool:
    """Whether it is the sum but for one in a hundred, or for 2 people of 40 and more."""
    off = abs(value - others)
    return off * 100 <= others or (off <= 2 and off * 20 <= others)  # noqa: PLR2004


class _Finds:
    """On how many days places are sums, and an example of each in words."""

    def __init__(self) -> None:
        self._days: dict[int, set[date]] = defaultdict(set)
        self._words: dict[int, str] = {}

    def add(self, day: date, indicator: Indicator, found: _Sum, called: str) -> None:
        self._days[found.place_id].add(day)
        said = f"{found.largest:,} {NOUNS[indicator]} on {say_day(day)}"
        self._words.setdefault(found.place_id, f"{said}, {called} together {found.others:,}")

    def settle(self, stated: Iterable[Stated]) -> dict[int, str]:
        """The places that are sums on nearly all of their days with people, with the example."""
        if not self._days:
            return {}
        days: dict[int, set[date]] = defaultdict(set)
        for one in stated:
            if one.place_id in self._days and any(count.value for count in one.counts):
                days[one.place_id].add(one.day)
        return {
            place_id: words
            for place_id, words in self._words.items()
            if len(self._days[place_id]) >= _ALMOST_ALL * len(days[place_id])
        }


def _find_sums(
    stated: Sequence[Stated], new: Mapping[int, Matched], districts: Districts
) -> dict[int, str]:
    """New places that are nearly the sum of all others, or of those of their district, by day."""
    groups: dict[tuple[int | None, Day], Sums] = defaultdict(dict)
    for one in stated:
        group = groups[districts[one.place_id], (one.day, one.source_id)]
        for count in one.counts:
            _find(group, count.indicator).add(count.value, one.place_id)
        for indicator in one.blank:
            _find(group, indicator).add(None, one.place_id)
    every: dict[Day, Sums] = defaultdict(dict)
    finds = _Finds()
    for (_, day), group in groups.items():
        _note_totals(day, group, new, finds)
        for indicator, found in group.items():
            _find(every[day], indicator).join(found)
    for day, group in every.items():
        _note_totals(day, group, new, finds)
    return finds.settle(stated)


def _find(group: Sums, indicator: Indicator) -> _Sum:
    found = group.get(indicator)
    if found is None:
        found = group[indicator] = _Sum()
    return found


def _note_totals(day: Day, group: Sums, new: Mapping[int, Matched], finds: _Finds) -> None:
    for indicator, found in group.items():
        if found.place_id in new and found.holds_total():
            finds.add(day[0], indicator, found, "all others")


def _find_running(
    stated: Sequence[Stated], new: Mapping[int, Matched], _: Districts
) -> dict[int, str]:
    """New places that are the sum of those above them, since the last that was such a sum."""
    runs: dict[Day, Sums] = defaultdict(dict)
    finds = _Finds()
    for one in stated:
        run = runs[one.day, one.source_id]
        if one.place_id in new and _ends(one, run):
            count = one.counts[0]
            above = run[count.indicator]
            # What it adds up to comes on top: the largest beside all others.
            total = _Sum(value=2 * above.value, largest=above.value, place_id=one.place_id)
            finds.add(one.day, count.indicator, total, "those above it")
            run.clear()
            continue
        for count in one.counts:
            _find(run, count.indicator).add(count.value, one.place_id)
    return finds.settle(stated)


def _ends(one: Stated, run: Sums) -> bool:
    """Whether each count is the sum of those before it."""
    if not one.counts or one.counts[0].indicator not in run:
        return False
    first = run[one.counts[0].indicator]
    # Mostly the first count tells that it is not.
    if one.counts[0].value != first.value or first.filled < _FEWEST_OTHERS:
        return False
    told = [(count.value, run.get(count.indicator)) for count in one.counts]
    return first.value >= _SMALLEST and all(run and value == run.value for value, run in told)
