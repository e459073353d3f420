"""What is kept of an import beside its reports: itself, rows that were refused, and its words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter, itemgetter
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from tracker.audit.contents import RowsHash
from tracker.exchange.importing.entries import Outcome
from tracker.exchange.importing.planning import Plan
from tracker.exchange.mapping import write_mapping
from tracker.recording.submissions import describe_counts
from tracker.store.base import table_of
from tracker.store.imports import ImportRefusedRow, ImportRunRow, ImportWordsRow
from tracker.store.insertion import insert_rows


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportDraft:
    """An import as sent: the file by name and fingerprint, and what a person says of it.

    `edition` names the state of the file, such as "as of 12 August"; corrections give it as
    their reason.
    """

    submission_id: UUID
    file_name: str
    file_hash: bytes
    person_id: int
    edition: str | None = None
    mapping_name: str | None = None

    @property
    def called(self) -> str:
        """The file and its edition, as reasons say it."""
        return f"{self.file_name}, {self.edition}" if self.edition else self.file_name


def append_refused(session: Session, plan: Plan, import_id: int) -> RowsHash:
    """The rows that were not taken in. Answers the hash of what is stored, as append_words does."""
    rows = [
        {"import_id": import_id, "file_row": r.row, "reason": r.reason, "cells": list(r.cells)}
        for r in sorted(plan.refused, key=attrgetter("row"))
    ]
    insert_rows(session, table_of(ImportRefusedRow), rows)
    kept = RowsHash()
    kept.take(rows)
    return kept


def append_words(session: Session, plan: Plan, import_id: int) -> RowsHash:
    """What imports have said of reports now, where these do not tell it themselves."""
    said = {one.report_id: one.said for one in plan.planned if one.said is not None}
    rows = [
        {"import_id": import_id, "report_id": report_id, "counts": describe_counts(counts)}
        for report_id, counts in sorted(said.items(), key=itemgetter(0))
    ]
    insert_rows(session, table_of(ImportWordsRow), rows)
    kept = RowsHash()
    kept.take(rows)
    return kept


def append_run(session: Session, plan: Plan, draft: ImportDraft, now: datetime) -> dict[str, Any]:
    """The import itself; its link follows once its rows are written. Answers what is stored."""
    rivals = plan.count(Outcome.RIVAL)
    values = {
        "submission_id": draft.submission_id,
        "file_name": draft.file_name,
        "file_hash": draft.file_hash,
        "edition": draft.edition,
        "mapping_name": draft.mapping_name,
        "mapping": write_mapping(plan.settled),
        "head": list(plan.head),
        "tags": list(plan.tags) or None,
        "title": plan.title,
        "added": plan.count(Outcome.ADDED) + rivals,
        "corrected": plan.count(Outcome.CORRECTED),
        "withdrawn": plan.count(Outcome.WITHDRAWN),
        "unchanged": plan.unchanged,
        "rivals": rivals,
        "refused": len(plan.refused),
        "person_id": draft.person_id,
        "recorded_at": now,
    }
    statement = insert(ImportRunRow).values(values).returning(ImportRunRow.id)
    return values | {"id": session.execute(statement).scalar_one()}
