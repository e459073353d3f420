"""Keep the queue of the reviewers true: which reports wait for them, in which order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    Delete,
    ScalarSelect,
    SmallInteger,
    bindparam,
    case,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.orm import Session

from tracker.domain.folds import Point
from tracker.domain.reports import RevisionKind
from tracker.domain.urgency import (
    DOUBTS,
    FIRST_REPORTS,
    Reason,
    find_doubts,
    judge_point,
    rank_of,
    reasons_of,
    weigh,
)
from tracker.store.base import AnySelect, table_of
from tracker.store.insertion import insert_rows
from tracker.store.places import PlaceRow
from tracker.store.prepared import Prepared
from tracker.store.reports import ReportRow, RevisionRow
from tracker.store.review import FirstReportRow, WaitingRow
from tracker.store.totals import UnitDayRow
from tracker.totals.waiting_rows import Days, ask_about, compute_rows, within

_WAITING = table_of(WaitingRow)
_FIRST = table_of(FirstReportRow)

PLACES_AT_ONCE = 50
"""How many places' reports are held in memory while the queue is made."""


def _count_first() -> ScalarSelect[int]:
    return (
        select(func.count())
        .select_from(_FIRST)
        .where(_FIRST.c.person_id == bindparam("author"))
        .scalar_subquery()
    )


_ENQUEUE = Prepared(
    insert(_WAITING)
    .values(
        rank=case(
            (_count_first() < FIRST_REPORTS, bindparam("rank_of_newcomer", type_=SmallInteger)),
            else_=bindparam("rank_of_known", type_=SmallInteger),
        )
    )
    .returning(_WAITING.c.rank),
    filled=[column.key for column in _WAITING.columns if column.key != "rank"],
)


def enqueue(
    session: Session,
    *,
    report_id: int,
    place_id: int,
    day: date,
    source_id: int,
    person_id: int,
    now: datetime,
    warned: bool,
) -> None:
    """Put a new report into the queue, before its numbers are taken into the totals.

    One statement; a person's first reports take one more. What lies in the points is added by
    `mark_doubts`, rivals by `requeue`.
    """
    reasons = {Reason.WARNED} if warned else set()
    ((rank,),) = _ENQUEUE.rows(
        session,
        report_id=report_id,
        place_id=place_id,
        day=day,
        source_id=source_id,
        person_id=person_id,
        head_seq=1,
        recorded_at=now,
        author=person_id,
        rank_of_known=rank_of(reasons),
        rank_of_newcomer=rank_of({*reasons, Reason.NEWCOMER}),
    )
    if Reason.NEWCOMER in reasons_of(rank):
        session.execute(insert(_FIRST).values(report_id=report_id, person_id=person_id))


def requeue(session: Session, place_ids: Sequence[int], days: Days | None = None) -> None:
    """Find anew which reports about the places (and days) wait, after any act on one of them."""
    for some in _split(place_ids):
        session.connection().execute(_dequeue(days is not None), ask_about(some, days))
        insert_rows(session, _WAITING, compute_rows(session, some, days))


@cache
def _dequeue(dated: bool) -> Delete:  # noqa: FBT001 (so that it is the key)
    report = table_of(ReportRow).c
    about = within(select(report.id), report, dated=dated)
    return delete(_WAITING).where(_WAITING.c.report_id.in_(about))


_DOUBTS_OF_REPORT = (
    update(_WAITING)
    .where(_WAITING.c.report_id == bindparam("doubted"))
    .values(rank=_WAITING.c.rank.bitwise_or(weigh(DOUBTS)) - bindparam("weight"))
)


def mark_doubts(
    session: Session,
    place_id: int,
    old: Mapping[date, Mapping[str, Point]],
    new: Mapping[date, Mapping[str, Point]],
) -> None:
    """Note the gaps and falls that came into a unit's points or went out of them.

    The points are written already, those of the series that were folded again. Where they change
    anything, all series of the day are asked: a report may keep a doubt in another of them.
    """
    days = [day for day in old.keys() | new.keys() if _doubt(old, day) != _doubt(new, day)]
    if not days:
        return
    reports = {report_id for day in days for report_id in (*_doubt(old, day), *_doubt(new, day))}
    doubts: dict[int, set[Reason]] = {report_id: set() for report_id in reports}
    chosen = (_POINT.c.place_id == place_id, _POINT.c.day.in_(days))
    for row in session.execute(_SELECT_DOUBTS.where(*chosen, _POINT.c.report_id.in_(reports))):
        doubt = judge_point(row.indicator, row.value, row.gap, row.fallen)
        if doubt is not None:
            doubts[row.report_id].add(doubt)
    marked = [{"doubted": report, "weight": weigh(found)} for report, found in doubts.items()]
    session.execute(_DOUBTS_OF_REPORT, marked)


_POINT = table_of(UnitDayRow)
_SELECT_DOUBTS = select(
    _POINT.c.report_id, _POINT.c.indicator, _POINT.c.value, _POINT.c.gap, _POINT.c.fallen
)


def _doubt(points: Mapping[date, Mapping[str, Point]], day: date) -> dict[int, set[Reason]]:
    return find_doubts(points.get(day, {}))


class FirstReports:
    """Who is still new while many reports are recorded."""

    def __init__(self, session: Session) -> None:
        query = select(_FIRST.c.person_id, func.count().label("reports")).group_by(
            _FIRST.c.person_id
        )
        self._known = Counter({row.person_id: row.reports for row in session.execute(query)})

    def note(self, session: Session, reports: Iterable[tuple[int, int]]) -> None:
        """Note new reports, given as pairs of report and person, in the order of recording."""
        rows = []
        for report_id, person_id in reports:
            if self._known[person_id] < FIRST_REPORTS:
                self._known[person_id] += 1
                rows.append({"report_id": report_id, "person_id": person_id})
        insert_rows(session, _FIRST, rows)


def rebuild_waiting(session: Session) -> None:
    """Throw the queue away and make it anew; the totals must be true already."""
    session.execute(delete(_WAITING))
    session.execute(delete(_FIRST))
    session.execute(insert(_FIRST).from_select(["report_id", "person_id"], select_first_reports()))
    for _, rows in compute_all_rows(session):
        insert_rows(session, _WAITING, rows)


def compute_all_rows(session: Session) -> Iterator[tuple[Sequence[int], list[dict[str, Any]]]]:
    """All rows of the queue as the reports say: some places at a time, and their rows."""
    places = session.execute(select(PlaceRow.id).order_by(PlaceRow.id)).scalars().all()
    for some in _split(places):
        yield some, compute_rows(session, some)


def _split(place_ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(place_ids), PLACES_AT_ONCE):
        yield place_ids[start : start + PLACES_AT_ONCE]


def select_first_reports() -> AnySelect:
    """The first reports of each person as the revisions say."""
    revision = table_of(RevisionRow).c
    number = func.row_number().over(partition_by=revision.person_id, order_by=revision.id)
    originals = (
        select(revision.report_id, revision.person_id, number.label("number"))
        .where(revision.kind == RevisionKind.ORIGINAL.value)
        .subquery()
    )
    return select(originals.c.report_id, originals.c.person_id).where(
        originals.c.number <= FIRST_REPORTS
    )
