"""How many reports came in since a moment."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.domain.reports import RevisionKind
from tracker.store.base import table_of
from tracker.store.reports import RevisionRow

_REVISION = table_of(RevisionRow)


def count_reports_since(session: Session, since: datetime, most: int) -> int:
    """New reports recorded after a moment, counted up to `most`: one read of an index's end."""
    newest = (
        select(_REVISION.c.id)
        .where(_REVISION.c.recorded_at > since, _REVISION.c.kind == RevisionKind.ORIGINAL.value)
        .limit(most)
        .subquery()
    )
    found: int = session.execute(select(func.count()).select_from(newest)).scalar_one()
    return found
