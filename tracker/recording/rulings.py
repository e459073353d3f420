"""The act of ruling what a source's counts of a series in a unit are, and reading rulings back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, insert, select, true
from sqlalchemy.orm import Session

from tracker.domain.audit import Act
from tracker.domain.errors import InvalidField, OwnSeries, ReasonMissing
from tracker.domain.indicators import Indicator
from tracker.domain.published import ActKind, PublishedAct
from tracker.domain.rulings import Ruling, RulingDraft, RulingKind
from tracker.recording.reviewers import require_reviewed, reviews
from tracker.recording.sealing import seal_row
from tracker.store.accounts import User
from tracker.store.listed import list_ids
from tracker.store.places import SourceRow
from tracker.store.reports import CountRow, ReportRow, RevisionRow
from tracker.store.rulings import RulingRow
from tracker.totals.refresh import refresh_units
from tracker.totals.scopes import load_scope
from tracker.totals.waiting import requeue


def rule_series(session: Session, draft: RulingDraft, *, now: datetime) -> int:
    """Append a ruling and fold the unit again from its first day; returns the ruling's id.

    Refused without a reason, and for a series that the source never stated about a unit: what is
    said of larger areas is a claim already. Raises OutOfScope where the person does not review the
    unit, OwnSeries where they wrote part of the series.
    """
    require_reviewed(session, draft.person_id, draft.place_id)
    reason = draft.reason.strip()
    if not reason:
        raise ReasonMissing("ruling")
    if load_scope(session, draft.place_id) is None or not _has_stated(session, draft):
        raise InvalidField("source", "Choose a source that stated this number about the unit")
    if draft.source_id in _find_own(session, draft.person_id, draft.place_id, draft.indicator):
        raise OwnSeries
    values = {
        "place_id": draft.place_id,
        "indicator": draft.indicator.value,
        "source_id": draft.source_id,
        "kind": draft.kind.value,
        "reason": reason,
        "person_id": draft.person_id,
        "recorded_at": now,
    }
    ruling_id: int = session.execute(
        insert(RulingRow).values(values).returning(RulingRow.id)
    ).scalar_one()
    seal_row(session, Act.RULING, "series_ruling", {"id": ruling_id, **values})
    act = PublishedAct(
        kind=ActKind.RULING,
        place_id=draft.place_id,
        recorded_at=now,
        person_id=draft.person_id,
        reason=reason,
        ruling_id=ruling_id,
    )
    refresh_units(session, [draft.place_id], act=act)
    requeue(session, [draft.place_id])
    return ruling_id


def _has_stated(session: Session, draft: RulingDraft) -> bool:
    query = (
        select(ReportRow.id)
        .join(RevisionRow, RevisionRow.report_id == ReportRow.id)
        .join(CountRow, CountRow.revision_id == RevisionRow.id)
        .where(
            ReportRow.place_id == draft.place_id,
            ReportRow.source_id == draft.source_id,
            CountRow.indicator == draft.indicator.value,
        )
    )
    return session.execute(query.limit(1)).first() is not None


def _find_own(
    session: Session, person_id: int, place_id: int, indicator: Indicator
) -> frozenset[int]:
    """The sources with a report that states the indicator about the place, written by the person.

    Whichever version states it, and whichever of them the person wrote.
    """
    wrote = exists().where(
        RevisionRow.report_id == ReportRow.id, RevisionRow.person_id == person_id
    )
    states = (
        select(CountRow.revision_id)
        .join(RevisionRow, RevisionRow.id == CountRow.revision_id)
        .where(RevisionRow.report_id == ReportRow.id, CountRow.indicator == indicator.value)
    )
    query = select(ReportRow.source_id).where(
        ReportRow.place_id == place_id, wrote, states.exists()
    )
    return frozenset(session.execute(query).scalars())


def list_rulings(
    session: Session, place_ids: Collection[int], until: datetime | None = None
) -> tuple[Ruling, ...]:
    """All rulings about series of the places, newest first; one statement.

    `until` leaves out those recorded after that moment.
    """
    query = (
        select(RulingRow, SourceRow.name, User.display_name)
        .join(SourceRow, SourceRow.id == RulingRow.source_id)
        .join(User, User.id == RulingRow.person_id)
        .where(RulingRow.place_id.in_(select(list_ids(session, place_ids).c.id)))
        .order_by(RulingRow.id.desc())
    )
    if until is not None:
        query = query.where(RulingRow.recorded_at <= until)
    return tuple(
        Ruling(
            ruling_id=row.id,
            place_id=row.place_id,
            indicator=Indicator(row.indicator),
            source_id=row.source_id,
            source_name=source_name,
            kind=RulingKind(row.kind),
            reason=row.reason,
            person_id=row.person_id,
            person_name=person_name,
            recorded_at=row.recorded_at,
        )
        for row, source_name, person_name in session.execute(query)
    )


Different = dict[tuple[int, Indicator, int], Ruling]
"""The ruling that holds, by place, indicator and source, where it says "a different thing"."""


def load_different(
    session: Session, place_ids: Collection[int], until: datetime | None = None
) -> Different:
    """The series of the places that were ruled a different thing, with the ruling that says so."""
    latest: Different = {}
    for ruling in list_rulings(session, place_ids, until):
        latest.setdefault((ruling.place_id, ruling.indicator, ruling.source_id), ruling)
    return {key: one for key, one in latest.items() if one.kind is RulingKind.DIFFERENT}


@dataclass(frozen=True, kw_only=True, slots=True)
class StatedSeries:
    """That a source states an indicator about a place; `ruling` is the one that holds, if any."""

    source_id: int
    source_name: str
    ruling: Ruling | None


def list_stated_series(
    session: Session, place_id: int, indicator: Indicator, *, known_at: datetime | None = None
) -> tuple[StatedSeries, ...]:
    """The sources that ever stated an indicator about a place, by name; two statements."""
    known = true() if known_at is None else RevisionRow.recorded_at <= known_at
    query = (
        select(SourceRow.id, SourceRow.name)
        .where(
            exists()
            .where(known)
            .where(ReportRow.source_id == SourceRow.id, ReportRow.place_id == place_id)
            .where(RevisionRow.report_id == ReportRow.id)
            .where(CountRow.revision_id == RevisionRow.id)
            .where(CountRow.indicator == indicator.value)
        )
        .order_by(SourceRow.name)
    )
    latest: dict[int, Ruling] = {}
    for ruling in list_rulings(session, [place_id], known_at):
        if ruling.indicator is indicator:
            latest.setdefault(ruling.source_id, ruling)
    return tuple(
        StatedSeries(source_id=row.id, source_name=row.name, ruling=latest.get(row.id))
        for row in session.execute(query)
    )


def keep_rulable(
    session: Session,
    series: Sequence[StatedSeries],
    person_id: int,
    place_id: int,
    indicator: Indicator,
) -> tuple[StatedSeries, ...]:
    """Those of the series of a place on which the person may rule: none outside their areas."""
    if not series or not reviews(session, person_id, place_id):
        return ()
    own = _find_own(session, person_id, place_id, indicator)
    return tuple(one for one in series if one.source_id not in own)
