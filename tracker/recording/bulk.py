"""Append many original reports at once, for imports and made-up loads."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.audit.chain import append_many
from tracker.audit.contents import Row, hash_revision
from tracker.domain.audit import Act, Entry
from tracker.domain.checks import EntryContext, check_hard
from tracker.domain.counts import Count
from tracker.domain.days import OperationClock
from tracker.domain.errors import InvalidField, InvalidReport, SubmissionConflict
from tracker.domain.published import PublishedAct
from tracker.domain.reports import ReportDraft, RevisionKind
from tracker.domain.review import ReviewState
from tracker.recording.appending import describe_fall, make_count_row, make_part_rows
from tracker.recording.reports import describe_report
from tracker.recording.sealing import make_entry
from tracker.recording.submissions import hash_body
from tracker.recording.touched import Touched
from tracker.store.base import table_of
from tracker.store.insertion import insert_rows, reserve_ids
from tracker.store.places import PlaceRow, SourceRow
from tracker.store.reports import CountPartRow, CountRow, ReportRow, RevisionRow
from tracker.totals.collecting import collecting_seldom
from tracker.totals.scopes import load_clock
from tracker.totals.waiting import FirstReports

_BATCH = 2_000

Progress = Callable[[int], None]
"""Called with the number of reports taken in so far."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Appended:
    """The revision that a submission became."""

    submission_id: UUID
    report_id: int
    revision_id: int


Keep = Callable[[Sequence[Appended]], None]
"""Called with the revisions of each batch once they are appended."""


@collecting_seldom()
def record_many(
    session: Session,
    drafts: Iterable[ReportDraft],
    *,
    now: datetime,
    progress: Progress | None = None,
    act: PublishedAct | None = None,
) -> int:
    """Append original reports and take them into the totals; returns how many were new.

    As `append_originals`. What an `act` changes in published totals is kept with it.
    """
    touched = Touched()
    taken = append_originals(session, drafts, touched, now=now, progress=progress)
    touched.take_in(session, act)
    return taken


def append_originals(
    session: Session,
    drafts: Iterable[ReportDraft],
    touched: Touched,
    *,
    now: datetime,
    progress: Progress | None = None,
    keep: Keep | None = None,
) -> int:
    """Append original reports and note what they touch; returns how many were new.

    Hard checks hold as for a single report, and its source and place must be known; soft checks
    are not asked. A submission that is stored already, or comes twice, counts once; one with other
    content raises SubmissionConflict. Nothing is kept unless all is accepted: the caller takes in
    what is touched, and commits.
    """
    clock = load_clock(session)
    grades = {row.id: row.grade for row in session.execute(select(SourceRow.id, SourceRow.grade))}
    places = frozenset(session.execute(select(PlaceRow.id)).scalars())
    newcomers = FirstReports(session)
    taken = 0
    for batch in split(drafts):
        first, repeated = _set_apart_repeated(batch)
        fresh = _leave_out_stored(session, first)
        _check_registers(fresh, grades, places)
        _check_all(fresh, clock, now)
        appended = _append(session, fresh, grades, clock, now)
        newcomers.note(session, _list_persons(fresh, appended))
        if keep and appended:
            keep(appended)
        _leave_out_stored(session, repeated)
        touched.add([(draft.place_id, draft.day) for draft in fresh])
        taken += len(fresh)
        if progress:
            progress(taken)
    return taken


Draft = TypeVar("Draft")


def split(drafts: Iterable[Draft]) -> Iterator[list[Draft]]:
    """Batches that are written at once."""
    iterator = iter(drafts)
    while batch := list(islice(iterator, _BATCH)):
        yield batch


def _set_apart_repeated(
    drafts: Sequence[ReportDraft],
) -> tuple[list[ReportDraft], list[ReportDraft]]:
    """The first draft of each submission, and those that come again in the same batch."""
    first: dict[UUID, ReportDraft] = {}
    repeated = [
        draft for draft in drafts if first.setdefault(draft.submission_id, draft) is not draft
    ]
    return list(first.values()), repeated


