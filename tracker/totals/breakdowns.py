"""Read who is behind a total by sex and age: the parts of the counts that make it up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from tracker.domain.breakdown import Breakdown, add_breakdowns
from tracker.domain.counts import Form, Part, Sex
from tracker.domain.indicators import Indicator
from tracker.store.base import AnySelect, table_of
from tracker.store.listed import list_ids
from tracker.store.reports import CountPartRow, ReportRow, RevisionRow
from tracker.store.totals import UnitDayRow
from tracker.totals.known.past import Past, list_known_beneath
from tracker.totals.units import find_head, read_last_points

_TABLE = table_of(UnitDayRow)


class _Stated(NamedTuple):
    """An observation that was selected for a unit on a day."""

    place_id: int
    day: date
    report_id: int
    form: Form
    value: int | None


def read_breakdown(
    session: Session,
    place_id: int | None,
    first: date,
    last: date,
    indicator: Indicator,
    *,
    past: Past | None = None,
) -> Breakdown:
    """The parts of an indicator in a place (None: the operation), in a few statements.

    Only counts of the days from `first` to `last` are looked at. Of a level: the last count of each
    unit that has parts, if the unit still adds into the total on `last`. Of a tally: the counts
    from each unit's last total so far among them on, which holds all that was new before. With
    `past` as was known then.
    """
    beneath = list_known_beneath(session, place_id, past)
    stated = _list_stated(session, beneath, (first, last), indicator, past)
    moment = past.moment if past else None
    if indicator.is_level:
        points = read_last_points(session, beneath, last, [indicator], past=past)
        counting = {at for at, found in points.items() if found[indicator].counts}
        told = _find_told(session, [each.report_id for each in stated], indicator, moment)
        newest = {each.place_id: each for each in stated if each.report_id in told}
        chosen = [each for at, each in newest.items() if at in counting]
    else:
        chosen = _keep_standing(stated)
    parts = _load_parts(session, [each.report_id for each in chosen], indicator, moment)
    found = add_breakdowns((each.day, parts.get(each.report_id, ())) for each in chosen)
    return replace(found, reports=tuple(at.report_id for at in chosen if at.report_id in parts))


def _keep_standing(stated: Iterable[_Stated]) -> list[_Stated]:
    """What makes up running totals, from observations in day order."""
    standing: dict[int, list[_Stated]] = defaultdict(list)
    for each in stated:
        if each.form is Form.TOTAL and each.value is not None:
            standing[each.place_id].clear()
        standing[each.place_id].append(each)
    return [each for found in standing.values() for each in found]


def _list_stated(
    session: Session,
    places: Sequence[int],
    span: tuple[date, date],
    indicator: Indicator,
    past: Past | None,
) -> list[_Stated]:
    """Observations of the span, in day order; of a tally those that add into totals."""
    first, last = span
    asked = list_ids(session, places)
    columns = (_TABLE.c.place_id, _TABLE.c.day, _TABLE.c.report_id, _TABLE.c.form, _TABLE.c.stated)
    query = (
        select(*columns)
        .join(asked, asked.c.id == _TABLE.c.place_id)
        .where(
            _TABLE.c.indicator == indicator,
            _TABLE.c.day.between(first, last),
            _TABLE.c.report_id.is_not(None),
        )
    )
    if not indicator.is_level:
        query = query.where(_TABLE.c.counted)
    since = past.find_changed(places) if past else {}
    found = [
        _Stated(row.place_id, row.day, row.report_id, Form(row.form), row.stated)
        for row in session.execute(query)
        if row.place_id not in since or row.day < since[row.place_id]
    ]
    for place_id, point in past.list_changed_points(places, indicator) if past else ():
        observation = point.observation
        adds = point.counted or indicator.is_level
        if observation is not None and adds and first <= point.day <= last:
            stated = observation.report_id, observation.form, observation.value
            found.append(_Stated(place_id, point.day, *stated))
    return sorted(found, key=lambda each: each.day)


def _select_parts(
    session: Session,
    report_ids: Sequence[int],
    indicator: Indicator,
    moment: datetime | None,
    *columns: Any,
) -> AnySelect:
    """Columns of the parts of reports as they stood at the moment."""
    asked = list_ids(session, report_ids)
    query: AnySelect = (
        select(ReportRow.id, *columns)
        .join(asked, asked.c.id == ReportRow.id)
        .join(
            RevisionRow,
            and_(RevisionRow.report_id == ReportRow.id, RevisionRow.seq == find_head(moment)),
        )
        .join(
            CountPartRow,
            and_(CountPartRow.revision_id == RevisionRow.id, CountPartRow.indicator == indicator),
        )
    )
    return query


def _find_told(
    session: Session, report_ids: Sequence[int], indicator: Indicator, moment: datetime | None
) -> set[int]:
    """The reports that have parts."""
    query = _select_parts(session, report_ids, indicator, moment).distinct()
    return set(session.execute(query).scalars())


def _load_parts(
    session: Session, report_ids: Sequence[int], indicator: Indicator, moment: datetime | None
) -> dict[int, list[Part]]:
    """The parts of those reports that have any, by report."""
    columns = CountPartRow.sex, CountPartRow.age_from, CountPartRow.age_to, CountPartRow.value
    parts: dict[int, list[Part]] = defaultdict(list)
    query = _select_parts(session, report_ids, indicator, moment, *columns)
    for row in session.execute(query):
        parts[row.id].append(
            Part(sex=Sex(row.sex), age_from=row.age_from, age_to=row.age_to, value=row.value)
        )
    return parts
