"""The acts that make a report: record counts, or confirm that nothing changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, insert, select
from sqlalchemy.orm import Session

from tracker.domain.checks import check_soft
from tracker.domain.counts import Count
from tracker.domain.errors import InvalidField, InvalidReport, NothingToReport
from tracker.domain.indicators import LEVELS
from tracker.domain.published import ActKind, PublishedAct
from tracker.domain.reports import Channel, Receipt, ReportDraft, RevisionKind
from tracker.domain.review import ReviewState
from tracker.domain.selection import Grade
from tracker.domain.urgency import is_warned
from tracker.recording.appending import NewRevision, append_revision
from tracker.recording.checking import Explanation, check_sent
from tracker.recording.context import (
    find_own_report,
    list_checked_keys,
    list_day_reports,
    make_entry_context,
)
from tracker.recording.elsewhere import add_counted_elsewhere
from tracker.recording.sealing import seal_revision
from tracker.recording.standing import load_standing_levels
from tracker.recording.submissions import (
    Body,
    describe_counts,
    describe_falls,
    find_repeated,
    hash_body,
)
from tracker.store.base import table_of
from tracker.store.memory import remembered, steady
from tracker.store.places import PlaceRow, SourceRow
from tracker.store.prepared import Prepared
from tracker.store.reports import ReportRow
from tracker.totals.around import load_around
from tracker.totals.candidates import load_observations, observe_single
from tracker.totals.published import keep_published_day
from tracker.totals.update import update_unit_day
from tracker.totals.waiting import enqueue, requeue

_REPORT = table_of(ReportRow)
_INSERT_REPORT = Prepared(
    insert(_REPORT).returning(_REPORT.c.id),
    filled=[column.key for column in _REPORT.columns if column.key != "id"],
)


def record_report(session: Session, draft: ReportDraft, *, now: datetime) -> Receipt:
    """Append a new report.

    Raises InvalidReport for what cannot be true, NeedsConfirmation for soft warnings that are not
    in `draft.confirmed` (never for what came by phone), SubmissionConflict for an id used
    before for other content.
    """
    body = describe_report(draft)
    repeated = find_repeated(session, draft.submission_id, body, person_id=draft.person_id, now=now)
    if repeated is not None:
        return repeated
    return _record(session, draft, hash_body(body), now=now)


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

    The levels are repeated as they were said, vague where they were. Raises NothingToReport where
    none stands that anybody counted. Soft warnings are kept as confirmed: the person states what
    was stated before, so nothing in it can be a slip of the hand.
    """
    body = describe_unchanged(place_id=place_id, day=day, source_id=source_id, person_id=person_id)
    repeated = find_repeated(session, submission_id, body, person_id=person_id, now=now)
    if repeated is not None:
        return repeated
    around = load_around(session, place_id, day, LEVELS)
    draft = ReportDraft(
        submission_id=submission_id,
        place_id=place_id,
        day=day,
        source_id=source_id,
        person_id=person_id,
        counts=_require_levels(load_standing_levels(session, around)),
        channel=Channel.UNCHANGED,
    )
    own = find_own_report(list_day_reports(session, place_id, day), source_id)
    context = make_entry_context(around, own, now=now)
    everything = frozenset(warning.key for warning in check_soft(day, draft.counts, context))
    return _record(session, replace(draft, confirmed=everything), hash_body(body), now=now)


def describe_report(draft: ReportDraft) -> Body:
    """The content of a new report, by which a repeated submission is known."""
    return {
        "place": draft.place_id,
        "day": draft.day,
        "source": draft.source_id,
        "counts": describe_counts(draft.counts),
        "note": draft.note,
        "person": draft.person_id,
        **describe_falls(draft.falls),
    }


def describe_unchanged(*, place_id: int, day: date, source_id: int, person_id: int) -> Body:
    """The content of a report that nothing changed, as for reports."""
    return {
        "place": place_id,
        "day": day,
        "source": source_id,
        "unchanged": True,
        "person": person_id,
    }


def _require_levels(counts: tuple[Count, ...]) -> tuple[Count, ...]:
    if not counts:
        raise NothingToReport(
            "There are no earlier numbers to confirm. Enter today's numbers in the daily report."
        )
    return counts


