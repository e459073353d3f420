"""What decisions since a moment changed in totals where they changed nothing but a review."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain.changes import Changes, change_at
from tracker.domain.counts import Form
from tracker.domain.indicators import TALLIES
from tracker.domain.review import ReviewState
from tracker.domain.windows import COVERAGE
from tracker.store.base import table_of
from tracker.store.gathered import gather, read_gathered
from tracker.store.listed import list_ids
from tracker.store.totals import UnitDayRow
from tracker.totals.known.acts import TouchedReport

_TABLE = table_of(UnitDayRow)

_SETTLED = (ReviewState.VERIFIED, ReviewState.DISPUTED)

Deltas = Mapping[str, dict[Any, int]]
"""By how much a measure changes, by series key and day."""


def add_reviewed(
    session: Session,
    changes: Mapping[int, Changes],
    reviewed: Sequence[TouchedReport],
    until: date,
) -> None:
    """Make the reports unreviewed again in the `changes` of their places.

    Each must be the only one about its day, and count without an end of its unit's windows. What it
    says stays, so that only the parts of totals that are unreviewed and disputed change. The points
    of each unit are read as lists: so many may have been reviewed that rows would take too long.
    """
    settled = {found.report_id for found in reviewed if found.review in _SETTLED}
    disputed = {found.report_id for found in reviewed if found.review == ReviewState.DISPUTED}
    if not settled:
        return
    by_changes: dict[int, tuple[Changes, Deltas, Deltas]] = {}
    for place_id, key, points in _load_points(session, reviewed, until):
        found = changes[place_id]
        _, unreviewed, less_disputed = by_changes.setdefault(
            id(found), (found, _make_deltas(), _make_deltas())
        )
        _add_series(unreviewed[key], key, points, settled)
        if disputed:
            _add_series(less_disputed[key], key, points, disputed)
    for found, unreviewed, less_disputed in by_changes.values():
        for key, day, delta in _list_deltas(unreviewed):
            change_at(found, key, day).unreviewed += delta
        for key, day, delta in _list_deltas(less_disputed):
            change_at(found, key, day).disputed -= delta


def _make_deltas() -> Deltas:
    return defaultdict(lambda: defaultdict(int))


def _list_deltas(deltas: Deltas) -> Iterable[tuple[str, date, int]]:
    for key, days in deltas.items():
        for day, delta in days.items():
            if delta:
                yield key, date.fromisoformat(day) if isinstance(day, str) else day, delta


_Points = list[tuple[Any, int, str, int | None]]
"""Day, report, form and value of each point of a series, in day order."""


def _load_points(
    session: Session, reviewed: Sequence[TouchedReport], until: date
) -> Iterable[tuple[int, str, _Points]]:
    places = list_ids(session, {found.place_id for found in reviewed})
    columns = (_TABLE.c.day, _TABLE.c.report_id, _TABLE.c.form, _TABLE.c.stated)
    gathered = (gather(session, column, _TABLE.c.day) for column in columns)
    query = (
        select(_TABLE.c.place_id, _TABLE.c.indicator, *gathered)
        .where(
            _TABLE.c.place_id.in_(select(places.c.id)),
            _TABLE.c.indicator != COVERAGE,
            _TABLE.c.day <= until,
        )
        .group_by(_TABLE.c.place_id, _TABLE.c.indicator)
    )
    for place_id, key, *lists in session.connection().execute(query).all():
        yield place_id, key, sorted(zip(*map(read_gathered, lists), strict=True))


def _add_series(days: dict[Any, int], key: str, points: _Points, chosen: set[int]) -> None:
    """Walk along a series: what follows a point takes away what it had added.

    A level replaces the one before, and so does a total so far; new ones add to it.
    """
    before = 0
    is_tally = key in TALLIES
    for day, report_id, form, value in points:
        now = (value or 0) if report_id in chosen else 0
        if is_tally and (form == Form.NEW or value is None):
            now += before
        if now != before:
            days[day] += now - before
            before = now
