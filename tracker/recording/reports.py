"""The acts that make a report: record counts, or confirm that nothing changed."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from tracker.domain.checks import EntryContext, check_soft
from tracker.domain.counts import Count, Form
from tracker.domain.errors import InvalidField, InvalidReport, NothingToReport
from tracker.domain.indicators import LEVELS
from tracker.domain.reports import Channel, Receipt, ReportDraft, RevisionKind, SoftWarning
from tracker.domain.review import ReviewState
from tracker.recording.appending import append_revision
from tracker.recording.context import load_entry_context
from tracker.recording.heads import check_counts, finish_act
from tracker.recording.submissions import Body, describe_counts, find_repeated, hash_body
from tracker.store.base import table_of
from tracker.store.places import PlaceRow, SourceRow
from tracker.store.reports import ReportRow

_INSERT_REPORT = insert(table_of(ReportRow)).returning(table_of(ReportRow).c.id)


def record_report(session: Session, draft: ReportDraft, *, now: datetime) -> Receipt:
    """Append a new report.

    Raises InvalidReport for what cannot be true, NeedsConfirmation for soft warnings that are not
    in `draft.confirmed`, SubmissionConflict for an id used before for other content.
    """
    body = describe_report(draft)
    repeated = find_repeated(session, draft.submission_id, body, person_id=draft.person_id, now=now)
    if repeated is not None:
        return repeated
    _require_place(session, draft.place_id)
    context = load_entry_context(
        session, draft.place_id, draft.day, now=now, source_id=draft.source_id
    )
    warnings = check_counts(draft.day, draft.counts, context, draft.confirmed)
    return _append_original(session, draft, body, context, warnings, now=now)


def confirm_unchanged(
    session: Session,
    *,
    submission_id: UUID,
    place_id: int,
    day: date,
    source_id: int,
    person_id: int,
    now: datetime,
) -> Receipt:
    """Record a real report of the levels that stand, for a day on which nothing changed.

    Raises NothingToReport where no level with a value stands. Soft warnings are kept as confirmed:
    the person states what was stated before, so nothing in it can be a slip of the hand.
    """
    body: Body = {
        "place": place_id,
        "day": day,
        "source": source_id,
        "unchanged": True,
        "person": person_id,
    }
    repeated = find_repeated(session, submission_id, body, person_id=person_id, now=now)
    if repeated is not None:
        return repeated
    _require_place(session, place_id)
    context = load_entry_context(session, place_id, day, now=now, source_id=source_id)
    draft = ReportDraft(
        submission_id=submission_id,
        place_id=place_id,
        day=day,
        source_id=source_id,
        person_id=person_id,
        counts=_repeat_levels(context),
        channel=Channel.UNCHANGED,
    )
    everything = frozenset(warning.key for warning in check_soft(day, draft.counts, context))
    warnings = check_counts(day, draft.counts, context, everything)
    return _append_original(session, draft, body, context, warnings, now=now)


def describe_report(draft: ReportDraft) -> Body:
    """The content of a new report, by which a repeated submission is known."""
    return {
        "place": draft.place_id,
        "day": draft.day,
        "source": draft.source_id,
        "counts": describe_counts(draft.counts),
        "note": draft.note,
        "person": draft.person_id,
    }


def _repeat_levels(context: EntryContext) -> tuple[Count, ...]:
    counts = tuple(
        Count(indicator=indicator, form=Form.LEVEL, value=last.value)
        for indicator in LEVELS
        if (last := context.last.get(indicator)) is not None and last.value is not None
    )
    if not counts:
        raise NothingToReport(
            "There are no earlier numbers to confirm. Enter today's numbers in the daily report."
        )
    return counts


def _append_original(
    session: Session,
    draft: ReportDraft,
    body: Body,
    context: EntryContext,
    warnings: tuple[SoftWarning, ...],
    *,
    now: datetime,
) -> Receipt:
    values = {
        "place_id": draft.place_id,
        "day": draft.day,
        "source_id": draft.source_id,
        "grade": _load_grade(session, draft.source_id),
        "head_seq": 1,
        "withdrawn": False,
        "review": ReviewState.UNREVIEWED.value,
        "is_late": context.is_late,
    }
    report_id: int = session.execute(_INSERT_REPORT, values).scalar_one()
    revision_id = append_revision(
        session,
        report_id=report_id,
        seq=1,
        kind=RevisionKind.ORIGINAL,
        channel=draft.channel,
        submission_id=draft.submission_id,
        body_hash=hash_body(body),
        person_id=draft.person_id,
        now=now,
        counts=draft.counts,
        note=draft.note,
        confirmed=warnings,
    )
    return finish_act(
        session,
        revision_id=revision_id,
        report_id=report_id,
        seq=1,
        kind=RevisionKind.ORIGINAL,
        place_id=draft.place_id,
        day=draft.day,
        indicators=[count.indicator for count in draft.counts],
    )


def _load_grade(session: Session, source_id: int) -> str:
    query = select(SourceRow.grade).where(SourceRow.id == source_id, ~SourceRow.retired)
    grade = session.execute(query).scalar_one_or_none()
    if grade is None:
        raise InvalidReport((InvalidField("source", "Choose a source from the list"),))
    return grade


def _require_place(session: Session, place_id: int) -> None:
    query = select(PlaceRow.id).where(PlaceRow.id == place_id)
    if session.execute(query).scalar_one_or_none() is None:
        raise InvalidReport((InvalidField("place", "Choose a district or shelter from the list"),))
