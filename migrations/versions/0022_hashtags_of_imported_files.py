"""Imports keep hashtags and a title of their file, which refused rows are given back with."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("import_run", sa.Column("tags", sa.JSON(), nullable=True))
    op.add_column("import_run", sa.Column("title", sa.Text(), nullable=True))


def downgrade() -> None:
    """Take back."""
    op.drop_column("import_run", "title")
    op.drop_column("import_run", "tags")
