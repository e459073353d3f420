"""The ids under which programs send decisions, so that one sent twice is made once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from tracker.store.protection import guard_statements, unguard_statements

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("decision", sa.Column("submission_id", sa.Uuid(), nullable=True))
    op.create_index("uq_decision_submission_id", "decision", ["submission_id"], unique=True)
    for statement in guard_statements(op.get_bind().dialect.name, "decision"):
        op.execute(statement)


def downgrade() -> None:
    """Take back."""
    for statement in unguard_statements(op.get_bind().dialect.name, "decision"):
        op.execute(statement)
    op.drop_index("uq_decision_submission_id", table_name="decision")
    op.drop_column("decision", "submission_id")
