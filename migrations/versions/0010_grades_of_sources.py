"""The history of sources' grades."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from tracker.store.base import UtcMoment
from tracker.store.protection import protect_statements

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "source_grade",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.String(length=1), nullable=False),
        sa.Column("grade", sa.String(length=1), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", UtcMoment(), nullable=False),
        sa.CheckConstraint(
            "grade IN ('A','B','C','D','E','F')", name=op.f("ck_source_grade_grade")
        ),
        sa.CheckConstraint(
            "before IN ('A','B','C','D','E','F')", name=op.f("ck_source_grade_before")
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name=op.f("fk_source_grade_source_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_source_grade_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_grade")),
    )
    op.create_index("ix_source_grade_source_id", "source_grade", ["source_id"])
    for statement in protect_statements(op.get_bind().dialect.name, "source_grade"):
        op.execute(statement)


def downgrade() -> None:
    """Take back, with the history."""
    op.drop_table("source_grade")
