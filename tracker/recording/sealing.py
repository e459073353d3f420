"""Give each act on a report its link in the audit trail, as its last step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy.orm import Session

from tracker.audit.chain import append, append_many
from tracker.audit.contents import hash_decision, hash_revision, hash_row
from tracker.domain.audit import Act, Author, Entry
from tracker.domain.reports import Effect
from tracker.recording.appending import StoredRevision
from tracker.recording.effects import keep_decision_effects, keep_effects


def seal_revision(
    session: Session,
    report: Mapping[str, Any],
    revision: StoredRevision,
    effects: Iterable[Effect],
) -> None:
    """Keep the effects of a revision, and link it with everything that was stored of it.

    `report` holds what the report is about, by column.
    """
    kept = keep_effects(session, revision.id, effects)
    content = hash_revision(report, revision.values, revision.counts, revision.parts, kept)
    append(session, make_entry(Act.REVISION, revision.values, content))


def seal_decisions(
    session: Session, decided: Iterable[tuple[Mapping[str, Any], Iterable[Effect]]]
) -> None:
    """Keep the effects of decisions, and link each with them."""
    entries = []
    for decision, effects in decided:
        kept = keep_decision_effects(session, decision["id"], effects)
        entries.append(make_entry(Act.DECISION, decision, hash_decision(decision, kept)))
    append_many(session, entries)


def seal_row(session: Session, act: Act, table: str, row: Mapping[str, Any]) -> None:
    """Link an act that is one row of a table, such as a ruling."""
    append(session, make_entry(act, row, hash_row(table, row)))


def make_entry(act: Act, row: Mapping[str, Any], content: bytes) -> Entry:
    """The entry of an act with the row it wrote."""
    by = Author(person_id=row["person_id"], at=row["recorded_at"])
    return Entry(act=act, by=by, subject_id=row["id"], content=content)