def _leave_out_stored(session: Session, drafts: Sequence[ReportDraft]) -> list[ReportDraft]:
    ids = [draft.submission_id for draft in drafts]
    stored = {
        row.submission_id: row
        for row in session.execute(
            select(
                RevisionRow.submission_id,
                RevisionRow.body_hash,
                RevisionRow.report_id,
                RevisionRow.seq,
            ).where(RevisionRow.submission_id.in_(ids))
        )
    }
    fresh: list[ReportDraft] = []
    for draft in drafts:
        earlier = stored.get(draft.submission_id)
        if earlier is None:
            fresh.append(draft)
        elif earlier.body_hash != hash_body(describe_report(draft)):
            raise SubmissionConflict(str(draft.submission_id), earlier.report_id, earlier.seq)
    return fresh


def _check_registers(
    drafts: Sequence[ReportDraft], grades: Mapping[int, str], places: Collection[int]
) -> None:
    """Refuse what a foreign key would, in words."""
    for draft in drafts:
        if draft.source_id not in grades:
            raise InvalidReport((InvalidField("source", "Choose a source from the list"),))
        if draft.place_id not in places:
            message = "Choose a district or shelter from the list"
            raise InvalidReport((InvalidField("place", message),))


def _check_all(drafts: Sequence[ReportDraft], clock: OperationClock, now: datetime) -> None:
    context = EntryContext(today=clock.day_of(now), start=clock.start)
    for draft in drafts:
        problems = check_hard(draft.day, draft.counts, context)
        if problems:
            raise InvalidReport(problems)


def _append(
    session: Session,
    drafts: Sequence[ReportDraft],
    grades: Mapping[int, str],
    clock: OperationClock,
    now: datetime,
) -> list[Appended]:
    if not drafts:
        return []
    late: dict[date, bool] = {}
    for draft in drafts:
        late.setdefault(draft.day, clock.is_late(draft.day, now))
    report_ids = reserve_ids(session, table_of(ReportRow), len(drafts))
    revision_ids = reserve_ids(session, table_of(RevisionRow), len(drafts))
    made = []
    for draft, report_id, revision_id in zip(drafts, report_ids, revision_ids, strict=True):
        report = _make_report(draft, report_id, grades[draft.source_id], late[draft.day])
        made.append((report, _make_revision(draft, report_id, revision_id, now), draft.counts))
    insert_rows(session, table_of(ReportRow), [report for report, _, _ in made])
    return append_revisions(session, made)


def _list_persons(
    drafts: Sequence[ReportDraft], appended: Sequence[Appended]
) -> list[tuple[int, int]]:
    """Pairs of report and person."""
    return [(a.report_id, d.person_id) for d, a in zip(drafts, appended, strict=True)]


def append_revisions(
    session: Session, made: Sequence[tuple[Row, dict[str, Any], Sequence[Count]]]
) -> list[Appended]:
    """Append revisions of reports with their counts, and their links in the audit trail."""
    revisions, counts, parts = [], [], []
    links: list[Entry] = []
    for report, revision, said in made:
        own = [make_count_row(revision["id"], count) for count in said]
        own_parts = [row for count in said for row in make_part_rows(revision["id"], count)]
        content = hash_revision(report, revision, own, own_parts, None)
        links.append(make_entry(Act.REVISION, revision, content))
        revisions.append(revision)
        counts += own
        parts += own_parts
    insert_rows(session, table_of(RevisionRow), revisions)
    insert_rows(session, table_of(CountRow), counts)
    insert_rows(session, table_of(CountPartRow), parts)
    append_many(session, links)
    return [
        Appended(
            submission_id=revision["submission_id"],
            report_id=revision["report_id"],
            revision_id=revision["id"],
        )
        for revision in revisions
    ]


def _make_report(
    draft: ReportDraft,
    report_id: int,
    grade: str,
    is_late: bool,  # noqa: FBT001
) -> dict[str, Any]:
    return {
        "id": report_id,
        "place_id": draft.place_id,
        "day": draft.day,
        "source_id": draft.source_id,
        "grade": grade,
        "head_seq": 1,
        "withdrawn": False,
        "review": ReviewState.UNREVIEWED.value,
        "is_late": is_late,
    }


def _make_revision(
    draft: ReportDraft, report_id: int, revision_id: int, now: datetime
) -> dict[str, Any]:
    return {
        "id": revision_id,
        "report_id": report_id,
        "seq": 1,
        "kind": RevisionKind.ORIGINAL.value,
        "channel": draft.channel.value,
        "submission_id": draft.submission_id,
        "body_hash": hash_body(describe_report(draft)),
        "reason": None,
        "note": draft.note,
        "confirmed": None,
        "falls": [describe_fall(fall) for fall in draft.falls] or None,
        "person_id": draft.person_id,
        "recorded_at": now,
    }
