"""Read what units themselves say: their last points up to a day, and the reports behind them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache, partial

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from tracker.domain.counts import Form, phrase_households
from tracker.domain.days import Limits
from tracker.domain.folds import Point
from tracker.domain.qualifiers import Qualifier, phrase
from tracker.domain.windows import find_window
from tracker.store.base import AnyRow, AnySelect, table_of
from tracker.store.listed import ask_ids, dialect_of, list_keys, write_ids
from tracker.store.places import PlaceRow, SourceRow
from tracker.store.reports import CountRow, ReportRow, RevisionRow
from tracker.store.totals import UnitDayRow
from tracker.totals.known.past import Past, list_known_beneath
from tracker.totals.points import read_point
from tracker.totals.scopes import SERIES_KEYS, Scope, load_clock, load_scopes

_TABLE = table_of(UnitDayRow)


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitPoint:
    """A unit's last point of a series up to a day.

    `counts` says whether it adds into the totals of that day, `stale` whether it is carried longer
    than the limit, `disagrees` whether its sources are further apart than the limit.
    """

    place_id: int
    key: str
    point: Point
    counts: bool
    stale: bool
    disagrees: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Behind:
    """What stands behind one unit's share of a total: the point, and what the report said.

    `report_id` and what is said of the report are None where the level was derived. `converted`
    are the households that people were converted from, in words.
    """

    unit: UnitPoint
    place_name: str
    report_id: int | None
    said: str | None
    form: Form | None
    converted: str | None
    source_name: str | None
    source_grade: str | None


def read_last_points(
    session: Session,
    place_ids: Sequence[int],
    day: date,
    keys: Collection[str] = SERIES_KEYS,
    *,
    past: Past | None = None,
) -> dict[int, dict[str, UnitPoint]]:
    """The last point up to a day of many units, by place id and series key; four statements.

    With `past` as they were known then.
    """
    if not place_ids:
        return {}
    limits = load_clock(session).limits
    scopes = past.registers.load_scopes(place_ids) if past else load_scopes(session, place_ids)
    load = past.load_last_points if past else partial(_load_last, session)
    return {
        place_id: {
            key: _judge(place_id, key, point, scopes, day, limits) for key, point in points.items()
        }
        for place_id, points in load(place_ids, day, keys).items()
    }


def list_behind(
    session: Session, place_id: int | None, day: date, indicator: str, *, past: Past | None = None
) -> tuple[Behind, ...]:
    """What each unit of a place last said of an indicator up to a day, by unit name.

    Place None stands for the whole operation. With `past` as it was known then.
    """
    beneath = list_known_beneath(session, place_id, past)
    points = read_last_points(session, beneath, day, [indicator], past=past)
    names = _load_names(session, points)
    units = [points[place][indicator] for place in names]
    reports = {unit.point.observation.report_id for unit in units if unit.point.observation}
    said = _load_words(session, reports, indicator, past.moment if past else None)
    return tuple(_make_behind(unit, names[unit.place_id], said) for unit in units)


def _load_names(session: Session, place_ids: Iterable[int]) -> dict[int, str]:
    """Names by place id, in their order."""
    rows = session.execute(_select_names(dialect_of(session)), {"ids": write_ids(place_ids)})
    return {row.id: row.name for row in rows}


@lru_cache
def _select_names(dialect: str) -> AnySelect:
    asked = ask_ids(dialect)
    query = select(PlaceRow.id, PlaceRow.name).join(asked, asked.c.id == PlaceRow.id)
    return query.order_by(PlaceRow.name, PlaceRow.id)


def _load_words(
    session: Session, report_ids: Iterable[int], indicator: str, moment: datetime | None
) -> dict[int, AnyRow]:
    """What reports say of an indicator, or said at a moment, with their sources, by report id."""
    query = _select_words(dialect_of(session), back=moment is not None)
    asked = {"ids": write_ids(report_ids), "indicator": indicator, "moment": moment}
    return {row.id: row for row in session.execute(query, asked)}


@lru_cache
def _select_words(dialect: str, *, back: bool) -> AnySelect:
    asked = ask_ids(dialect)
    head = find_head(bindparam("moment", type_=RevisionRow.recorded_at.type) if back else None)
    return (
        select(
            ReportRow.id,
            ReportRow.grade,
            SourceRow.name.label("source_name"),
            CountRow.qualifier,
            CountRow.words,
            CountRow.value,
            CountRow.low,
            CountRow.high,
            CountRow.households,
            CountRow.household_size,
        )
        .join(asked, asked.c.id == ReportRow.id)
        .join(SourceRow, SourceRow.id == ReportRow.source_id)
        .join(
            RevisionRow,
            and_(RevisionRow.report_id == ReportRow.id, RevisionRow.seq == head),
        )
        .outerjoin(
            CountRow,
            and_(
                CountRow.revision_id == RevisionRow.id,
                CountRow.indicator == bindparam("indicator"),
            ),
        )
    )


def find_head(moment: datetime | BindParameter[datetime] | None) -> ColumnElement[int]:
    """The number of a report's newest revision, or of the newest that was known at a moment."""
    if moment is None:
        head: ColumnElement[int] = table_of(ReportRow).c.head_seq
        return head
    then = aliased(RevisionRow)
    newest = select(func.max(then.seq)).where(
        then.report_id == ReportRow.id, then.recorded_at <= moment
    )
    return newest.correlate(ReportRow).scalar_subquery()


