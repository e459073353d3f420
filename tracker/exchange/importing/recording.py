"""Record a planned import as one unit: everything that it adds and changes, or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from uuid import UUID, uuid5

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.audit.chain import append
from tracker.audit.contents import RowsHash, hash_import
from tracker.domain.audit import Act, Author, Entry, Within
from tracker.domain.errors import NothingToReport
from tracker.domain.published import ActKind, PublishedAct
from tracker.domain.reports import Channel, CorrectionDraft, ReportDraft, WithdrawalDraft
from tracker.exchange.importing.entries import Outcome, Planned, Progress
from tracker.exchange.importing.kept_rows import (
    ImportDraft,
    append_refused,
    append_run,
    append_words,
)
from tracker.exchange.importing.new_shelters import register_shelters
from tracker.exchange.importing.nothing_recorded import explain_nothing
from tracker.exchange.importing.planning import Plan
from tracker.exchange.importing.standing import count_reports
from tracker.recording.bulk import Appended, append_originals
from tracker.recording.bulk_changes import append_changes
from tracker.recording.touched import Touched
from tracker.store.base import table_of
from tracker.store.imports import ImportReportRow, ImportRunRow, ImportUndoRow
from tracker.store.insertion import insert_rows
from tracker.totals.collecting import collecting_seldom

_WRITTEN, _FOLDED, _QUEUED = 5, 10, 2
"""What it takes to write a report, to fold one of its unit into the totals, and to queue it.

