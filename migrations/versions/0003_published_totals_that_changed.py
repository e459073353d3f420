"""What acts changed in published totals, and what decisions changed in a unit's own series."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from tracker.store.base import UtcMoment
from tracker.store.protection import protect_statements

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "decision_effect",
        sa.Column("decision_id", BIG_ID, nullable=False),
        sa.Column("effects", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_decision_effect_decision_id")
        ),
        sa.PrimaryKeyConstraint("decision_id", name=op.f("pk_decision_effect")),
    )
    op.create_table(
        "published_act",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=True),
        sa.Column("report_id", BIG_ID, nullable=True),
        sa.Column("revision_id", BIG_ID, nullable=True),
        sa.Column("decision_id", BIG_ID, nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", UtcMoment(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('late', 'correction', 'withdrawal', 'decision', 'ruling', 'register')",
            name=op.f("ck_published_act_kind"),
        ),
        *(
            sa.ForeignKeyConstraint(
                [f"{table}_id"], [f"{table}.id"], name=op.f(f"fk_published_act_{table}_id")
            )
            for table in ("place", "report", "revision", "decision", "person")
        ),
        sa.UniqueConstraint("revision_id", name=op.f("uq_published_act_revision_id")),
        sa.UniqueConstraint("decision_id", name=op.f("uq_published_act_decision_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_published_act")),
    )
    op.create_index("ix_published_act_report_id", "published_act", ["report_id"])
    op.create_table(
        "published_change",
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("act_id", BIG_ID, nullable=False),
        sa.Column("indicator", sa.String(length=20), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        *(
            sa.Column(f"{bound}_{time}", sa.BigInteger(), nullable=True)
            for time in ("before", "after")
            for bound in ("value", "low", "high")
        ),
        sa.CheckConstraint(
            "last_day IS NULL OR last_day >= first_day", name=op.f("ck_published_change_days")
        ),
        sa.ForeignKeyConstraint(
            ["place_id"], ["place.id"], name=op.f("fk_published_change_place_id")
        ),
        sa.ForeignKeyConstraint(
            ["act_id"], ["published_act.id"], name=op.f("fk_published_change_act_id")
        ),
        sa.PrimaryKeyConstraint(
            "place_id", "act_id", "indicator", "first_day", name=op.f("pk_published_change")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_published_change_act_id", "published_change", ["act_id"])
    tables = ("decision_effect", "published_act", "published_change")
    for statement in protect_statements(op.get_bind().dialect.name, *tables):
        op.execute(statement)


def downgrade() -> None:
    """Take back, with all that was kept."""
    for table in ("published_change", "published_act", "decision_effect"):
        op.drop_table(table)
