"""How far the sources of a unit's day are apart, and from where on they disagree."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply.

    Stored days with rivals keep "cannot be compared", which counts as disagreeing, as they did
    before: totals agree with their units until a report touches the day or they are made anew.
    """
    # As one statement: in a batch SQLite would lose the other checks of the table.
    op.execute(
        "ALTER TABLE operation ADD COLUMN disagreement_share INTEGER DEFAULT 10 NOT NULL "
        "CONSTRAINT ck_operation_disagreement_share CHECK (disagreement_share BETWEEN 0 AND 100)"
    )
    op.add_column("unit_day", sa.Column("apart", sa.Integer(), nullable=True))


def downgrade() -> None:
    """Take back."""
    op.drop_column("unit_day", "apart")
    op.drop_column("operation", "disagreement_share")
