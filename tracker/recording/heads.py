"""What stands of a report while an act on it is written, and how an act ends."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy import update as change
from sqlalchemy.orm import Session

from tracker.domain.errors import (
    NotFound,
    OutdatedRevision,
    ReportWithdrawn,
)
from tracker.domain.indicators import Indicator
from tracker.domain.published import ActKind, PublishedAct
from tracker.domain.reports import Effect, Receipt
from tracker.recording.appending import NewRevision, StoredRevision
from tracker.recording.sealing import seal_revision
from tracker.store.base import table_of
from tracker.store.protection import FIXED_OF_REPORT
from tracker.store.reports import CountRow, ReportRow, RevisionRow
from tracker.totals.around import load_around
from tracker.totals.candidates import load_observations
from tracker.totals.published import changes_published, keep_published_day
from tracker.totals.update import Held, list_groups, update_unit_day
from tracker.totals.waiting import requeue


def load_head(session: Session, report_id: int, based_on: int) -> ReportRow:
    """The report at the revision that the person saw; refuses what is outdated or withdrawn."""
    report = session.execute(
        select(ReportRow).where(ReportRow.id == report_id)
    ).scalar_one_or_none()
    if report is None:
        raise NotFound("report", report_id)
    if report.head_seq != based_on:
        raise OutdatedRevision(report_id, based_on, report.head_seq)
    if report.withdrawn:
        raise ReportWithdrawn(report_id)
    return report


def list_indicators(session: Session, report: ReportRow) -> set[Indicator]:
    """Indicators of the counts that stand."""
    query = (
        select(CountRow.indicator)
        .join(RevisionRow, RevisionRow.id == CountRow.revision_id)
        .where(RevisionRow.report_id == report.id, RevisionRow.seq == report.head_seq)
    )
    return {Indicator(code) for code in session.execute(query).scalars()}


def set_head(session: Session, report_id: int, **standing: object) -> None:
    """Note what stands now; the revision itself is already appended."""
    session.execute(
        change(table_of(ReportRow)).where(table_of(ReportRow).c.id == report_id).values(**standing)
    )


def take_in(  # noqa: PLR0917 (what an act is about, and where it is taken in)
    session: Session,
    place_id: int,
    day: date,
    indicators: Collection[Indicator],
    act: PublishedAct,
    held: Held | None = None,
) -> tuple[Effect, ...]:
    """Take what the reports about a place and day say now, after an act, into the totals.

    What published totals change by it is kept with the act. Gives the effects on the unit's series.
    What changes in areas is `held` for many acts at once, as long as none of them reads it.
    """
    keys = [key for group in list_groups(indicators) for key in group]
    around = load_around(session, place_id, day, keys)
    observations = load_observations(session, place_id, day)
    update = update_unit_day(session, around, observations, indicators, held)
    if held is not None and changes_published(act, around, update.changes):
        held.write(session)
    keep_published_day(session, act, around, update.changes)
    return update.effects


def finish_act(
    session: Session,
    report: ReportRow,
    revision: NewRevision,
    stored: StoredRevision,
    indicators: Collection[Indicator],
) -> Receipt:
    """Take an act on a report into the totals, keep what it changed, and link it."""
    act = PublishedAct(
        kind=ActKind(revision.kind.value),
        place_id=report.place_id,
        recorded_at=revision.recorded_at,
        person_id=revision.person_id,
        reason=revision.reason,
        report_id=report.id,
        revision_id=stored.id,
    )
    effects = take_in(session, report.place_id, report.day, indicators, act)
    about = {name: getattr(report, name) for name in FIXED_OF_REPORT}
    seal_revision(session, about, stored, effects)
    requeue(session, [report.place_id], (report.day, report.day))
    return Receipt(
        report_id=report.id,
        seq=revision.seq,
        kind=revision.kind,
        repeated=False,
        effects=effects,
    )
