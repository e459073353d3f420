"""Read what units themselves say: their last points up to a day, and the reports behind them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, and_, func, literal, select, union_all
from sqlalchemy.orm import Session, aliased

from tracker.domain.counts import Form
from tracker.domain.days import Limits
from tracker.domain.folds import Point
from tracker.domain.qualifiers import Qualifier, phrase
from tracker.domain.windows import Window, find_window
from tracker.store.base import AnyRow, AnySelect, table_of
from tracker.store.places import PlaceRow, SourceRow
from tracker.store.reports import CountRow, ReportRow, RevisionRow
from tracker.store.totals import UnitDayRow
from tracker.totals.points import read_point
from tracker.totals.scopes import SERIES_KEYS, load_clock, load_scopes

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

    `report_id` and what is said of the report are None where the level was derived.
    """

    unit: UnitPoint
    place_name: str
    report_id: int | None
    said: str | None
    form: Form | None
    source_name: str | None
    source_grade: str | None


def read_last_points(
    session: Session, place_ids: Sequence[int], day: date, keys: Collection[str] = SERIES_KEYS
) -> dict[int, dict[str, UnitPoint]]:
    """The last point up to a day of many units, by place id and series key; four statements."""
    if not place_ids:
        return {}
    limits = load_clock(session).limits
    scopes = load_scopes(session, place_ids)
    found: dict[int, dict[str, UnitPoint]] = defaultdict(dict)
    for row in session.execute(_select_last(day, keys).where(PlaceRow.id.in_(place_ids))):
        scope = scopes.get(row.place_id)
        windows = scope.windows[row.indicator] if scope else ()
        point = _judge(row, read_point(row), windows, day, limits)
        found[row.place_id][row.indicator] = point
    return found


def list_behind(
    session: Session, place_id: int | None, day: date, indicator: str
) -> tuple[Behind, ...]:
    """What each unit of a place last said of an indicator up to a day, by unit name.

    Place None stands for the whole operation.
    """
    limits = load_clock(session).limits
    query = (
        _select_last(day, [indicator])
        .add_columns(
            PlaceRow.name.label("place_name"),
            SourceRow.name.label("source_name"),
            ReportRow.grade,
            CountRow.qualifier,
            CountRow.words,
            CountRow.value.label("said_value"),
            CountRow.low.label("said_low"),
            CountRow.high.label("said_high"),
        )
        .outerjoin(ReportRow, ReportRow.id == _TABLE.c.report_id)
        .outerjoin(SourceRow, SourceRow.id == ReportRow.source_id)
        .outerjoin(
            RevisionRow,
            and_(RevisionRow.report_id == ReportRow.id, RevisionRow.seq == ReportRow.head_seq),
        )
        .outerjoin(
            CountRow,
            and_(CountRow.revision_id == RevisionRow.id, CountRow.indicator == _TABLE.c.indicator),
        )
        .order_by(PlaceRow.name, PlaceRow.id)
    )
    if place_id is not None:
        query = query.where(PlaceRow.id.in_(select_beneath(place_id)))
    rows = session.execute(query).all()
    scopes = load_scopes(session, [row.place_id for row in rows])
    return tuple(
        _make_behind(
            row,
            _judge(
                row,
                read_point(row),
                scopes[row.place_id].windows[indicator] if row.place_id in scopes else (),
                day,
                limits,
            ),
        )
        for row in rows
    )


def select_beneath(*place_ids: int) -> Select[int]:
    """Ids of places and of all that lies beneath them."""
    tree = select(PlaceRow.id).where(PlaceRow.id.in_(place_ids)).cte("beneath", recursive=True)
    child = aliased(PlaceRow)
    tree = tree.union_all(select(child.id).join(tree, child.parent_id == tree.c.id))
    return select(tree.c.id)


def _select_last(day: date, keys: Collection[str]) -> AnySelect:
    """The last point up to a day of each unit and key.

    One index look-up each, however long the history.
    """
    wanted = union_all(*(select(literal(str(key)).label("key")) for key in keys)).subquery("wanted")
    other = aliased(_TABLE, name="other")
    newest = (
        select(func.max(other.c.day))
        .where(
            other.c.place_id == PlaceRow.id, other.c.indicator == wanted.c.key, other.c.day <= day
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
    )
    return query


def _judge(
    row: AnyRow, point: Point, windows: Sequence[Window], day: date, limits: Limits
) -> UnitPoint:
    window = find_window(windows, point.day)
    if point.observation is not None and point.observation.form is not Form.LEVEL:
        counts = point.counted
    else:
        counts = window is not None and window.holds(day)
    return UnitPoint(
        place_id=row.place_id,
        key=row.indicator,
        point=point,
        counts=counts,
        stale=counts and (day - point.day).days > limits.stale_after,
        disagrees=point.observation is not None
        and point.observation.disagrees(limits.disagreement_share),
    )


def _make_behind(row: AnyRow, unit: UnitPoint) -> Behind:
    said = None
    if row.qualifier is not None:
        said = phrase(
            Qualifier(row.qualifier), row.said_value, row.said_low, row.said_high, row.words
        )
    return Behind(
        unit=unit,
        place_name=row.place_name,
        report_id=row.report_id,
        said=said,
        form=Form(row.form) if row.form else None,
        source_name=row.source_name,
        source_grade=row.grade,
    )
