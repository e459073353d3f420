"""What the checks need to know around a report, read from the unit's points."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, aliased

from tracker.domain.checks import EntryContext, LastKnown
from tracker.domain.counts import Form
from tracker.domain.days import OperationClock
from tracker.domain.folds import Point
from tracker.domain.indicators import TALLIES, Indicator
from tracker.domain.qualifiers import Qualifier, phrase
from tracker.domain.windows import find_window
from tracker.store.base import table_of
from tracker.store.places import OperationRow
from tracker.store.reports import CountRow, ReportRow, RevisionRow
from tracker.store.totals import UnitDayRow
from tracker.totals.points import load_last_points
from tracker.totals.scopes import Scope, load_scope

HISTORY_DAYS = 60
"""How far back past values are looked for."""

HISTORY_VALUES = 14
"""How many past values the checks compare with."""

_KEYS = tuple(Indicator)
_TABLE = table_of(UnitDayRow)


def load_clock(session: Session) -> OperationClock:
    """The operation's settings on time."""
    row = session.execute(
        select(
            OperationRow.start_day,
            OperationRow.time_zone,
            OperationRow.deadline_hour,
            OperationRow.stale_after,
        )
    ).one()
    return OperationClock(
        start=row.start_day,
        time_zone=row.time_zone,
        deadline_hour=row.deadline_hour,
        stale_after=row.stale_after,
    )


def load_entry_context(
    session: Session,
    place_id: int,
    day: date,
    *,
    now: datetime,
    source_id: int | None = None,
    ignore_report: int | None = None,
) -> EntryContext:
    """What is known around a report about a place and day; a claim's place has no past points.

    `ignore_report` is the report being corrected; `source_id` finds another report of the same
    source.
    """
    clock = load_clock(session)
    context = EntryContext(
        today=clock.day_of(now),
        start=clock.start,
        is_late=clock.is_late(day, now),
        own_report=_find_own_report(session, place_id, day, source_id, ignore_report),
    )
    scope = load_scope(session, place_id)
    if scope is None:
        return context
    points = load_last_points(session, place_id, day, _KEYS)
    said = _load_words(session, {p.observation.report_id for p in points.values() if p.observation})
    return replace(
        context,
        last={
            Indicator(key): _make_last(key, point, said)
            for key, point in points.items()
            if _still_holds(key, point, day, scope)
        },
        history=_load_history(session, place_id, day),
        running={
            indicator: _value_of(points[indicator]) for indicator in TALLIES if indicator in points
        },
        next_running=_load_next_running(session, place_id, day),
    )


def _value_of(point: Point) -> int | None:
    return None if point.amount.without_value else point.amount.value


def _still_holds(key: str, point: Point, day: date, scope: Scope) -> bool:
    """Levels are carried only within one window; running totals always."""
    if not Indicator(key).is_level:
        return True
    window = find_window(scope.windows[key], day)
    # A day outside all windows (a closed shelter, a claim) still shows what was last said.
    return window is None or window.holds(point.day)


def _make_last(key: str, point: Point, said: Mapping[tuple[int, str], str]) -> LastKnown:
    words = ""
    if point.observation is not None:
        words = said.get((point.observation.report_id, key), "")
    return LastKnown(
        day=point.day,
        value=_value_of(point),
        said=words or f"{point.amount.value:,}",
        derived=point.observation is None,
    )


def _load_words(session: Session, report_ids: set[int]) -> dict[tuple[int, str], str]:
    """Counts of reports in their own words, by report and indicator."""
    if not report_ids:
        return {}
    rows = session.execute(
        select(
            RevisionRow.report_id,
            CountRow.indicator,
            CountRow.qualifier,
            CountRow.value,
            CountRow.low,
            CountRow.high,
            CountRow.words,
        )
        .join(CountRow, CountRow.revision_id == RevisionRow.id)
        .join(
            ReportRow,
            and_(ReportRow.id == RevisionRow.report_id, ReportRow.head_seq == RevisionRow.seq),
        )
        .where(RevisionRow.report_id.in_(report_ids))
    )
    return {
        (row.report_id, row.indicator): phrase(
            Qualifier(row.qualifier), row.value, row.low, row.high, row.words
        )
        for row in rows
    }


def _load_history(session: Session, place_id: int, day: date) -> dict[Indicator, tuple[int, ...]]:
    rows = session.execute(
        select(_TABLE.c.indicator, _TABLE.c.form, _TABLE.c.stated, _TABLE.c.lump_days)
        .where(
            _TABLE.c.place_id == place_id,
            _TABLE.c.indicator.in_(_KEYS),
            _TABLE.c.day < day,
            _TABLE.c.day >= day - timedelta(days=HISTORY_DAYS),
            _TABLE.c.stated.is_not(None),
            _TABLE.c.form != Form.TOTAL.value,
        )
        .order_by(_TABLE.c.day.desc())
    )
    history: dict[Indicator, list[int]] = defaultdict(list)
    for row in rows:
        values = history[Indicator(row.indicator)]
        if len(values) < HISTORY_VALUES:
            values.append(row.stated)
    return {indicator: tuple(values) for indicator, values in history.items()}


def _load_next_running(session: Session, place_id: int, day: date) -> dict[Indicator, int | None]:
    later = aliased(_TABLE)
    following = (
        select(later.c.indicator, func.min(later.c.day).label("day"))
        .where(
            later.c.place_id == place_id,
            later.c.indicator.in_(TALLIES),
            later.c.day > day,
            later.c.form == Form.TOTAL.value,
        )
        .group_by(later.c.indicator)
        .subquery()
    )
    rows = session.execute(
        select(_TABLE.c.indicator, _TABLE.c.stated)
        .join(
            following,
            and_(_TABLE.c.indicator == following.c.indicator, _TABLE.c.day == following.c.day),
        )
        .where(_TABLE.c.place_id == place_id)
    )
    return {Indicator(row.indicator): row.stated for row in rows}


def _find_own_report(
    session: Session, place_id: int, day: date, source_id: int | None, ignore: int | None
) -> int | None:
    if source_id is None:
        return None
    query = select(func.max(ReportRow.id)).where(
        ReportRow.place_id == place_id,
        ReportRow.day == day,
        ReportRow.source_id == source_id,
        ~ReportRow.withdrawn,
    )
    if ignore is not None:
        query = query.where(ReportRow.id != ignore)
    return session.execute(query).scalar_one()
