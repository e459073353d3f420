"""Imports as they are looked at: the list, one with its reports, and what it refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.domain.errors import NotFound
from tracker.exchange.importing.entries import RefusedRow
from tracker.exchange.importing.refused_files import RefusedFile
from tracker.exchange.mapping import read_mapping
from tracker.store.accounts import User
from tracker.store.base import AnyRow, table_of
from tracker.store.imports import ImportRefusedRow, ImportReportRow, ImportRunRow, ImportUndoRow
from tracker.store.places import PlaceRow
from tracker.store.reports import ReportRow, RevisionRow


@dataclass(frozen=True, kw_only=True, slots=True)
class Undone:
    """Who undid an import, when and why."""

    reason: str
    person_id: int
    person_name: str
    recorded_at: datetime

    def is_by(self, person_id: int, reason: str) -> bool:
        """Whether it was undone by this person for this reason: sent twice, it is the same."""
        return self.person_id == person_id and self.reason == reason.strip()


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportRun:
    """One import; numbers as in its table."""

    id: int
    file_name: str
    edition: str | None
    mapping_name: str | None
    mapping: str
    head: tuple[str, ...]
    tags: tuple[str, ...]
    title: str | None
    added: int
    corrected: int
    withdrawn: int
    unchanged: int
    rivals: int
    refused: int
    person_name: str
    recorded_at: datetime
    undone: Undone | None

    @property
    def refused_file(self) -> RefusedFile:
        """The file that its refused rows come back as."""
        return RefusedFile(
            head=self.head,
            tags=self.tags,
            mapping=read_mapping(self.mapping),
            title=self.title,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportedReport:
    """A report that an import added or changed; `file_rows` are the rows of the file."""

    report_id: int
    place_id: int
    place_name: str
    day: date
    kind: str
    file_rows: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Covered:
    """The days that the reports of an import are about, and the one place that holds them all.

    `place_id` is the place itself where all are about one, else the area that they lie in; None
    where there is none but the operation.
    """

    first: date
    last: date
    place_id: int | None


def find_covered(session: Session, import_id: int) -> Covered | None:
    """What an import is about, None where it recorded nothing."""
    query = (
        select(
            func.min(ReportRow.day),
            func.max(ReportRow.day),
            func.min(ReportRow.place_id),
            func.max(ReportRow.place_id),
            func.min(PlaceRow.parent_id),
            func.max(PlaceRow.parent_id),
        )
        .join(ImportReportRow, ImportReportRow.report_id == ReportRow.id)
        .join(PlaceRow, PlaceRow.id == ReportRow.place_id)
        .where(ImportReportRow.import_id == import_id)
    )
    row: AnyRow = session.execute(query).one()
    first, last, least, most, lowest, highest = row
    if first is None:
        return None
    area = lowest if lowest == highest else None
    return Covered(first=first, last=last, place_id=least if least == most else area)


def list_imports(
    session: Session, *, limit: int = 100, before: int | None = None
) -> tuple[ImportRun, ...]:
    """The latest imports, newest first; those below the id `before` where one is given."""
    query = select(table_of(ImportRunRow)).order_by(ImportRunRow.id.desc()).limit(limit)
    if before is not None:
        query = query.where(ImportRunRow.id < before)
    return _make_runs(session, list(session.execute(query)))


def load_import(session: Session, import_id: int) -> ImportRun:
    """One import."""
    query = select(table_of(ImportRunRow)).where(ImportRunRow.id == import_id)
    found = _make_runs(session, list(session.execute(query)))
    if not found:
        raise NotFound("import", import_id)
    return found[0]


def list_imported(
    session: Session, import_id: int, *, limit: int, offset: int = 0
) -> tuple[int, tuple[ImportedReport, ...]]:
    """How many reports an import touched, and a page of them in the order of recording."""
    of_import = ImportReportRow.import_id == import_id
    every = session.execute(select(func.count()).where(of_import)).scalar_one()
    query = (
        select(
            ReportRow.id,
            ReportRow.place_id,
            PlaceRow.name,
            ReportRow.day,
            RevisionRow.kind,
            ImportReportRow.file_rows,
        )
        .join(ImportReportRow, ImportReportRow.report_id == ReportRow.id)
        .join(RevisionRow, RevisionRow.id == ImportReportRow.revision_id)
        .join(PlaceRow, PlaceRow.id == ReportRow.place_id)
        .where(of_import)
        .order_by(ImportReportRow.revision_id)
        .limit(limit)
        .offset(offset)
    )
    return every, tuple(
        ImportedReport(
            report_id=row.id,
            place_id=row.place_id,
            place_name=row.name,
            day=row.day,
            kind=row.kind,
            file_rows=row.file_rows,
        )
        for row in session.execute(query)
    )


def list_refused(
    session: Session, import_id: int, *, limit: int | None = None
) -> Iterator[RefusedRow]:
    """The rows that an import did not take in, in the file's order."""
    query = (
        select(table_of(ImportRefusedRow))
        .where(ImportRefusedRow.import_id == import_id)
        .order_by(ImportRefusedRow.file_row)
        .limit(limit)
    )
    for row in session.execute(query):
        yield RefusedRow(
            row=row.file_row,
            where=f"row {row.file_row}",
            reason=row.reason,
            cells=tuple(row.cells),
        )


def _make_runs(session: Session, rows: list[AnyRow]) -> tuple[ImportRun, ...]:
    ids = [row.id for row in rows]
    query = select(table_of(ImportUndoRow)).where(ImportUndoRow.import_id.in_(ids))
    undone = {row.import_id: row for row in session.execute(query)}
    people = {row.person_id for row in (*rows, *undone.values())}
    named = select(User.id, User.display_name).where(User.id.in_(people))
    names = {row.id: row.display_name for row in session.execute(named)}
    return tuple(_make_run(row, undone.get(row.id), names) for row in rows)


def _make_run(row: AnyRow, undone: AnyRow | None, names: dict[int, str]) -> ImportRun:
    return ImportRun(
        id=row.id,
        file_name=row.file_name,
        edition=row.edition,
        mapping_name=row.mapping_name,
        mapping=row.mapping,
        head=tuple(row.head),
        tags=tuple(row.tags or ()),
        title=row.title,
        added=row.added,
        corrected=row.corrected,
        withdrawn=row.withdrawn,
        unchanged=row.unchanged,
        rivals=row.rivals,
        refused=row.refused,
        person_name=names[row.person_id],
        recorded_at=row.recorded_at,
        undone=_make_undone(undone, names) if undone is not None else None,
    )


def _make_undone(row: AnyRow, names: dict[int, str]) -> Undone:
    return Undone(
        reason=row.reason,
        person_id=row.person_id,
        person_name=names[row.person_id],
        recorded_at=row.recorded_at,
    )
