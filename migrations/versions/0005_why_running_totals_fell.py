"""Why running totals fell, kept with the revision that says so."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply; revisions from before say nothing of it."""
    op.add_column("revision", sa.Column("falls", sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    """Take back, with what was said."""
    op.drop_column("revision", "falls")
