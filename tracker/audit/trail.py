"""Read the chain for people: links newest first, and the links of the acts on a report."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, select, text, true, union_all
from sqlalchemy.orm import Session

from tracker.audit.links import find_head_number
from tracker.domain.audit import FIRST, Act
from tracker.store.accounts import User
from tracker.store.audit import LINK, RARE
from tracker.store.base import AnyRow
from tracker.store.places import PlaceRow
from tracker.store.reports import DecisionRow, ReportRow, RevisionRow

SHORT = 10
"""Letters of a hash that are shown where the whole would be in the way."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LinkMark:
    """Where an act stands in the chain."""

    number: int
    hash: bytes

    @property
    def short(self) -> str:
        """The first letters of the hash."""
        return self.hash.hex()[:SHORT]


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportAct:
    """The act on a report that a link is about; `kind` is that of the revision or decision."""

    report_id: int
    kind: str
    place_name: str
    day: date
    reason: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """A link with what people want to know of it.

    `person_name` is today's name; None for commands, and where nobody was signed in.
    """

    mark: LinkMark
    act: Act
    recorded_at: datetime
    person_id: int | None
    person_name: str | None
    subject_id: int | None
    details: Mapping[str, Any]
    about: ReportAct | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """Which links: of these acts (None: all), of this person, from a moment up to another."""

    acts: frozenset[Act] | None = None
    person_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None


def list_links(
    session: Session, wanted: Wanted, *, before: int | None = None, limit: int
) -> tuple[Link, ...]:
    """Links newest first, those below the number `before`; the chain may be long."""
    conditions = [*_limit_numbers(session, wanted, before)]
    if wanted.person_id is not None:
        conditions.append(LINK.c.person_id == wanted.person_id)
    query = select(LINK, User.display_name).outerjoin(User, User.id == LINK.c.person_id)
    if wanted.acts is None or Act.REVISION in wanted.acts:
        conditions.append(true() if wanted.acts is None else LINK.c.act.in_(wanted.acts))
        query = query.where(*conditions)
    else:
        # Each act by itself, so that rare ones are found without a walk past all the others.
        newest = (_select_newest(act, conditions, limit) for act in sorted(wanted.acts))
        query = query.where(LINK.c.number.in_(union_all(*newest)))
    rows = session.execute(query.order_by(LINK.c.number.desc()).limit(limit)).all()
    abouts = {**_load_revisions(session, rows), **_load_decisions(session, rows)}
    return tuple(_make_link(row, abouts.get((row.act, row.subject_id))) for row in rows)


def find_marks(session: Session, act: Act, ids: Collection[int]) -> dict[int, LinkMark]:
    """Where acts with rows of their own stand in the chain, by the ids of their rows."""
    query = select(LINK.c.subject_id, LINK.c.number, LINK.c.hash)
    found = session.execute(query.where(LINK.c.act == act.value, LINK.c.subject_id.in_(ids)))
    return {row.subject_id: LinkMark(number=row.number, hash=row.hash) for row in found}


def find_number_at(session: Session, moment: datetime) -> int:
    """The number of the first link made at the moment or later; one beyond the last if none was.

    Links are in the order of time, but for clocks that were set back, and the first, which is as
    old as the database: so a few looks at numbers find it.
    """
    low, high = FIRST + 1, find_head_number(session) + 1
    while low < high:
        middle = (low + high) // 2
        found = session.execute(select(LINK.c.recorded_at).where(LINK.c.number == middle)).scalar()
        if found is None or found < moment:
            low = middle + 1
        else:
            high = middle
    return low


def _limit_numbers(
    session: Session, wanted: Wanted, before: int | None
) -> Iterable[ColumnElement[bool]]:
    if before is not None:
        yield LINK.c.number < before
    if wanted.since is not None:
        yield LINK.c.number >= find_number_at(session, wanted.since)
    if wanted.until is not None:
        yield LINK.c.number < find_number_at(session, wanted.until)


def _select_newest(act: Act, conditions: Iterable[ColumnElement[bool]], limit: int) -> Any:
    newest = (
        select(LINK.c.number)
        .where(LINK.c.act == act.value, text(RARE), *conditions)
        .order_by(LINK.c.number.desc())
        .limit(limit)
        .subquery()
    )
    return select(newest.c.number)


def _load_revisions(session: Session, rows: Iterable[AnyRow]) -> dict[tuple[str, int], ReportAct]:
    ids = [row.subject_id for row in rows if row.act == Act.REVISION]
    query = _select_acts(RevisionRow).where(RevisionRow.id.in_(ids))
    return {(Act.REVISION, row.id): _make_about(row) for row in session.execute(query)}


def _load_decisions(session: Session, rows: Iterable[AnyRow]) -> dict[tuple[str, int], ReportAct]:
    ids = [row.subject_id for row in rows if row.act == Act.DECISION]
    query = _select_acts(DecisionRow).where(DecisionRow.id.in_(ids))
    return {(Act.DECISION, row.id): _make_about(row) for row in session.execute(query)}


def _select_acts(kind: type[RevisionRow | DecisionRow]) -> Any:
    columns = (kind.id, kind.report_id, kind.kind, kind.reason, ReportRow.day)
    joined = select(*columns, PlaceRow.name).join(ReportRow, ReportRow.id == kind.report_id)
    return joined.join(PlaceRow, PlaceRow.id == ReportRow.place_id)


def _make_about(row: AnyRow) -> ReportAct:
    return ReportAct(
        report_id=row.report_id,
        kind=row.kind,
        place_name=row.name,
        day=row.day,
        reason=row.reason,
    )


def _make_link(row: AnyRow, about: ReportAct | None) -> Link:
    return Link(
        mark=LinkMark(number=row.number, hash=row.hash),
        act=Act(row.act),
        recorded_at=row.recorded_at,
        person_id=row.person_id,
        person_name=row.display_name,
        subject_id=row.subject_id,
        details=json.loads(row.details) if row.details else {},
        about=about,
    )