def _load_last(
    session: Session, place_ids: Sequence[int], day: date, keys: Collection[str]
) -> dict[int, dict[str, Point]]:
    found: dict[int, dict[str, Point]] = defaultdict(dict)
    asked = {"places": place_ids, "day": day}
    for row in session.execute(_select_last(tuple(keys)), asked):
        found[row.place_id][row.indicator] = read_point(row)
    return found


@lru_cache
def _select_last(keys: tuple[str, ...]) -> AnySelect:
    """The last point up to a day of each unit and key.

    One index look-up each, however long the history.
    """
    wanted = list_keys(keys)
    other = aliased(_TABLE, name="other")
    newest = (
        select(func.max(other.c.day))
        .where(
            other.c.place_id == PlaceRow.id,
            other.c.indicator == wanted.c.key,
            other.c.day <= bindparam("day"),
        )
        .correlate(PlaceRow, wanted)
        .scalar_subquery()
    )
    query: AnySelect = (
        select(_TABLE)
        .select_from(PlaceRow)
        .join(wanted, PlaceRow.level >= 2)  # noqa: PLR2004 -- districts and what lies in them
        .join(
            _TABLE,
            and_(
                _TABLE.c.place_id == PlaceRow.id,
                _TABLE.c.indicator == wanted.c.key,
                _TABLE.c.day == newest,
            ),
        )
        .where(PlaceRow.id.in_(bindparam("places", expanding=True)))
    )
    return query


def _judge(  # noqa: PLR0917 (a point, and all that it is judged by)
    place_id: int,
    key: str,
    point: Point,
    scopes: Mapping[int, Scope],
    day: date,
    limits: Limits,
) -> UnitPoint:
    windows = scopes[place_id].windows[key] if place_id in scopes else ()
    window = find_window(windows, point.day)
    if point.observation is not None and point.observation.form is not Form.LEVEL:
        counts = point.counted
    else:
        counts = window is not None and window.holds(day)
    return UnitPoint(
        place_id=place_id,
        key=key,
        point=point,
        counts=counts,
        stale=counts and (day - point.day).days > limits.stale_after,
        disagrees=point.observation is not None
        and point.observation.disagrees(limits.disagreement_share),
    )


def _make_behind(unit: UnitPoint, place_name: str, words: Mapping[int, AnyRow]) -> Behind:
    observation = unit.point.observation
    row = words[observation.report_id] if observation else None
    said = None
    if row is not None and row.qualifier is not None:
        said = phrase(Qualifier(row.qualifier), row.value, row.low, row.high, row.words)
    return Behind(
        unit=unit,
        place_name=place_name,
        report_id=row.id if row else None,
        said=said,
        form=observation.form if observation else None,
        converted=phrase_households(row.households, row.household_size) if row else None,
        source_name=row.source_name if row else None,
        source_grade=row.grade if row else None,
    )
