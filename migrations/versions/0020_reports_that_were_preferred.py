"""Preferred reports are found without looking through all decisions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_index(
        "ix_decision_preferred",
        "decision",
        ["report_id"],
        sqlite_where=sa.text("kind = 'preferred'"),
        postgresql_where=sa.text("kind = 'preferred'"),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_index("ix_decision_preferred", table_name="decision")
