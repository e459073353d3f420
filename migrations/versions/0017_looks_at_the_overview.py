"""When a person last looked at the overview, to tell them what changed since."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from tracker.store.base import UtcMoment

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "overview_look",
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("looked_at", UtcMoment(), nullable=False),
        sa.Column("visit_ended_at", UtcMoment(), nullable=True),
        sa.CheckConstraint("visit_ended_at < looked_at", name=op.f("ck_overview_look_order")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_overview_look_person_id")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_overview_look")),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("overview_look")
