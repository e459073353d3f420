"""Which series were ruled to be a different thing, and so are no candidates for totals."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from tracker.domain.rulings import RulingKind
from tracker.store.base import AnySelect, table_of
from tracker.store.prepared import Prepared
from tracker.store.rulings import RulingRow

Ruled = frozenset[tuple[int, str, int]]
"""Place, indicator and source of each series that is a different thing under the same name."""

_TABLE = table_of(RulingRow)
_OTHER = _TABLE.alias("other")


def load_rulings(
    session: Session, place_ids: Collection[int] | None = None, until: datetime | None = None
) -> Ruled:
    """Series of the places (None: of all) that the latest ruling calls a different thing.

    `until` leaves out the rulings recorded after that moment.
    """
    query = _select_rulings(placed=place_ids is not None, timed=until is not None)
    asked: dict[str, Any] = {"places": list(place_ids)} if place_ids is not None else {}
    rows = session.connection().execute(query, asked | ({"until": until} if until else {}))
    return frozenset((row.place_id, row.indicator, row.source_id) for row in rows)


@cache
def _select_rulings(*, placed: bool, timed: bool) -> AnySelect:
    """Made once each: putting it together takes longer than the database with it."""
    latest = select(func.max(_OTHER.c.id))
    if timed:
        moment = bindparam("until", type_=_OTHER.c.recorded_at.type)
        latest = latest.where(_OTHER.c.recorded_at <= moment)
    query = _select_different(latest)
    if placed:
        query = query.where(_TABLE.c.place_id.in_(bindparam("places", expanding=True)))
    return query


def _select_different(latest: AnySelect) -> AnySelect:
    """Series whose latest ruling, of those chosen, is that they are a different thing."""
    of_series = latest.where(
        _OTHER.c.place_id == _TABLE.c.place_id,
        _OTHER.c.indicator == _TABLE.c.indicator,
        _OTHER.c.source_id == _TABLE.c.source_id,
    ).correlate(_TABLE)
    return select(_TABLE.c.place_id, _TABLE.c.indicator, _TABLE.c.source_id).where(
        _TABLE.c.id == of_series.scalar_subquery(), _TABLE.c.kind == RulingKind.DIFFERENT.value
    )


_OF_PLACE = Prepared(
    _select_different(select(func.max(_OTHER.c.id))).where(_TABLE.c.place_id == bindparam("place"))
)


def load_place_rulings(session: Session, place_id: int) -> Ruled:
    """As load_rulings, of one place on the recording path."""
    return frozenset(map(tuple, _OF_PLACE.rows(session, place=place_id)))
