"""Keep when somebody last looked at the overview."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from tracker.domain.looks import Look, look_again
from tracker.store.accounts import LookRow
from tracker.store.base import table_of

_TABLE = table_of(LookRow)


def find_look(session: Session, person_id: int) -> Look | None:
    """The person's last look; None before the first."""
    row = session.execute(select(_TABLE).where(_TABLE.c.person_id == person_id)).first()
    return Look(latest=row.looked_at, before=row.visit_ended_at) if row else None


def keep_look(session: Session, person_id: int, at: datetime) -> None:
    """Keep that the person looked at what was known at a moment."""
    look = find_look(session, person_id)
    after = look_again(look, at)
    moments = {"looked_at": after.latest, "visit_ended_at": after.before}
    if look is None:
        session.execute(insert(_TABLE).values(person_id=person_id, **moments))
    elif after != look:
        session.execute(update(_TABLE).where(_TABLE.c.person_id == person_id).values(moments))
