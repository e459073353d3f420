"""Correct and withdraw many reports at once, for later editions of files and imports undone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from tracker.domain.checks import EntryContext, check_hard
from tracker.domain.errors import (
    InvalidReport,
    NotFound,
    OutdatedRevision,
    ReasonMissing,
    ReportWithdrawn,
)
from tracker.domain.falls import Fall
from tracker.domain.published import PublishedAct
from tracker.domain.reports import Channel, CorrectionDraft, RevisionKind, WithdrawalDraft
from tracker.domain.review import ReviewState, review_after_correction
from tracker.recording.appending import describe_fall
from tracker.recording.bulk import Appended, Keep, Progress, append_revisions, split
from tracker.recording.submissions import Body, describe_counts, describe_falls, hash_body
from tracker.recording.touched import Touched
from tracker.store.base import AnyRow, table_of
from tracker.store.insertion import reserve_ids
from tracker.store.reports import ReportRow, RevisionRow
from tracker.totals.scopes import load_clock

ChangeDraft = CorrectionDraft | WithdrawalDraft
_REPORT = table_of(ReportRow)
_SET_HEAD = (
    update(_REPORT)
    .where(_REPORT.c.id == bindparam("report"))
    .values(
        head_seq=bindparam("seq"), review=bindparam("state"), withdrawn=bindparam("is_withdrawn")
    )
)


def change_many(
    session: Session,
    drafts: Iterable[ChangeDraft],
    *,
    now: datetime,
    progress: Progress | None = None,
    act: PublishedAct | None = None,
) -> int:
    """Append corrections and withdrawals and take them into the totals; returns how many.

    As `append_changes`. What an `act` changes in published totals is kept with it.
    """
    touched = Touched()
    taken = append_changes(session, drafts, touched, now=now, progress=progress)
    touched.take_in(session, act)
    return taken


def append_changes(
    session: Session,
    drafts: Iterable[ChangeDraft],
    touched: Touched,
    *,
    now: datetime,
    progress: Progress | None = None,
    keep: Keep | None = None,
) -> int:
    """Append corrections and withdrawals and note what they touch; returns how many.

    Each report may be changed once. Hard checks hold, soft ones are not asked. Raises as
    correct_report does; nothing is kept unless all is accepted: the caller takes in what is
    touched, and commits.
    """
    taken = 0
    for batch in split(drafts):
        heads = _load_heads(session, batch)
        _check(session, batch, heads, now)
        appended = _append(session, batch, heads, now)
        if keep:
            keep(appended)
        touched.add([(row.place_id, row.day) for row in heads.values()])
        taken += len(batch)
        if progress:
            progress(taken)
    return taken


def _load_heads(session: Session, drafts: Sequence[ChangeDraft]) -> dict[int, AnyRow]:
    """The reports to be changed, each at the revision that its draft is based on."""
    wanted = [draft.report_id for draft in drafts]
    rows = session.execute(select(_REPORT).where(_REPORT.c.id.in_(wanted)))
    heads = {row.id: row for row in rows}
    for draft in drafts:
        head = heads.get(draft.report_id)
        if head is None:
            raise NotFound("report", draft.report_id)
        if head.head_seq != draft.based_on:
            raise OutdatedRevision(draft.report_id, draft.based_on, head.head_seq)
        if head.withdrawn:
            raise ReportWithdrawn(draft.report_id)
    return heads


def _check(
    session: Session,
    drafts: Sequence[ChangeDraft],
    heads: Mapping[int, AnyRow],
    now: datetime,
) -> None:
    clock = load_clock(session)
    context = EntryContext(today=clock.day_of(now), start=clock.start)
    for draft in drafts:
        if not draft.reason.strip():
            raise ReasonMissing(_kind_of(draft).value)
        if isinstance(draft, CorrectionDraft):
            problems = check_hard(heads[draft.report_id].day, draft.counts, context)
            if problems:
                raise InvalidReport(problems)


def _append(
    session: Session,
    drafts: Sequence[ChangeDraft],
    heads: Mapping[int, AnyRow],
    now: datetime,
) -> list[Appended]:
    ids = reserve_ids(session, table_of(RevisionRow), len(drafts))
    names = _REPORT.columns.keys()
    made = [
        (
            dict(zip(names, heads[draft.report_id], strict=True)),
            _make_revision(draft, revision_id, now),
            draft.counts if isinstance(draft, CorrectionDraft) else (),
        )
        for draft, revision_id in zip(drafts, ids, strict=True)
    ]
    appended = append_revisions(session, made)
    # On the connection: a table's statement with many parameters is no work for the ORM.
    session.connection().execute(_SET_HEAD, [_stand(d, heads[d.report_id]) for d in drafts])
    return appended


def _kind_of(draft: ChangeDraft) -> RevisionKind:
    corrects = isinstance(draft, CorrectionDraft)
    return RevisionKind.CORRECTION if corrects else RevisionKind.WITHDRAWAL


def _make_revision(draft: ChangeDraft, revision_id: int, now: datetime) -> dict[str, Any]:
    return {
        "id": revision_id,
        "report_id": draft.report_id,
        "seq": draft.based_on + 1,
        "kind": _kind_of(draft).value,
        "channel": Channel.BULK.value,
        "submission_id": draft.submission_id,
        "body_hash": hash_body(_describe(draft)),
        "reason": draft.reason.strip(),
        "note": draft.note if isinstance(draft, CorrectionDraft) else None,
        "confirmed": None,
        "falls": [describe_fall(fall) for fall in _falls_of(draft)] or None,
        "person_id": draft.person_id,
        "recorded_at": now,
    }


def _falls_of(draft: ChangeDraft) -> tuple[Fall, ...]:
    return draft.falls if isinstance(draft, CorrectionDraft) else ()


def _describe(draft: ChangeDraft) -> Body:
    body: Body = {
        "report": draft.report_id,
        "based_on": draft.based_on,
        "reason": draft.reason.strip(),
        "person": draft.person_id,
    }
    if isinstance(draft, CorrectionDraft):
        said = {"counts": describe_counts(draft.counts), "note": draft.note}
        return body | said | describe_falls(draft.falls)
    return body | {"withdrawal": True}


def _stand(draft: ChangeDraft, head: AnyRow) -> dict[str, Any]:
    state = ReviewState(head.review)
    corrects = isinstance(draft, CorrectionDraft)
    return {
        "report": draft.report_id,
        "seq": draft.based_on + 1,
        "state": review_after_correction(state).value if corrects else state.value,
        "is_withdrawn": not corrects,
    }
