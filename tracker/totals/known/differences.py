"""How totals as known at two moments differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain.changes import MEASURES, Change, Changes, change_at
from tracker.domain.indicators import Indicator
from tracker.domain.published import Difference, list_differences
from tracker.store.base import table_of
from tracker.store.totals import AreaChangeRow
from tracker.totals.beneath import split_places
from tracker.totals.known.past import Past
from tracker.totals.scopes import SERIES_KEYS
from tracker.totals.update import list_unit_changes

_TABLE = table_of(AreaChangeRow)


def find_known_differences(
    session: Session, place_ids: Sequence[int] | None, earlier: Past, later: Past
) -> Iterator[tuple[Indicator, Difference]]:
    """Differences of each indicator, summed over places (None: all), in the order of days.

    Days that had not come at the earlier moment are left out. A constant number of statements.
    """
    after, change = _read_changes(session, place_ids, earlier, later)
    until = earlier.until
    for indicator in Indicator:
        found = list_differences(
            _pick(after, indicator, until), _pick(change, indicator, until), until
        )
        for difference in found:
            yield indicator, replace(difference, last=difference.last or until)


def _read_changes(
    session: Session, place_ids: Sequence[int] | None, earlier: Past, later: Past
) -> tuple[Changes, Changes]:
    """All changes as known at the later moment, and what of them came after the earlier one."""
    units, areas = split_places(session, place_ids)
    after: Changes = {}
    change: Changes = {}
    stored = select(_TABLE).where(
        _TABLE.c.place_id.in_(areas), _TABLE.c.day <= min(earlier.until, later.until)
    )
    for row in session.connection().execute(stored):
        found = Change(**dict(zip(MEASURES, row[3:], strict=True)))
        change_at(after, row.indicator, row.day).add(found)
    _add_all(after, later.list_changes(areas).values())
    _add_all(change, later.list_changes(areas).values())
    _add_all(change, earlier.list_changes(areas).values(), -1)
    for new in _list_of_units(later, units):
        _add_all(after, [new])
        _add_all(change, [new])
    _add_all(change, _list_of_units(earlier, units), -1)
    return after, change


def _list_of_units(past: Past, units: Sequence[int]) -> Iterator[Changes]:
    """All that was known of units that are no areas."""
    for scope in past.registers.load_scopes(units).values():
        yield list_unit_changes(past.load_points(scope.place_id, SERIES_KEYS), scope, past.clock)


def _add_all(changes: Changes, more: Iterable[Changes], sign: int = 1) -> None:
    for found in more:
        for (key, day), change in found.items():
            change_at(changes, key, day).add(change, sign)


def _pick(changes: Changes, indicator: Indicator, until: date) -> dict[date, Change]:
    """The changes of one series that change anything."""
    return {
        day: change
        for (key, day), change in changes.items()
        if key == indicator and day <= until and not change.is_empty
    }
