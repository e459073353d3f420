"""Reconciliation gaps of units as they were where levels, or flows of a day, were other ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain.changes import Changes, change_at
from tracker.domain.indicators import Indicator
from tracker.store.base import table_of
from tracker.store.gathered import gather, read_day, read_gathered
from tracker.store.listed import list_ids
from tracker.store.totals import UnitDayRow
from tracker.totals.known.neighbours import Pair

_TABLE = table_of(UnitDayRow)


class Gaps:
    """A gap follows from the level of the day, the one before, and the flows of the day.

    Notes by how much these were others, and on which days there was nothing to compare.
    """

    def __init__(self) -> None:
        self._steps: dict[Pair, int] = defaultdict(int)
        self._gone: set[Pair] = set()

    def note(self, place: int, key: str, day: date, step: int, following: date | None) -> None:
        """A number of a day was higher by `step`; `following` is the next day of its series."""
        if key == Indicator.PRESENT:
            self._steps[place, day] += step
            self.note_before(place, following, step)
        elif key == Indicator.ARRIVALS:
            self._steps[place, day] -= step
        elif key == Indicator.DEPARTURES:
            self._steps[place, day] += step

    def note_before(self, place: int, day: date | None, step: int) -> None:
        """The level before a day (None: no day that matters) was higher by `step`."""
        if day is not None:
            self._steps[place, day] -= step

    def note_gone(self, place: int, day: date | None) -> None:
        """On a day (None: no day that matters) there was nothing to compare."""
        if day is not None:
            self._gone.add((place, day))

    def put_right(self, session: Session, changes: Mapping[int, Changes]) -> None:
        """Put right what units add, by place id; one statement."""
        steps = {pair: step for pair, step in self._steps.items() if step}
        touched = steps.keys() | self._gone
        gaps = _load_gaps(session, {place for place, _ in touched}) if touched else {}
        for place, day in touched:
            gap = gaps.get(place, {}).get(day)
            if gap is None:
                continue
            change = change_at(changes[place], Indicator.PRESENT, day)
            if (place, day) in self._gone:
                change.gap -= gap
                change.gaps -= 1
            else:
                change.gap += steps[place, day]


def _load_gaps(session: Session, place_ids: Collection[int]) -> dict[int, dict[date, int]]:
    """All gaps of units by day, read as lists: of many units and days rows would take too long."""
    places = list_ids(session, place_ids)
    query = (
        select(
            _TABLE.c.place_id,
            gather(session, _TABLE.c.day, _TABLE.c.day),
            gather(session, _TABLE.c.gap, _TABLE.c.day),
        )
        .where(
            _TABLE.c.place_id.in_(select(places.c.id)),
            _TABLE.c.indicator == Indicator.PRESENT,
            _TABLE.c.gap.is_not(None),
        )
        .group_by(_TABLE.c.place_id)
    )
    return {
        place: dict(zip(map(read_day, read_gathered(days)), read_gathered(gaps), strict=True))
        for place, days, gaps in session.connection().execute(query)
    }
