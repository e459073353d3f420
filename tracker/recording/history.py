"""Reports with all that was ever said of them, for reading."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, cast

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from tracker.domain.counts import Count
from tracker.domain.errors import NotFound
from tracker.domain.indicators import Indicator
from tracker.domain.reports import (
    Channel,
    Decision,
    Effect,
    Revision,
    RevisionKind,
    Settled,
    SoftWarning,
    Standing,
    fold_report,
)
from tracker.domain.review import DecisionKind
from tracker.domain.selection import Grade
from tracker.recording.appending import read_fall
from tracker.recording.effects import read_effects
from tracker.recording.kept_counts import is_listed, load_counts
from tracker.recording.settled import load_settled
from tracker.store.accounts import User
from tracker.store.base import AnyRow
from tracker.store.listed import list_days
from tracker.store.places import PlaceRow, SourceRow
from tracker.store.reports import (
    DecisionEffectRow,
    DecisionRow,
    EffectRow,
    ReportRow,
    RevisionRow,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportHistory:
    """A report with all its revisions and decisions, oldest first.

    `effects` stand by the seq of the revision that had them.
    """

    report_id: int
    place_id: int
    place_name: str
    day: date
    source_id: int
    source_name: str
    grade: Grade
    is_late: bool
    standing: Standing
    revisions: tuple[Revision, ...]
    decisions: tuple[Decision, ...]
    effects: Mapping[int, tuple[Effect, ...]]

    @property
    def counts(self) -> tuple[Count, ...]:
        """The counts of the latest revision that had any: a withdrawn report shows what it said."""
        with_counts = [revision.counts for revision in self.revisions if revision.counts]
        return with_counts[-1] if with_counts else ()


def load_report(session: Session, report_id: int) -> ReportHistory:
    """One report; raises NotFound."""
    found = load_reports(session, [report_id])
    if not found:
        raise NotFound("report", report_id)
    return found[0]


def list_place_reports(
    session: Session,
    place_id: int,
    first: date,
    last: date,
    *,
    known_at: datetime | None = None,
) -> tuple[ReportHistory, ...]:
    """Reports about a place from `first` to `last`, newest day first, withdrawn ones too."""
    query = (
        select(ReportRow.id)
        .where(ReportRow.place_id == place_id, ReportRow.day.between(first, last))
        .order_by(ReportRow.day.desc(), ReportRow.id.desc())
    )
    report_ids = session.execute(query).scalars().all()
    return load_reports(session, report_ids, known_at=known_at)


def list_reports_about(
    session: Session,
    wanted: Collection[tuple[int, date]],
    *,
    known_at: datetime | None = None,
) -> tuple[ReportHistory, ...]:
    """Reports about pairs of a place and a day, by place and id, withdrawn ones too."""
    if not wanted:
        return ()
    asked = list_days(session, set(wanted))
    query = (
        select(ReportRow.id)
        .join(asked, and_(asked.c.place_id == ReportRow.place_id, asked.c.day == ReportRow.day))
        .order_by(ReportRow.place_id, ReportRow.id)
    )
    report_ids = session.execute(query).scalars().all()
    return load_reports(session, report_ids, known_at=known_at)


def load_reports(
    session: Session, report_ids: Sequence[int], *, known_at: datetime | None = None
) -> tuple[ReportHistory, ...]:
    """Reports in the order of their ids given; seven statements however many.

    With `known_at` as they stood at that moment, without what was recorded later; a report that
    was recorded later is left out.
    """
    if not report_ids:
        return ()
    heads = {
        row.id: row
        for row in session.execute(
            select(
                ReportRow.id,
                ReportRow.place_id,
                PlaceRow.name.label("place_name"),
                ReportRow.day,
                ReportRow.source_id,
                SourceRow.name.label("source_name"),
                ReportRow.grade,
                ReportRow.is_late,
            )
            .join(PlaceRow, PlaceRow.id == ReportRow.place_id)
            .join(SourceRow, SourceRow.id == ReportRow.source_id)
            .where(is_listed(session, ReportRow.id, report_ids))
        )
    }
    until = known_at or datetime.max.replace(tzinfo=UTC)
    revisions, effects = _load_revisions(session, report_ids, until)
    decisions = _load_decisions(session, report_ids, until)
    return tuple(
        _make_history(
            heads[report_id], revisions[report_id], decisions[report_id], effects[report_id]
        )
        for report_id in report_ids
        if report_id in heads and revisions[report_id]
    )


def _load_revisions(
    session: Session, report_ids: Sequence[int], until: datetime
) -> tuple[dict[int, list[Revision]], dict[int, dict[int, tuple[Effect, ...]]]]:
    rows = session.execute(
        select(RevisionRow, User.display_name, EffectRow.effects)
        .join(User, User.id == RevisionRow.person_id)
        .outerjoin(EffectRow, EffectRow.revision_id == RevisionRow.id)
        .where(is_listed(session, RevisionRow.report_id, report_ids))
        .where(RevisionRow.recorded_at <= until)
        .order_by(RevisionRow.report_id, RevisionRow.seq)
    ).all()
    counts = load_counts(session, [row.RevisionRow.id for row in rows])
    settled = load_settled(session, report_ids)
    revisions: dict[int, list[Revision]] = defaultdict(list)
    effects: dict[int, dict[int, tuple[Effect, ...]]] = defaultdict(dict)
    for revision, name, kept in rows:
        revisions[revision.report_id].append(
            _make_revision(revision, name, counts[revision.id], settled.get(revision.submission_id))
        )
        effects[revision.report_id][revision.seq] = read_effects(kept)
    return revisions, effects


def _make_revision(
    row: RevisionRow, person_name: str, counts: Sequence[Count], settled: Settled | None
) -> Revision:
    return Revision(
        revision_id=row.id,
        seq=row.seq,
        kind=RevisionKind(row.kind),
        counts=tuple(counts),
        note=row.note,
        reason=row.reason,
        channel=Channel(row.channel),
        confirmed=tuple(_read_warning(kept) for kept in row.confirmed or ()),
        person_id=row.person_id,
        person_name=person_name,
        recorded_at=row.recorded_at,
        falls=tuple(read_fall(kept) for kept in row.falls or ()),
        settled=settled,
    )


def _read_warning(kept: Mapping[str, Any]) -> SoftWarning:
    indicator = kept["indicator"]
    return SoftWarning(
        code=kept["code"],
        indicator=Indicator(indicator) if indicator else None,
        message=kept["message"],
    )


def _load_decisions(
    session: Session, report_ids: Sequence[int], until: datetime
) -> dict[int, list[Decision]]:
    decisions: dict[int, list[Decision]] = defaultdict(list)
    for row, name, kept in session.execute(
        select(DecisionRow, User.display_name, DecisionEffectRow.effects)
        .join(User, User.id == DecisionRow.person_id)
        .outerjoin(DecisionEffectRow, DecisionEffectRow.decision_id == DecisionRow.id)
        .where(is_listed(session, DecisionRow.report_id, report_ids))
        .where(DecisionRow.recorded_at <= until)
        .order_by(DecisionRow.id)
    ):
        decisions[row.report_id].append(
            Decision(
                decision_id=row.id,
                seq=row.seq,
                kind=DecisionKind(row.kind),
                reason=row.reason,
                indicator=Indicator(row.indicator) if row.indicator else None,
                person_id=row.person_id,
                person_name=name,
                recorded_at=row.recorded_at,
                effects=read_effects(kept),
            )
        )
    return decisions


def _make_history(
    head: AnyRow,
    revisions: Sequence[Revision],
    decisions: Sequence[Decision],
    effects: Mapping[int, tuple[Effect, ...]],
) -> ReportHistory:
    standing = fold_report(
        [(revision.seq, revision.kind) for revision in revisions],
        [(decision.seq, decision.kind) for decision in decisions],
    )
    return ReportHistory(
        report_id=head.id,
        place_id=head.place_id,
        place_name=head.place_name,
        day=head.day,
        source_id=head.source_id,
        source_name=head.source_name,
        grade=Grade(head.grade),
        is_late=bool(head.is_late),
        standing=cast("Standing", standing),  # there is an original at least
        revisions=tuple(revisions),
        decisions=tuple(decisions),
        effects=effects,
    )
