"""Totals that are hidden on the days on which they would tell of a single hidden place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from itertools import product

from tracker.domain.company import find_telling
from tracker.domain.daily import DayTotal
from tracker.domain.indicators import Indicator
from tracker.exchange.exporting.day_values import HIDDEN, DayValue, PlaceDay
from tracker.exchange.exporting.publishing import Unpublished
from tracker.recording.knowledge import Knowledge

_DAYS_AT_ONCE, _PLACES_AT_ONCE = 92, 50
_Cell = tuple[Indicator, date]


@dataclass(frozen=True, kw_only=True, slots=True)
class TellingTotals:
    """The places of which a number would tell of a hidden one, by indicator and day."""

    places: Mapping[_Cell, frozenset[int | None]]

    def hide(self, days: Iterable[PlaceDay]) -> Iterator[PlaceDay]:
        """Days of places with those values hidden that would tell."""
        for one in days:
            values = {
                indicator: _hide(value) if self._tells(one, indicator) else value
                for indicator, value in one.values.items()
            }
            yield replace(one, values=values)

    def _tells(self, of: PlaceDay, indicator: Indicator) -> bool:
        return of.line.place.id in self.places.get((indicator, of.day), ())


NO_TELLING_TOTALS = TellingTotals(places={})


def find_telling_totals(
    knowledge: Knowledge,
    unpublished: Unpublished,
    first: date,
    last: date,
    indicators: Sequence[Indicator],
) -> TellingTotals:
    """What to hide beside the places without numbers, from `first` to `last`."""
    hidden, parents, secret = unpublished.numberless, unpublished.parents, unpublished.secret
    looked_at = sorted(at for at, above in parents.items() if at in hidden or above in hidden)
    find = lru_cache(None)(lambda known: find_telling(parents, hidden, known, secret))
    found: dict[_Cell, frozenset[int | None]] = {}
    while first <= last:
        until = min(last, first + timedelta(days=_DAYS_AT_ONCE - 1))
        known = _list_known(knowledge, looked_at, first, until, indicators)
        found |= {cell: telling for cell, places in known.items() if (telling := find(places))}
        first = until + timedelta(days=1)
    return TellingTotals(places=found)


def _list_known(
    knowledge: Knowledge,
    places: Sequence[int],
    first: date,
    last: date,
    indicators: Sequence[Indicator],
) -> dict[_Cell, tuple[int, ...]]:
    """The places that have a number, by indicator and day."""
    known: dict[_Cell, list[int]] = defaultdict(list)
    for start in range(0, len(places), _PLACES_AT_ONCE):
        some = places[start : start + _PLACES_AT_ONCE]
        totals = knowledge.read_days_of_each(some, first, last, indicators)
        for place, indicator in product(some, indicators):
            for total in totals[place][indicator]:
                if total.known:
                    known[indicator, total.day].append(place)
    return {cell: tuple(at) for cell, at in known.items()}


def _hide(value: DayValue) -> DayValue:
    """A value of which nothing is said but that it is hidden."""
    nothing = DayTotal(
        day=value.total.day,
        value=None,
        low=None,
        high=None,
        new=None,
        fallen=0,
        unreviewed=0,
        disputed=0,
        without_value=0,
        expected=0,
        known=0,
        reporting=0,
        derived=0,
        carried=0,
        stale=0,
        corrected=0,
        contested=0,
        lumped=0,
        lumps=0,
        gap=None,
    )
    return DayValue(
        indicator=value.indicator, total=nothing, mark=HIDDEN, qualifier=None, stated=None
    )
