"""Undo an import as a whole: withdraw what it added, take back what it corrected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from tracker.domain.audit import Act, Author, Within
from tracker.domain.errors import InUse, InvalidField, NotFound, ReasonMissing
from tracker.domain.published import ActKind, PublishedAct
from tracker.domain.reports import CorrectionDraft, RevisionKind, WithdrawalDraft
from tracker.exchange.importing.entries import Progress
from tracker.exchange.importing.taking_back import TakingBack, find_taking_back, take_back
from tracker.recording.bulk_changes import ChangeDraft, append_changes
from tracker.recording.kept_counts import load_counts
from tracker.recording.touched import Touched
from tracker.registry.keeping import keep_act
from tracker.store.base import AnyRow, AnySelect
from tracker.store.imports import ImportReportRow, ImportRunRow, ImportUndoRow
from tracker.store.reports import ReportRow, RevisionRow

_AT_ONCE = 1_000

_TOTALS, _REGISTERS = 5, 1
"""Times as long as writing its revision it takes to take a report into the totals, and to take back
what was registered for it, in an import of many shelters.
"""


class AlreadyUndone(InvalidField):
    """An import that was undone before."""

    def __init__(self) -> None:
        super().__init__("reason", "This import is undone already")


def undo_import(
    session: Session,
    import_id: int,
    *,
    reason: str,
    person_id: int,
    now: datetime,
    progress: Progress | None = None,
) -> int:
    """Undo an import; answers how many reports were changed.

    What it added is withdrawn, also where a person corrected it since. What it corrected gets the
    numbers of before, unless somebody changed it since; their histories say that the import was
    undone, and why. What it registered is taken back where
    nobody else relies on it (see `taking_back`). Raises InUse while a later import that
    corrected the same reports stands.
    """
    check_undoing(session, import_id, reason)
    rows = session.execute(_select_reports(import_id)).all()
    taking = find_taking_back(session, import_id)
    drafts = list(_draft_all(session, rows, say_undone(import_id, reason), person_id))
    act = PublishedAct(
        kind=ActKind.UNDOING,
        place_id=None,
        recorded_at=now,
        person_id=person_id,
        reason=reason.strip(),
        import_id=import_id,
    )
    changed = _change(session, drafts, act, progress)
    within = Within(kind=ActKind.UNDOING, import_id=import_id)
    by = Author(person_id=person_id, at=now, within=within)
    take_back(session, taking, by)
    values = {"import_id": import_id, "reason": reason.strip(), "person_id": person_id}
    session.execute(insert(ImportUndoRow).values(values | {"recorded_at": now}))
    keep_act(session, Act.IMPORT_UNDONE, by, import_id, name=f"{import_id}", reason=reason.strip())
    return changed


def say_undone(import_id: int, reason: str) -> str:
    """The reason that the reports' own histories give.

    >>> say_undone(3, "the wrong file ")
    'Import 3 was undone: the wrong file'
    """
    return f"Import {import_id} was undone: {reason.strip()}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Undoing:
    """What undoing an import would do: to how many reports, and in the registers.

    Of the reports that it corrected, `taken_back` get the numbers of before and `left` were changed
    since. `again` are those that it withdrew; they stay so.
    """

    withdrawn: int
    taken_back: int
    left: int
    again: int
    registers: TakingBack


def foresee_undoing(session: Session, import_id: int) -> Undoing:
    """What undoing an import would do."""
    kinds = _count_kinds(session, import_id)
    again = select(ImportRunRow.withdrawn).where(ImportRunRow.id == import_id)
    return Undoing(
        withdrawn=kinds[RevisionKind.ORIGINAL, True] + kinds[RevisionKind.ORIGINAL, False],
        taken_back=kinds[RevisionKind.CORRECTION, True],
        left=kinds[RevisionKind.CORRECTION, False],
        again=session.execute(again).scalar_one(),
        registers=find_taking_back(session, import_id),
    )


def _check(session: Session, import_id: int, reason: str) -> None:
    if session.execute(select(ImportRunRow.id).where(ImportRunRow.id == import_id)).first() is None:
        raise NotFound("import", import_id)
    undone = select(ImportUndoRow.import_id).where(ImportUndoRow.import_id == import_id)
    if session.execute(undone).first() is not None:
        raise AlreadyUndone
    if not reason.strip():
        raise ReasonMissing("undoing")


def find_built_upon(session: Session, import_id: int) -> int | None:
    """The last later import that corrected reports of one, and stands; it is undone first."""
    mine = select(ImportReportRow.report_id).where(ImportReportRow.import_id == import_id)
    return session.execute(
        select(func.max(ImportReportRow.import_id)).where(
            ImportReportRow.import_id > import_id,
            ImportReportRow.report_id.in_(mine),
            ImportReportRow.import_id.not_in(select(ImportUndoRow.import_id)),
        )
    ).scalar_one()


def check_undoing(session: Session, import_id: int, reason: str) -> None:
    """Refuse what cannot be undone. Raises NotFound, AlreadyUndone, ReasonMissing, InUse."""
    _check(session, import_id, reason)
    later = find_built_upon(session, import_id)
    if later is not None:
        raise InUse(f"Undo import {later} first: it corrected reports of this one.")


def _count_kinds(session: Session, import_id: int) -> Counter[tuple[RevisionKind, bool]]:
    """How many reports by what an import did to them, and whether that is their last revision."""
    rows = _select_reports(import_id).subquery()
    is_last = (rows.c.head_seq == rows.c.seq).label("is_last")
    query = select(rows.c.kind, is_last, func.count().label("every")).group_by(rows.c.kind, is_last)
    found = session.execute(query)
    return Counter({(RevisionKind(row.kind), bool(row.is_last)): row.every for row in found})


def _select_reports(import_id: int) -> AnySelect:
    return (
        select(
            ReportRow.id,
            ReportRow.head_seq,
            RevisionRow.seq,
            RevisionRow.kind,
        )
        .join(ImportReportRow, ImportReportRow.report_id == ReportRow.id)
        .join(RevisionRow, RevisionRow.id == ImportReportRow.revision_id)
        .where(ImportReportRow.import_id == import_id, ~ReportRow.withdrawn)
    )


def _change(
    session: Session, drafts: Sequence[ChangeDraft], act: PublishedAct, progress: Progress | None
) -> int:
    """Change reports; answers how many. Taking back the registers is what is left of the steps."""
    touched, every = Touched(), len(drafts)
    said = progress or _say_nothing
    steps = (1 + _TOTALS + _REGISTERS) * every
    changed = append_changes(
        session,
        drafts,
        touched,
        now=act.recorded_at,
        progress=lambda done: said(done, steps),
    )
    touched.take_in(
        session, act, lambda units, of: said(every + _TOTALS * every * units // of, steps)
    )
    return changed


def _say_nothing(_done: int, _every: int) -> None:
    """Where nobody waits."""


def _draft_all(
    session: Session, rows: Sequence[AnyRow], reason: str, person_id: int
) -> Iterator[WithdrawalDraft | CorrectionDraft]:
    originals = [row for row in rows if row.kind == RevisionKind.ORIGINAL]
    for row in originals:
        yield WithdrawalDraft(
            submission_id=uuid4(),
            report_id=row.id,
            based_on=row.head_seq,
            person_id=person_id,
            reason=reason,
        )
    corrected = [row for row in rows if row.kind == RevisionKind.CORRECTION]
    standing = [row for row in corrected if row.head_seq == row.seq]
    for start in range(0, len(standing), _AT_ONCE):
        yield from _take_back(session, standing[start : start + _AT_ONCE], reason, person_id)


def _take_back(
    session: Session, rows: Sequence[AnyRow], reason: str, person_id: int
) -> Iterator[CorrectionDraft]:
    """Corrections to what the revision before said."""
    query = (
        select(RevisionRow.report_id, RevisionRow.id)
        .join(ReportRow, ReportRow.id == RevisionRow.report_id)
        .where(
            RevisionRow.report_id.in_([row.id for row in rows]),
            RevisionRow.seq == ReportRow.head_seq - 1,
        )
    )
    before = {row.report_id: row.id for row in session.execute(query)}
    counts = load_counts(session, list(before.values()))
    for row in rows:
        yield CorrectionDraft(
            submission_id=uuid4(),
            report_id=row.id,
            based_on=row.head_seq,
            person_id=person_id,
            counts=tuple(counts[before[row.id]]),
            reason=reason,
        )
