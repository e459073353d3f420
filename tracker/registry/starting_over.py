"""Empty a database of everything, for an example that is made anew."""

from __future__ import annotations

from sqlalchemy.orm import Session

from tracker.store.migrate import recreate_schema


def start_over(session: Session) -> None:
    """Drop all tables with what they hold and make them anew, in the session's transaction.

    The history is append-only row by row; only together with everything else can it go.
    """
    session.flush()  # nothing written before may come after
    recreate_schema(session.connection())
    session.expunge_all()
