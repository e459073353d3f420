"""Keep the import of areas in the audit trail: which file, and what it added and changed."""

from __future__ import annotations

from sqlalchemy.orm import Session

from tracker.domain.audit import Act, Author
from tracker.registry.area_files.registering import ImportOutcome
from tracker.registry.keeping import keep_act

NAMED = 50
"""How many areas are named; of more there is the number."""


def keep_import(
    session: Session, by: Author, file_name: str | None, outcome: ImportOutcome
) -> None:
    """Keep an import that was done."""
    keep_act(
        session,
        Act.AREAS_IMPORTED,
        by,
        name=file_name,
        added=len(outcome.added),
        updated=len(outcome.updated),
        names=[*outcome.added, *outcome.updated][:NAMED],
    )
