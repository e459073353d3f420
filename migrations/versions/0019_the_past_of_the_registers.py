"""What the registers said of places before it changed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from tracker.store.base import UtcMoment
from tracker.store.protection import protect_statements

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply; what changed before is told by nothing, and stays as if it had always been so."""
    op.create_table(
        "place_past",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("known_until", UtcMoment(), nullable=False),
        sa.Column("said", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_place_past_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place_past")),
    )
    op.create_index("ix_place_past_known_until", "place_past", ["known_until"])
    for statement in protect_statements(op.get_bind().dialect.name, "place_past"):
        op.execute(statement)


def downgrade() -> None:
    """Take back, with what it held."""
    op.drop_table("place_past")
