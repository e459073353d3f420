"""Find the last days with reports, of areas, units and the whole operation."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import ColumnElement, Subquery, case, literal, select, union_all
from sqlalchemy.orm import Session

from tracker.domain.windows import COVERAGE
from tracker.store.base import AnySelect, table_of
from tracker.store.places import PlaceRow
from tracker.store.totals import AreaChangeRow, UnitDayRow

_CHANGES = table_of(AreaChangeRow)
_POINTS = table_of(UnitDayRow)


def find_last_reports(
    session: Session, place_ids: Sequence[int] | None, until: date
) -> dict[int, date]:
    """The last day up to `until` with any report, by place id (None: the roots of the tree).

    One statement with one index look-up per place. Places without any report are absent.
    """
    rows = session.execute(_select_last(place_ids, [COVERAGE], until))
    return {row.id: row.last for row in rows if row.last is not None}


def find_last_days(
    session: Session, place_ids: Sequence[int] | None, keys: Collection[str], until: date
) -> dict[str, date]:
    """The last day up to `until` on which anybody in the places reported a series, by its key.

    None reads the whole operation. Series that nobody ever reported are absent.
    """
    last: dict[str, date] = {}
    for row in session.execute(_select_last(place_ids, keys, until)):
        if row.last is not None:
            last[row.key] = max(row.last, last.get(row.key, row.last))
    return last


def find_last_report(session: Session, place_ids: Sequence[int] | None, until: date) -> date | None:
    """The last day up to `until` with a report about any of the places (None: the operation)."""
    return find_last_days(session, place_ids, [COVERAGE], until).get(COVERAGE)


def _select_last(place_ids: Sequence[int] | None, keys: Collection[str], until: date) -> AnySelect:
    """Place, key and last day: an index look-up each, however long the history."""
    wanted = union_all(*(select(literal(str(key)).label("key")) for key in keys)).subquery("wanted")
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
