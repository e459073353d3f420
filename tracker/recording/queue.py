"""The reviewers' queue as it is read: a page of it, how many wait and why, and which comes next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, tuple_
from sqlalchemy.orm import Session

from tracker.domain.urgency import Reason, reasons_of, weigh
from tracker.recording.reviewers import is_in_scope
from tracker.store.base import AnyRow, AnySelect, table_of
from tracker.store.reports import RevisionRow
from tracker.store.review import WaitingRow
from tracker.totals.beneath import select_beneath

_WAITING = table_of(WaitingRow).c
_LINE = (_WAITING.rank, _WAITING.recorded_at, _WAITING.report_id)


@dataclass(frozen=True, kw_only=True, slots=True)
class QueueFilter:
    """Which reports a reviewer asks for. None: all that they may decide on.

    `reviewer` and `person` are people's ids: who asks, and who wrote any part of the report.
    `area` is a place with all beneath, `first` and `last` a span of days.
    """

    reviewer: int
    area: int | None = None
    source: int | None = None
    person: int | None = None
    reason: Reason | None = None
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Position:
    """A place in the queue, by which a page begins after the one before."""

    rank: int
    recorded_at: datetime
    report_id: int

    @property
    def key(self) -> tuple[int, datetime, int]:
        return (self.rank, self.recorded_at, self.report_id)


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiting:
    """A report that waits. `seq` is the revision to decide on."""

    position: Position
    seq: int

    @property
    def report_id(self) -> int:
        return self.position.report_id

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why it waits, most urgent first."""
        return reasons_of(self.position.rank)


def list_waiting(
    session: Session, wanted: QueueFilter, limit: int, after: Position | None = None
) -> tuple[Waiting, ...]:
    """The reports that wait after a position, most urgent and oldest first."""
    query = _select(wanted).order_by(*_LINE).limit(limit)
    if after is not None:
        query = query.where(_is_after(after))
    return tuple(map(_read, session.execute(query)))


def find_previous(session: Session, wanted: QueueFilter, before: Position) -> Waiting | None:
    """The last report that waits before a position."""
    backwards = (column.desc() for column in _LINE)
    is_before = tuple_(*_LINE) < tuple_(*before.key, types=[column.type for column in _LINE])
    found = session.execute(_select(wanted).where(is_before).order_by(*backwards).limit(1)).first()
    return _read(found) if found else None


def find_next(
    session: Session, wanted: QueueFilter, after: Position, *, skipping: Sequence[int] = ()
) -> Waiting | None:
    """The first report that waits after a position; from its end the queue begins anew."""
    query = _select(wanted).where(_WAITING.report_id.not_in(skipping)).order_by(*_LINE).limit(1)
    found = session.execute(query.where(_is_after(after))).first()
    found = found or session.execute(query).first()
    return _read(found) if found else None


def find_waiting(session: Session, report_id: int) -> Waiting | None:
    """A report in the queue; None when it does not wait."""
    query = select(*_LINE, _WAITING.head_seq).where(_WAITING.report_id == report_id)
    found = session.execute(query).first()
    return _read(found) if found else None


def count_by_reason(session: Session, wanted: QueueFilter) -> Counter[Reason | None]:
    """How many wait for each reason, and under None how many wait at all."""
    query = _restrict(select(_WAITING.rank, func.count().label("reports")), wanted)
    counts: Counter[Reason | None] = Counter()
    for row in session.execute(query.group_by(_WAITING.rank)):
        for reason in (None, *reasons_of(row.rank)):
            counts[reason] += row.reports
    return counts


def count_waiting(session: Session, reviewer: int, most: int) -> int:
    """How many reports wait for a reviewer; not counted on beyond `most`."""
    some = _select(QueueFilter(reviewer=reviewer)).limit(most).subquery()
    return session.execute(select(func.count()).select_from(some)).scalar_one()


def _select(wanted: QueueFilter) -> AnySelect:
    return _restrict(select(*_LINE, _WAITING.head_seq), wanted)


def _restrict(query: AnySelect, wanted: QueueFilter) -> AnySelect:
    query = query.where(
        ~_is_written_by(wanted.reviewer), is_in_scope(wanted.reviewer, _WAITING.place_id)
    )
    if wanted.area is not None:
        query = query.where(_WAITING.place_id.in_(select_beneath([wanted.area])))
    if wanted.source is not None:
        query = query.where(_WAITING.source_id == wanted.source)
    if wanted.person is not None:
        query = query.where(_is_written_by(wanted.person))
    if wanted.reason is not None:
        query = query.where(_WAITING.rank.bitwise_and(weigh([wanted.reason])) == 0)
    if wanted.first is not None:
        query = query.where(_WAITING.day >= wanted.first)
    if wanted.last is not None:
        query = query.where(_WAITING.day <= wanted.last)
    return query


def _is_written_by(person_id: int) -> ColumnElement[bool]:
    """Whether the person wrote any revision; only corrected reports have more than one."""
    revision = table_of(RevisionRow).c
    earlier = exists().where(
        revision.report_id == _WAITING.report_id, revision.person_id == person_id
    )
    return or_(_WAITING.person_id == person_id, and_(_WAITING.head_seq > 1, earlier))


def _is_after(position: Position) -> ColumnElement[bool]:
    return tuple_(*_LINE) > tuple_(*position.key, types=[column.type for column in _LINE])


def _read(row: AnyRow) -> Waiting:
    return Waiting(
        position=Position(rank=row.rank, recorded_at=row.recorded_at, report_id=row.report_id),
        seq=row.head_seq,
    )
