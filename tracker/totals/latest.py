"""Find the last days with reports, of areas, units and the whole operation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from itertools import chain

from sqlalchemy import ColumnElement, Subquery, case, select
from sqlalchemy.orm import Session

from tracker.domain.windows import COVERAGE
from tracker.store.base import AnySelect, table_of
from tracker.store.listed import list_keys
from tracker.store.places import PlaceRow
from tracker.store.totals import AreaChangeRow, UnitDayRow
from tracker.totals.beneath import split_places
from tracker.totals.known.past import Past

_CHANGES = table_of(AreaChangeRow)
_POINTS = table_of(UnitDayRow)


def find_last_reports(
    session: Session, place_ids: Sequence[int] | None, until: date, *, past: Past | None = None
) -> dict[int, date]:
    """The last day up to `until` with any report, by place id (None: the roots of the tree).

    One statement with one index look-up per place. Places without any report are absent. With
    `past` as it was known then.
    """
    found = _list_last(session, place_ids, [COVERAGE], until, past)
    return {place_id: last for place_id, _, last in found}


def find_last_days(
    session: Session,
    place_ids: Sequence[int] | None,
    keys: Collection[str],
    until: date,
    *,
    past: Past | None = None,
) -> dict[str, date]:
    """The last day up to `until` on which anybody in the places reported a series, by its key.

    None reads the whole operation. Series that nobody ever reported are absent. With `past` as it
    was known then.
    """
    last: dict[str, date] = {}
    for _, key, day in _list_last(session, place_ids, keys, until, past):
        last[key] = max(day, last.get(key, day))
    return last


def find_last_report(
    session: Session, place_ids: Sequence[int] | None, until: date, *, past: Past | None = None
) -> date | None:
    """The last day up to `until` with a report about any of the places (None: the operation)."""
    return find_last_days(session, place_ids, [COVERAGE], until, past=past).get(COVERAGE)


_Last = Iterator[tuple[int, str, date]]
"""Place id, series key and the last day with a report."""


def _list_last(
    session: Session,
    place_ids: Sequence[int] | None,
    keys: Collection[str],
    until: date,
    past: Past | None,
) -> _Last:
    if past is None:
        rows = session.execute(_select_last(place_ids, keys, until))
        return ((row.id, row.key, row.last) for row in rows if row.last is not None)
    units, areas = split_places(session, place_ids)
    return chain(
        _list_last_of_areas(session, areas, keys, until, past),
        _list_last_of_units(units, keys, until, past),
    )


def _list_last_of_areas(
    session: Session, areas: Sequence[int], keys: Collection[str], until: date, past: Past
) -> _Last:
    """As known in the past: an act since may have made or taken away a day's only report."""
    query = select(_CHANGES.c.place_id, _CHANGES.c.indicator, _CHANGES.c.day, _CHANGES.c.reporting)
    reporting: dict[tuple[int, str], dict[date, int]] = defaultdict(lambda: defaultdict(int))
    for place_id, key, day, units in session.execute(
        query.where(
            _CHANGES.c.place_id.in_(areas),
            _CHANGES.c.indicator.in_(keys),
            _CHANGES.c.day <= min(until, past.until),
            _CHANGES.c.reporting > 0,
        )
    ):
        reporting[place_id, key][day] = units
    for area, changes in past.list_changes(areas).items():
        for (key, day), change in changes.items():
            if key in keys and day <= until:
                reporting[area, key][day] += change.reporting
    for (area, key), days in reporting.items():
        with_reports = [day for day, units in days.items() if units > 0]
        if with_reports:
            yield area, key, max(with_reports)


def _list_last_of_units(
    units: Sequence[int], keys: Collection[str], until: date, past: Past
) -> _Last:
    found = past.load_last_points(units, until, keys, only_reported=True)
    for place_id, points in found.items():
        for key, point in points.items():
            yield place_id, key, point.day


def _select_last(place_ids: Sequence[int] | None, keys: Collection[str], until: date) -> AnySelect:
    """Place, key and last day: an index look-up each, however long the history."""
    wanted = list_keys(keys)
    of_area, of_unit = _last_of_area(wanted, until), _last_of_unit(wanted, until)
    last = case((PlaceRow.kind == "area", of_area), else_=of_unit).label("last")
    chosen = PlaceRow.level == 0 if place_ids is None else PlaceRow.id.in_(place_ids)
    query: AnySelect = select(PlaceRow.id, wanted.c.key, last).join(wanted, chosen)
    return query


def _last_of_area(wanted: Subquery, until: date) -> ColumnElement[date]:
    return (
        select(_CHANGES.c.day)
        .where(
            _CHANGES.c.place_id == PlaceRow.id,
            _CHANGES.c.indicator == wanted.c.key,
            _CHANGES.c.day <= until,
            _CHANGES.c.reporting > 0,
        )
        .order_by(_CHANGES.c.day.desc())
        .limit(1)
        .correlate(PlaceRow, wanted)
        .scalar_subquery()
    )


def _last_of_unit(wanted: Subquery, until: date) -> ColumnElement[date]:
    """A derived level has no report."""
    return (
        select(_POINTS.c.day)
        .where(
            _POINTS.c.place_id == PlaceRow.id,
            _POINTS.c.indicator == wanted.c.key,
            _POINTS.c.day <= until,
            _POINTS.c.report_id.is_not(None),
        )
        .order_by(_POINTS.c.day.desc())
        .limit(1)
        .correlate(PlaceRow, wanted)
        .scalar_subquery()
    )
