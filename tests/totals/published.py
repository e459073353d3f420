"""What published totals were before and after an act, read twice from outside."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.histories import AREAS, START, UNITS
from tracker.domain.daily import Total
from tracker.domain.days import iterate_days
from tracker.domain.indicators import Indicator
from tracker.store.base import table_of
from tracker.store.published import PublishedActRow, PublishedChangeRow
from tracker.totals.read import read_days

PLACES = tuple(dict.fromkeys((*AREAS, *UNITS)))

Reading = dict[tuple[int, str, date], Total]


def read_all(session: Session, last: date) -> Reading:
    """The total of every place, series and day up to the last one."""
    session.flush()
    return {
        (place, key, day.day): Total(value=day.value, low=day.low, high=day.high)
        for place in PLACES
        for key, days in read_days(session, [place], START, last).items()
        if key in tuple(Indicator)
        for day in days
    }


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A row of what was kept."""

    place_id: int
    indicator: str
    first: date
    last: date | None
    before: Total
    after: Total

    def days(self, published: date) -> list[date]:
        return list(iterate_days(self.first, self.last or published))


def list_acts(session: Session) -> list[Any]:
    return list(session.execute(select(table_of(PublishedActRow)).order_by(PublishedActRow.id)))


def list_kept(session: Session, act_id: int | None = None) -> list[Kept]:
    """What was kept of an act, of all acts without one."""
    table = table_of(PublishedChangeRow)
    query = select(table).order_by(table.c.place_id, table.c.indicator, table.c.first_day)
    if act_id is not None:
        query = query.where(table.c.act_id == act_id)
    return [
        Kept(
            place_id=row.place_id,
            indicator=row.indicator,
            first=row.first_day,
            last=row.last_day,
            before=Total(value=row.value_before, low=row.low_before, high=row.high_before),
            after=Total(value=row.value_after, low=row.low_after, high=row.high_after),
        )
        for row in session.execute(query)
    ]


def check_against(kept: list[Kept], before: Reading, after: Reading, published: date) -> None:
    """Hold what was kept against two readings: the days that differ, and by how much."""
    told: dict[tuple[int, str, date], Kept] = {}
    for row in kept:
        for day in row.days(published):
            at = (row.place_id, row.indicator, day)
            assert at not in told, f"{at} is told twice"
            told[at] = row
    differ = {at for at in after if before[at] != after[at]}
    assert told.keys() == differ
    for (place, key, day), row in told.items():
        old, new = before[place, key, day], after[place, key, day]
        if day == row.first:
            assert (old, new) == (row.before, row.after)
        assert _step(old.value, new.value) == _step(row.before.value, row.after.value)
        if old.value == new.value:
            assert _step(old.low, new.low) == _step(row.before.low, row.after.low)
            assert _step(old.high, new.high) == _step(row.before.high, row.after.high)


def _step(before: int | None, after: int | None) -> tuple[bool, bool, int]:
    if before is None or after is None:
        return before is None, after is None, 0
    return False, False, after - before
