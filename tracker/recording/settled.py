"""Which submissions were recorded by a reviewer's decision, and why."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import NAMESPACE_OID, UUID, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain.reports import Settled
from tracker.store.accounts import User
from tracker.store.listed import list_ids
from tracker.store.review import SettlementRow


def make_settled_id(conflict_id: int) -> UUID:
    """A submission id of its own: the one it came with stands for something else."""
    return uuid5(NAMESPACE_OID, f"submission conflict {conflict_id}")


def load_settled(session: Session, report_ids: Sequence[int]) -> dict[UUID, Settled]:
    """Who recorded parts of these reports in another's name, by submission id; one statement."""
    rows = session.execute(
        select(SettlementRow.conflict_id, SettlementRow.reason, User.display_name)
        .join(User, User.id == SettlementRow.person_id)
        .where(SettlementRow.report_id.in_(select(list_ids(session, report_ids).c.id)))
    )
    return {
        make_settled_id(row.conflict_id): Settled(person_name=row.display_name, reason=row.reason)
        for row in rows
    }
