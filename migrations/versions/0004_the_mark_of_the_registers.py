"""The mark of the registers, renewed by the database whenever they change."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from tracker.store.marking import begin_statements, end_statements

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "register_mark",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("mark", sa.String(length=36), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_register_mark_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_mark")),
    )
    for statement in begin_statements(op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    """Take back."""
    for statement in end_statements(op.get_bind().dialect.name):
        op.execute(statement)
    op.drop_table("register_mark")
