"""Stretches of a unit's points, a bounded number of days at a time, and jumps over what moves."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import Select, and_, bindparam, or_, select, update
from sqlalchemy.orm import Session

from tracker.domain.counts import Form
from tracker.domain.folds import Point
from tracker.domain.shifts import Shifts
from tracker.store.base import table_of
from tracker.store.prepared import Prepared
from tracker.store.totals import UnitDayRow
from tracker.totals.points import PointsByDay, read_point

STEP_ROWS = 48
"""Points read at once, of all series together: more than a unit can have of two days."""

_TABLE = table_of(UnitDayRow)
_SINCE = and_(_TABLE.c.place_id == bindparam("place"), _TABLE.c.day >= bindparam("since"))
_OF_SERIES = and_(_SINCE, _TABLE.c.indicator == bindparam("key"))
_STEP = Prepared(select(_TABLE).where(_SINCE).order_by(_TABLE.c.day).limit(bindparam("rows")))


def _first(query: Select[*tuple[object, ...]]) -> Prepared:
    return Prepared(query.order_by(_TABLE.c.day).limit(1))


_NEXT = _first(select(_TABLE.c.day).where(_OF_SERIES))
_NEXT_TOTAL = _first(select(_TABLE).where(_OF_SERIES, _TABLE.c.form == Form.TOTAL.value))
_NEXT_FIXED = _first(
    select(_TABLE.c.day).where(
        _OF_SERIES,
        or_(
            _TABLE.c.form != Form.NEW.value,
            _TABLE.c.other_low.is_not(None),
            _TABLE.c.outside != 0,
        ),
    )
)
_LAST_OF_SERIES = Prepared(
    select(_TABLE)
    .where(
        _TABLE.c.place_id == bindparam("place"),
        _TABLE.c.indicator == bindparam("key"),
        _TABLE.c.day < bindparam("before"),
    )
    .order_by(_TABLE.c.day.desc())
    .limit(1)
)


def find_last_points(
    session: Session, place_id: int, keys: Collection[str], before: date
) -> dict[str, Point]:
    """The last point of each series before a day."""
    rows = (
        _LAST_OF_SERIES.first(session, place=place_id, key=str(key), before=before) for key in keys
    )
    return {row.indicator: read_point(row) for row in rows if row is not None}


class Stretch:
    """The first days of a unit's points from the day `since` on, and the way to what follows.

    `points` holds whole days; `beyond` is the first day that is left out, None where all is there.
    """

    def __init__(self, session: Session, place_id: int, since: date) -> None:
        self._session = session
        self._place_id = place_id
        self._since = since
        rows = _STEP.rows(session, place=place_id, since=since, rows=STEP_ROWS)
        # The last day of a full step may go on after it.
        self.beyond: date | None = rows[-1].day if len(rows) == STEP_ROWS else None
        self.points: PointsByDay = {}
        for row in rows:
            if row.day != self.beyond:
                self.points.setdefault(row.day, {})[row.indicator] = read_point(row)

    def go_on(self, keys: Collection[str]) -> Stretch | None:
        """The days from the next one on that has points of these series; None where none has."""
        day = self._find_first(_NEXT, keys) if self.beyond is not None else None
        return self.go_to(day) if day is not None else None

    def go_to(self, day: date) -> Stretch:
        """The days from another one on."""
        return Stretch(self._session, self._place_id, day)

    def find_last(self, keys: Collection[str], before: date) -> dict[str, Point]:
        """The last point of each series beyond these days and before another one."""
        last = find_last_points(self._session, self._place_id, keys, before)
        beyond = self.beyond or before
        return {key: point for key, point in last.items() if point.day >= beyond}

    def find_total(self, key: str) -> Point | None:
        """The first total so far that is stated after the day `since`, however far off."""
        for day, points in self.points.items():
            observation = points[key].observation if key in points else None
            if day > self._since and observation and observation.form is Form.TOTAL:
                return points[key]
        if self.beyond is None:
            return None
        row = _NEXT_TOTAL.first(
            self._session, place=self._place_id, key=str(key), since=self.beyond
        )
        return read_point(row) if row is not None else None

    def find_fixed(self, keys: Collection[str]) -> date | None:
        """The first day beyond on which any of these running totals does not move with the last."""
        return self._find_first(_NEXT_FIXED, keys)

    def _find_first(self, query: Prepared, keys: Collection[str]) -> date | None:
        given = {"place": self._place_id, "since": self.beyond}
        rows = (query.first(self._session, key=str(key), **given) for key in keys)
        return min((row.day for row in rows if row is not None), default=None)

    def shift(self, shifts: Shifts, until: date | None) -> None:
        """Move what is stored beyond these days, and before the day `until`."""
        for key, amount in shifts.items():
            moved = {
                name: _TABLE.c[name] + getattr(amount, name)
                for name in ("value", "low", "high", "open_highs", "unreviewed", "disputed")
                if getattr(amount, name)
            }
            rest = [
                _TABLE.c.place_id == self._place_id,
                _TABLE.c.indicator == str(key),
                _TABLE.c.day >= self.beyond,
            ]
            if until is not None:
                rest.append(_TABLE.c.day < until)
            self._session.execute(update(_TABLE).where(*rest).values(moved))
