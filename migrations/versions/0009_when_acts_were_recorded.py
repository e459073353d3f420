"""Find what was recorded after a moment, for views as known at it."""

from __future__ import annotations

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Index revisions and decisions by their time, with the report that a reader wants next."""
    for table in ("revision", "decision"):
        op.create_index(f"ix_{table}_recorded_at", table, ["recorded_at", "report_id"])


def downgrade() -> None:
    """Take the indexes away."""
    for table in ("decision", "revision"):
        op.drop_index(f"ix_{table}_recorded_at", table)