Measured on both engines, where folding takes one and a half to two and a half times as long as
writing; a unit that is touched is folded with all its reports, also those that stood before.
"""


def find_import(session: Session, submission_id: UUID) -> int | None:
    """The import that a submission became before, None when it is new."""
    query = select(ImportRunRow.id).where(ImportRunRow.submission_id == submission_id)
    return session.execute(query).scalar_one_or_none()


def find_import_of_file(session: Session, file_hash: bytes) -> int | None:
    """The last import that took in the file of this fingerprint and stands, None without one."""
    query = select(func.max(ImportRunRow.id)).where(
        ImportRunRow.file_hash == file_hash,
        ImportRunRow.id.not_in(select(ImportUndoRow.import_id)),
    )
    return session.execute(query).scalar_one()


def is_of_file(session: Session, import_id: int, file_hash: bytes) -> bool:
    """Whether an import took in the file of this fingerprint."""
    query = select(ImportRunRow.file_hash).where(ImportRunRow.id == import_id)
    return session.execute(query).scalar_one() == file_hash


@collecting_seldom()
def record_import(
    session: Session,
    plan: Plan,
    draft: ImportDraft,
    *,
    now: datetime,
    progress: Progress | None = None,
) -> int:
    """Record a plan that was made in the same transaction; answers the import's id.

    The same submission is recorded once. Raises NothingToReport for a plan that keeps nothing.
    The caller commits.
    """
    earlier = find_import(session, draft.submission_id)
    if earlier is not None:
        return earlier
    if not plan.keeps_anything:
        raise NothingToReport(explain_nothing(plan))
    run = append_run(session, plan, draft, now)
    import_id = int(run["id"])
    within = Within(kind=ActKind.IMPORT, import_id=import_id)
    by = Author(person_id=draft.person_id, at=now, within=within)
    shelters = register_shelters(session, plan, by)
    recorder = _Recorder(session, plan, draft, shelters, import_id=import_id, now=now)
    recorder.record(progress)
    refused = append_refused(session, plan, import_id)
    words = append_words(session, plan, import_id)
    entry = Entry(
        act=Act.IMPORTED,
        by=by,
        subject_id=import_id,
        content=hash_import(run, recorder.kept, refused, words),
        details={"name": draft.called},
    )
    append(session, entry)
    return import_id


class _Recorder:
    """Writes the reports of one import, and which rows of the file each came from.

    `kept` is the hash of the latter, in the order of the revisions.
    """

    def __init__(
        self,
        session: Session,
        plan: Plan,
        draft: ImportDraft,
        shelters: Mapping[int, int],
        *,
        import_id: int,
        now: datetime,
    ) -> None:
        self._session = session
        self._draft = draft
        self._shelters = shelters
        self._import_id = import_id
        self._now = now
        self._new = [p for p in plan.planned if p.outcome in (Outcome.ADDED, Outcome.RIVAL)]
        changes = (Outcome.CORRECTED, Outcome.WITHDRAWN)
        self._changed = [p for p in plan.planned if p.outcome in changes]
        self._rows: dict[UUID, tuple[int, ...]] = {}
        self.kept = RowsHash()

    def record(self, progress: Progress | None) -> None:
        written, folded = len(self._new) + len(self._changed), self._count_folded()
        every = _WRITTEN * written + (_FOLDED + _QUEUED) * folded

        def advance(done: int, units: int = 0, of: int = 1) -> None:
            if progress:
                progress(_WRITTEN * done + _FOLDED * folded * units // of, every)

        touched = Touched()
        append_originals(
            self._session,
            self._draft_all(self._new),
            touched,
            now=self._now,
            progress=advance,
            keep=self._keep,
        )
        append_changes(
            self._session,
            map(self._change, self._changed),
            touched,
            now=self._now,
            progress=lambda done: advance(len(self._new) + done),
            keep=self._keep,
        )
        touched.take_in(
            self._session,
            self._sign(),
            lambda units, of: advance(written, units, of),
        )

    def _count_folded(self) -> int:
        """The reports of all units that are touched: of these each is taken into the totals."""
        planned = (*self._new, *self._changed)
        places = {self._shelters.get(one.stated.place_id, one.stated.place_id) for one in planned}
        return len(self._new) + count_reports(self._session, places)

    def _sign(self) -> PublishedAct:
        return PublishedAct(
            kind=ActKind.IMPORT,
            place_id=None,
            recorded_at=self._now,
            person_id=self._draft.person_id,
            reason=f"Import of {self._draft.called}",
            import_id=self._import_id,
        )

    def _draft_all(self, planned: Iterable[Planned]) -> Iterator[ReportDraft]:
        for one in planned:
            stated = one.stated
            place_id = self._shelters.get(stated.place_id, stated.place_id)
            yield ReportDraft(
                submission_id=self._name(one, place_id),
                place_id=place_id,
                day=stated.day,
                source_id=stated.source_id,
                person_id=self._draft.person_id,
                counts=one.counts,
                note=stated.note,
                falls=stated.falls,
                channel=Channel.BULK,
            )

    def _change(self, planned: Planned) -> CorrectionDraft | WithdrawalDraft:
        report_id, based_on = planned.report_id or 0, planned.based_on
        submission_id = self._name(planned, planned.stated.place_id)
        if planned.outcome is Outcome.WITHDRAWN:
            return WithdrawalDraft(
                submission_id=submission_id,
                report_id=report_id,
                based_on=based_on,
                person_id=self._draft.person_id,
                reason=f"Its cells became blank in {self._draft.called}",
            )
        return CorrectionDraft(
            submission_id=submission_id,
            report_id=report_id,
            based_on=based_on,
            person_id=self._draft.person_id,
            counts=planned.counts,
            reason=f"Changed in {self._draft.called}",
            note=planned.stated.note,
            falls=planned.stated.falls,
        )

    def _name(self, planned: Planned, place_id: int) -> UUID:
        """The id of one report's submission, the same whenever this import is sent."""
        stated = planned.stated
        name = f"{place_id} {stated.day} {stated.source_id} {planned.outcome}"
        submission = uuid5(self._draft.submission_id, name)
        self._rows[submission] = stated.rows
        return submission

    def _keep(self, appended: Sequence[Appended]) -> None:
        rows = [
            {
                "revision_id": one.revision_id,
                "import_id": self._import_id,
                "report_id": one.report_id,
                "file_rows": ", ".join(map(str, self._rows.pop(one.submission_id))),
            }
            for one in appended
        ]
        insert_rows(self._session, table_of(ImportReportRow), rows)
        self.kept.take(rows)
