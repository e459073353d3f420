"""Rulings about a source's series in a unit."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from tracker.store.base import UtcMoment
from tracker.store.protection import protect_statements

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "series_ruling",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("indicator", sa.String(length=20), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", UtcMoment(), nullable=False),
        sa.CheckConstraint("kind IN ('rival', 'different')", name=op.f("ck_series_ruling_kind")),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_series_ruling_place_id")),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name=op.f("fk_series_ruling_source_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_series_ruling_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series_ruling")),
    )
    op.create_index(
        "ix_series_ruling_series", "series_ruling", ["place_id", "indicator", "source_id"]
    )
    for statement in protect_statements(op.get_bind().dialect.name, "series_ruling"):
        op.execute(statement)


def downgrade() -> None:
    """Take back, with all rulings."""
    op.drop_table("series_ruling")
