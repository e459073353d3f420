"""Submissions whose id stood for other content: list them, and settle each once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Select, cast, func, select
from sqlalchemy.orm import Session, aliased

from tracker.domain.counts import Count
from tracker.domain.errors import NotFound
from tracker.domain.falls import Fall, Move
from tracker.domain.indicators import Indicator
from tracker.recording.appending import read_fall
from tracker.recording.reviewers import is_in_scope
from tracker.recording.submissions import read_counts
from tracker.store.accounts import User
from tracker.store.base import AnyRow
from tracker.store.places import PlaceRow, SourceRow
from tracker.store.reports import ConflictRow, ReportRow, RevisionRow
from tracker.store.review import SettlementRow

_SENT_PLACE = cast(ConflictRow.body["place"].as_string(), BigInteger)
_SENT_REPORT = cast(ConflictRow.body["report"].as_string(), BigInteger)
"""Of a new report its place, of a correction or a withdrawal its report; the other is NULL."""

_Changed = aliased(ReportRow)
"""The report that was to be changed: not always the one that the number stands for."""


class SentKind(StrEnum):
    """What the submission was meant to be."""

    REPORT = "report"
    UNCHANGED = "unchanged"
    CORRECTION = "correction"
    WITHDRAWAL = "withdrawal"


@dataclass(frozen=True, kw_only=True, slots=True)
class Sent:
    """What was sent: of a correction or a withdrawal the place, day and source of its report.

    `report_id` is the report that it changes, of a new report the one that its number stands for.
    """

    kind: SentKind
    report_id: int
    place_id: int
    place_name: str
    day: date
    source_id: int
    source_name: str
    counts: tuple[Count, ...]
    falls: tuple[Fall, ...]
    move: Move | None
    note: str | None
    reason: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Conflict:
    """A submission that came with an id under which `report_id` had been stored as `seq`.

    `sender_id` sent it; `counts` are those that were stored.
    """

    conflict_id: int
    sender_id: int
    sender: str
    recorded_at: datetime
    sent: Sent
    report_id: int
    seq: int


def count_conflicts(session: Session, reviewer: int) -> int:
    """How many wait to be settled by this reviewer."""
    query = _select_open(reviewer).with_only_columns(func.count())
    return session.execute(query).scalar_one()


def list_conflicts(session: Session, reviewer: int, limit: int) -> tuple[Conflict, ...]:
    """The oldest that wait to be settled by this reviewer; those they sent themselves do not."""
    query = _select_open(reviewer).order_by(ConflictRow.id).limit(limit)
    return _load(session, session.execute(query).scalars().all())


def load_conflict(session: Session, reviewer: int, conflict_id: int) -> Conflict:
    """One that waits to be settled by this reviewer; raises NotFound, also of another's."""
    query = _select_open(reviewer).where(ConflictRow.id == conflict_id)
    found = _load(session, session.execute(query).scalars().all())
    if not found:
        raise NotFound("open conflict", conflict_id)
    return found[0]


def _select_open(reviewer: int) -> Select[int]:
    """Ids; conflicts are few and reports many, so each conflict looks for its own reports.

    The reviewer reviews the places of what is stored and of what was sent, and wrote neither.
    """
    settled = select(SettlementRow.id).where(SettlementRow.conflict_id == ConflictRow.id)
    changed = select(_Changed.place_id).where(_Changed.id == _SENT_REPORT).scalar_subquery()
    own = aliased(RevisionRow)
    wrote = select(own.id).where(
        own.person_id == reviewer, own.report_id.in_((ReportRow.id, _SENT_REPORT))
    )
    theirs = (
        select(ReportRow.id)
        .join(RevisionRow, RevisionRow.report_id == ReportRow.id)
        .where(
            RevisionRow.submission_id == ConflictRow.submission_id,
            is_in_scope(reviewer, ReportRow.place_id),
            is_in_scope(reviewer, func.coalesce(_SENT_PLACE, changed, ReportRow.place_id)),
            ~wrote.exists(),
        )
    )
    return select(ConflictRow.id).where(
        ~settled.exists(), ConflictRow.person_id != reviewer, theirs.exists()
    )


def _load(session: Session, conflict_ids: Sequence[int]) -> tuple[Conflict, ...]:
    if not conflict_ids:
        return ()
    query = (
        select(
            ConflictRow.id,
            ConflictRow.body,
            ConflictRow.person_id,
            User.display_name,
            ConflictRow.recorded_at,
            RevisionRow.report_id,
            RevisionRow.seq,
            func.coalesce(_Changed.place_id, ReportRow.place_id).label("place_id"),
            func.coalesce(_Changed.day, ReportRow.day).label("day"),
            func.coalesce(_Changed.source_id, ReportRow.source_id).label("source_id"),
        )
        .join(User, User.id == ConflictRow.person_id)
        .join(RevisionRow, RevisionRow.submission_id == ConflictRow.submission_id)
        .join(ReportRow, ReportRow.id == RevisionRow.report_id)
        .outerjoin(_Changed, _Changed.id == _SENT_REPORT)
        .where(ConflictRow.id.in_(conflict_ids))
        .order_by(ConflictRow.id)
    )
    return _read(session, session.execute(query).all())


def _read(session: Session, rows: Sequence[AnyRow]) -> tuple[Conflict, ...]:
    subjects = [_read_subject(row) for row in rows]
    places = _load_names(session, PlaceRow, {place for place, _, _ in subjects})
    sources = _load_names(session, SourceRow, {source for _, _, source in subjects})
    return tuple(
        Conflict(
            conflict_id=row.id,
            sender_id=row.person_id,
            sender=row.display_name,
            recorded_at=row.recorded_at,
            sent=Sent(
                kind=_read_kind(row.body),
                report_id=row.body.get("report", row.report_id),
                place_id=place,
                place_name=places.get(place, "an unknown place"),
                day=day,
                source_id=source,
                source_name=sources.get(source, "an unknown source"),
                counts=read_counts(row.body.get("counts", [])),
                falls=tuple(map(read_fall, row.body.get("falls", ()))),
                move=_read_move(row.body.get("move")),
                note=row.body.get("note"),
                reason=row.body.get("reason"),
            ),
            report_id=row.report_id,
            seq=row.seq,
        )
        for row, (place, day, source) in zip(rows, subjects, strict=True)
    )


def _read_subject(row: AnyRow) -> tuple[int, date, int]:
    """Place, day and source: said by a new report, known of one that is changed."""
    body = row.body
    if "place" not in body:
        return row.place_id, row.day, row.source_id
    return body["place"], date.fromisoformat(body["day"]), body["source"]


def _read_kind(body: Mapping[str, Any]) -> SentKind:
    if body.get("withdrawal"):
        return SentKind.WITHDRAWAL
    if body.get("unchanged"):
        return SentKind.UNCHANGED
    return SentKind.CORRECTION if "report" in body else SentKind.REPORT


def _read_move(kept: Sequence[Any] | None) -> Move | None:
    if kept is None:
        return None
    people, source, target = kept
    return Move(people=people, source=Indicator(source), target=Indicator(target))


def _load_names(
    session: Session, table: type[PlaceRow | SourceRow], ids: set[int]
) -> dict[int, str]:
    query = select(table.id, table.name).where(table.id.in_(ids))
    return {row.id: row.name for row in session.execute(query)}
