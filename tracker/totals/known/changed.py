"""What acts since a moment changed in totals where each series still has its points."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from tracker.domain.changes import Changes, change_at
from tracker.domain.counts import Form
from tracker.domain.indicators import TALLIES
from tracker.domain.reports import Standing
from tracker.domain.windows import COVERAGE
from tracker.store.base import AnySelect, table_of
from tracker.store.listed import list_ids, list_revisions
from tracker.store.reports import CountRow
from tracker.store.totals import UnitDayRow
from tracker.totals.known.gaps import Gaps
from tracker.totals.known.measures import Measures, add_measures, measure, measure_said
from tracker.totals.known.neighbours import Pair, select_following

_TABLE = table_of(UnitDayRow)
_COUNT = table_of(CountRow)

AT_ONCE = 1000
"""Rows that are held at a time: many more would keep the collector of garbage busy."""

Place = int

Stood = Mapping[Pair, tuple[int, Standing]]
"""By day of a unit the revision of its only report that stood then, and how it stood."""

Stated = AbstractSet[tuple[Place, str]]
"""Running totals of units, by place and series key, that do not only add what is new."""

Number = tuple[str, date | None, Measures, Measures, int, int]
"""Series key, the next day of the series, measures now and then, and by how much more it was a
corrected number, and one on which sources disagree, then. Plain, so that many are cheap."""

Changed = dict[Pair, list[Number]]
"""The numbers of a day."""


def find_changed(session: Session, stood: Stood, stated: Stated, until: date) -> Changed:
    """What is stored of those of the days that `add_changed` can put right, and what was said then.

    A single report must be all there is about each day, and count without an end of its unit's
    windows. Days are left out on which series came or went, a number is missing, or a running total
    is one of those `stated`. Two statements.
    """
    if not stood:
        return {}
    said = _count_said(session, stood)
    found: Changed = defaultdict(list)
    for place, day, revision, key, following, fits, *numbers in _load_numbers(
        session, stood, until
    ):
        pair = place, day
        if fits and (place, key) not in stated:
            found[pair].append(_make_number(key, following, numbers, stood[pair][1]))
        else:
            said[revision] = 0
    return {pair: held for pair, held in found.items() if len(held) == said[stood[pair][0]]}


def _make_number(
    key: str, following: date | None, numbers: list[Any], standing: Standing
) -> Number:
    stated, low, high, review, corrected, value, qualifier, said_low, said_high = numbers
    return (
        key,
        following,
        measure(stated, low, high, review),
        measure_said(value, qualifier, said_low, said_high, standing.review),
        (standing.seq > 1) - bool(corrected),
        0,
    )


def add_changed(changes: Mapping[Place, Changes], changed: Changed, gaps: Gaps) -> None:
    """Put right what the numbers of these days add, one by one.

    A level is put right on its day and on the next one of its series, new ones on their day.
    """
    for (place_id, day), numbers in changed.items():
        of_place = changes[place_id]
        for key, following, now, was, corrected, contested in numbers:
            if now != was:
                add_measures(change_at(of_place, key, day), was, now)
                if following is not None:
                    add_measures(change_at(of_place, key, following), now, was)
                if now[0] != was[0]:
                    gaps.note(place_id, key, day, was[0] - now[0], following)
            if corrected:
                change_at(of_place, key, day).corrected += corrected
            if contested:
                change_at(of_place, key, day).contested += contested


def find_stated(session: Session, place_ids: AbstractSet[Place]) -> Stated:
    """Running totals of units that do not only add what is new, by what is stored."""
    places = list_ids(session, sorted(place_ids))
    query = (
        select(_TABLE.c.place_id, _TABLE.c.indicator)
        .where(
            _TABLE.c.place_id.in_(select(places.c.id)),
            _TABLE.c.indicator.in_(TALLIES),
            or_(
                _TABLE.c.form != Form.NEW.value,
                _TABLE.c.other_low.is_not(None),
                _TABLE.c.without_value != 0,
            ),
        )
        .distinct()
    )
    return {(row.place_id, row.indicator) for row in session.connection().execute(query)}


def _count_said(session: Session, stood: Stood) -> dict[int, int]:
    """How many numbers each revision stated."""
    asked = list_ids(session, [revision for revision, _ in stood.values()])
    query = (
        select(_COUNT.c.revision_id, func.count())
        .join(asked, asked.c.id == _COUNT.c.revision_id)
        .group_by(_COUNT.c.revision_id)
    )
    return dict(map(tuple, session.connection().execute(query)))


def _load_numbers(session: Session, stood: Stood, until: date) -> Iterator[Any]:
    """Numbers of days as they are stored, beside what the revisions said."""
    rows = session.connection().execute(_select_numbers(session, stood, until))
    for some in rows.partitions(AT_ONCE):
        yield from some


def _select_numbers(session: Session, stood: Stood, until: date) -> AnySelect:
    asked = list_revisions(
        session, ((place, day, revision) for (place, day), (revision, _) in stood.items())
    )
    same_form = and_(_COUNT.c.form == _TABLE.c.form, _COUNT.c.value.is_not(None))
    return (
        select(
            _TABLE.c.place_id,
            _TABLE.c.day,
            asked.c.revision_id,
            _TABLE.c.indicator,
            select_following(until),
            and_(same_form, _TABLE.c.stated.is_not(None)),
            _TABLE.c.stated,
            _TABLE.c.same_low,
            _TABLE.c.same_high,
            _TABLE.c.review,
            _TABLE.c.corrected,
            _COUNT.c.value,
            _COUNT.c.qualifier,
            _COUNT.c.low,
            _COUNT.c.high,
        )
        .select_from(asked)
        .join(_TABLE, and_(_TABLE.c.place_id == asked.c.place_id, _TABLE.c.day == asked.c.day))
        .outerjoin(
            _COUNT,
            and_(
                _COUNT.c.revision_id == asked.c.revision_id,
                _COUNT.c.indicator == _TABLE.c.indicator,
            ),
        )
        .where(_TABLE.c.indicator != COVERAGE)
    )