def _record(session: Session, draft: ReportDraft, body_hash: bytes, *, now: datetime) -> Receipt:
    """Check the draft against what stands around it, append it, and take it into the totals."""
    with steady(session):
        grade = _require_grade(session, draft.source_id)
        around = load_around(session, draft.place_id, draft.day, list_checked_keys(draft.counts))
    if around.scope is None:
        _require_place(session, draft.place_id)
    others = list_day_reports(session, draft.place_id, draft.day)
    context = make_entry_context(around, find_own_report(others, draft.source_id), now=now)
    context = add_counted_elsewhere(session, context, draft.place_id, draft.day, draft.counts)
    said = Explanation(falls=draft.falls, reason=draft.note)
    checked = check_sent(
        draft.day, draft.counts, context, draft.confirmed, said, channel=draft.channel
    )
    report = _insert_report(session, draft, grade, is_late=context.is_late)
    report_id = report["id"]
    revision = append_revision(
        session,
        NewRevision(
            report_id=report_id,
            seq=1,
            kind=RevisionKind.ORIGINAL,
            channel=draft.channel,
            submission_id=draft.submission_id,
            body_hash=body_hash,
            person_id=draft.person_id,
            recorded_at=now,
            counts=draft.counts,
            note=draft.note,
            confirmed=checked.warnings,
            falls=checked.falls,
        ),
    )
    enqueue(
        session,
        report_id=report_id,
        place_id=draft.place_id,
        day=draft.day,
        source_id=draft.source_id,
        person_id=draft.person_id,
        now=now,
        warned=is_warned((warning.code for warning in checked.warnings), draft.channel),
    )
    if others:
        observations = load_observations(session, draft.place_id, draft.day)
    else:
        observations = observe_single(session, draft, report_id, revision.id, grade)
    update = update_unit_day(
        session, around, observations, [count.indicator for count in draft.counts]
    )
    seal_revision(session, report, revision, update.effects)
    if context.is_late:
        act = _describe_late(draft, report_id, revision.id, now)
        keep_published_day(session, act, around, update.changes)
    if others or context.is_late:
        requeue(session, [draft.place_id], (draft.day, draft.day))
    return Receipt(
        report_id=report_id,
        seq=1,
        kind=RevisionKind.ORIGINAL,
        repeated=False,
        effects=update.effects,
    )


def _describe_late(
    draft: ReportDraft, report_id: int, revision_id: int, now: datetime
) -> PublishedAct:
    """A late report as an act on what was published; its note is the reason that it gives."""
    return PublishedAct(
        kind=ActKind.LATE,
        place_id=draft.place_id,
        recorded_at=now,
        person_id=draft.person_id,
        reason=draft.note,
        report_id=report_id,
        revision_id=revision_id,
    )


def _insert_report(
    session: Session, draft: ReportDraft, grade: Grade, *, is_late: bool
) -> dict[str, Any]:
    """Insert the report; answers its row."""
    values = {
        "place_id": draft.place_id,
        "day": draft.day,
        "source_id": draft.source_id,
        "grade": grade.value,
        "head_seq": 1,
        "withdrawn": False,
        "review": ReviewState.UNREVIEWED.value,
        "is_late": is_late,
    }
    ((report_id,),) = _INSERT_REPORT.rows(session, **values)
    return {"id": report_id, **values}


_SOURCE = table_of(SourceRow)
_GRADE = Prepared(
    select(_SOURCE.c.grade).where(_SOURCE.c.id == bindparam("source"), ~_SOURCE.c.retired)
)


def _require_grade(session: Session, source_id: int) -> Grade:
    grade = _load_grade(session, source_id)
    if grade is None:
        raise InvalidReport((InvalidField("source", "Choose a source from the list"),))
    return grade


@remembered
def _load_grade(session: Session, source_id: int) -> Grade | None:
    found = _GRADE.first(session, source=source_id)
    return Grade(found.grade) if found else None


def _require_place(session: Session, place_id: int) -> None:
    query = select(PlaceRow.id).where(PlaceRow.id == place_id)
    if session.execute(query).scalar_one_or_none() is None:
        raise InvalidReport((InvalidField("place", "Choose a district or shelter from the list"),))
