"""Acts about many reports at once: imports, their undoing, and decisions with one reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Subquery, and_, func, select
from sqlalchemy.orm import Session

from tracker.domain.indicators import Indicator
from tracker.domain.published import ActKind, Difference
from tracker.domain.reports import Channel, Decision
from tracker.domain.review import DecisionKind
from tracker.recording.causes import Cause
from tracker.store.accounts import User
from tracker.store.base import AnyRow, AnySelect
from tracker.store.imports import ImportReportRow, ImportRunRow, ImportUndoRow
from tracker.store.listed import list_ids
from tracker.store.places import PlaceRow
from tracker.store.published import PublishedActRow
from tracker.store.reports import ReportRow, RevisionRow

Effect = tuple[tuple[Indicator, Difference], ...]
"""What an act changed in totals, by indicator and days."""


@dataclass(frozen=True, kw_only=True, slots=True)
class JointAct:
    """One act about many reports in the places and days asked for.

    `kind` is IMPORT, UNDOING or DECISION; `import_id`, `file_name` and `edition` are of the import
    that was recorded or undone, `decision` and `causes` of decisions: what each made of its unit.
    `registers` says what it changed in the registers, so that published totals became others, each
    with the name of the place. `effect` is what it changed in the totals by itself, None where that
    was not worked out.
    """

    kind: ActKind
    recorded_at: datetime
    person_name: str
    reason: str | None
    reports: int
    places: int
    first: date
    last: date
    import_id: int | None = None
    file_name: str | None = None
    edition: str | None = None
    decision: DecisionKind | None = None
    causes: tuple[Cause, ...] = ()
    registers: tuple[tuple[str, str], ...] = ()
    effect: Effect | None = None


def list_imports(
    session: Session,
    places: Sequence[int],
    between: tuple[datetime, datetime],
    until: date,
) -> list[JointAct]:
    """Imports and their undoing between the moments, about the places and days up to `until`."""
    wanted_ids = list_ids(session, places)
    asked = (ReportRow.day <= until, ReportRow.place_id.in_(select(wanted_ids.c.id)))
    wanted = select(ImportRunRow.id, *_sum_up()).select_from(ImportRunRow)
    imported = wanted.join(ImportReportRow, ImportReportRow.import_id == ImportRunRow.id)
    imported = _narrow(imported, ImportRunRow, between).where(*asked).group_by(ImportRunRow.id)
    changed = (
        wanted.join(ImportUndoRow, ImportUndoRow.import_id == ImportRunRow.id)
        .join(ImportReportRow, ImportReportRow.import_id == ImportRunRow.id)
        .join(RevisionRow, _is_undoing())
    )
    changed = _narrow(changed, ImportUndoRow, between).where(*asked).group_by(ImportRunRow.id)
    found = [
        *_read(session, _select_imports(imported.subquery()), ActKind.IMPORT),
        *_read(session, _select_undoings(changed.subquery()), ActKind.UNDOING),
    ]
    import_ids = {act.import_id for act in found}
    registers = _load_registers(session, import_ids, places) if found else {}
    return [replace(act, registers=tuple(registers[act.kind, act.import_id])) for act in found]


def _load_registers(
    session: Session, import_ids: Collection[int | None], places: Sequence[int]
) -> Mapping[tuple[ActKind, int | None], list[tuple[str, str]]]:
    """Names of some places, and what imports and undoings changed there in the registers."""
    asked = list_ids(session, places)
    query = (
        select(
            PublishedActRow.kind, PublishedActRow.import_id, PlaceRow.name, PublishedActRow.reason
        )
        .join(PlaceRow, PlaceRow.id == PublishedActRow.place_id)
        .where(
            PublishedActRow.import_id.in_(import_ids),
            PublishedActRow.place_id.in_(select(asked.c.id)),
        )
        .order_by(PlaceRow.name, PublishedActRow.id)
    )
    told: dict[tuple[ActKind, int | None], list[tuple[str, str]]] = defaultdict(list)
    for row in session.execute(query):
        told[ActKind(row.kind), row.import_id].append((row.name, row.reason or ""))
    return told


def join_decisions(causes: Iterable[Cause]) -> Iterator[Cause | JointAct]:
    """The causes, where decisions that were made at once with one reason are one act.

    Takes causes newest first, and keeps their order.
    """
    for _, same_moment in groupby(causes, key=lambda cause: cause.act.recorded_at):
        found: dict[Any, list[Cause]] = {}
        for number, cause in enumerate(same_moment):
            found.setdefault(_tell_apart(cause, number), []).append(cause)
        for together in found.values():
            yield together[0] if len(together) == 1 else _join(together)


def _tell_apart(cause: Cause, number: int) -> Any:
    if isinstance(cause.act, Decision):
        return cause.act.kind, cause.act.person_name, cause.act.reason
    return number


def _join(causes: Sequence[Cause]) -> JointAct:
    act = causes[0].act
    assert isinstance(act, Decision)  # noqa: S101 -- others are not joined
    days = [cause.day for cause in causes]
    return JointAct(
        kind=ActKind.DECISION,
        recorded_at=act.recorded_at,
        person_name=act.person_name,
        reason=act.reason,
        reports=len({cause.report.report_id for cause in causes if cause.report}),
        places=len({cause.place_id for cause in causes}),
        first=min(days),
        last=max(days),
        decision=act.kind,
        causes=tuple(causes),
    )


def _sum_up() -> Sequence[Any]:
    return (
        func.count(ReportRow.id.distinct()).label("reports"),
        func.count(ReportRow.place_id.distinct()).label("places"),
        func.min(ReportRow.day).label("first"),
        func.max(ReportRow.day).label("last"),
    )


def _narrow(
    query: AnySelect,
    table: type[ImportRunRow | ImportUndoRow],
    between: tuple[datetime, datetime],
) -> AnySelect:
    earlier, later = between
    joined = query.join(ReportRow, ReportRow.id == ImportReportRow.report_id)
    return joined.where(table.recorded_at > earlier, table.recorded_at <= later)


def _is_undoing() -> Any:
    """Whether a revision is what an undoing made of a report of its import."""
    return and_(
        RevisionRow.report_id == ImportReportRow.report_id,
        RevisionRow.recorded_at == ImportUndoRow.recorded_at,
        RevisionRow.channel == Channel.BULK.value,
    )


def _select_imports(summed: Subquery) -> AnySelect:
    columns = (ImportRunRow.id, ImportRunRow.file_name, ImportRunRow.edition)
    return (
        select(*columns, ImportRunRow.recorded_at, User.display_name, *_columns_of(summed))
        .join(summed, summed.c.id == ImportRunRow.id)
        .join(User, User.id == ImportRunRow.person_id)
    )


def _select_undoings(summed: Subquery) -> AnySelect:
    columns = (ImportRunRow.id, ImportRunRow.file_name, ImportRunRow.edition, ImportUndoRow.reason)
    return (
        select(*columns, ImportUndoRow.recorded_at, User.display_name, *_columns_of(summed))
        .join(summed, summed.c.id == ImportRunRow.id)
        .join(ImportUndoRow, ImportUndoRow.import_id == ImportRunRow.id)
        .join(User, User.id == ImportUndoRow.person_id)
    )


def _columns_of(summed: Subquery) -> Sequence[Any]:
    return summed.c.reports, summed.c.places, summed.c.first, summed.c.last


def _read(session: Session, query: AnySelect, kind: ActKind) -> Iterator[JointAct]:
    for row in session.execute(query):
        yield _make(row, kind)


def _make(row: AnyRow, kind: ActKind) -> JointAct:
    return JointAct(
        kind=kind,
        recorded_at=row.recorded_at,
        person_name=row.display_name,
        reason=row.reason if kind is ActKind.UNDOING else None,
        reports=row.reports,
        places=row.places,
        first=row.first,
        last=row.last,
        import_id=row.id,
        file_name=row.file_name,
        edition=row.edition,
    )
