"""Find the last day with a report, of areas, units and the whole operation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ScalarSelect, case, select
from sqlalchemy.orm import Session

from tracker.domain.windows import COVERAGE
from tracker.store.base import table_of
from tracker.store.places import PlaceRow
from tracker.store.totals import AreaChangeRow, UnitDayRow

_CHANGES = table_of(AreaChangeRow)
_POINTS = table_of(UnitDayRow)


def find_last_reports(
    session: Session, place_ids: Sequence[int] | None, until: date
) -> dict[int, date]:
    """The last day up to `until` with a report, by place id (None: the roots of the tree).

    One statement with one index look-up per place. Places without any report are absent.
    """
    last = case((PlaceRow.kind == "area", _last_of_area(until)), else_=_last_of_unit(until)).label(
        "last"
    )
    query = select(PlaceRow.id, last)
    if place_ids is None:
        query = query.where(PlaceRow.level == 0)
    else:
        query = query.where(PlaceRow.id.in_(place_ids))
    return {place_id: day for place_id, day in session.execute(query) if day is not None}


def find_last_report(session: Session, place_ids: Sequence[int] | None, until: date) -> date | None:
    """The last day up to `until` with a report about any of the places (None: the operation)."""
    return max(find_last_reports(session, place_ids, until).values(), default=None)


def _last_of_area(until: date) -> ScalarSelect[Any]:
    return (
        select(_CHANGES.c.day)
        .where(
            _CHANGES.c.place_id == PlaceRow.id,
            _CHANGES.c.indicator == COVERAGE,
            _CHANGES.c.day <= until,
            _CHANGES.c.reporting > 0,
        )
        .order_by(_CHANGES.c.day.desc())
        .limit(1)
        .correlate(PlaceRow)
        .scalar_subquery()
    )


def _last_of_unit(until: date) -> ScalarSelect[Any]:
    return (
        select(_POINTS.c.day)
        .where(
            _POINTS.c.place_id == PlaceRow.id,
            _POINTS.c.indicator == COVERAGE,
            _POINTS.c.day <= until,
        )
        .order_by(_POINTS.c.day.desc())
        .limit(1)
        .correlate(PlaceRow)
        .scalar_subquery()
    )
