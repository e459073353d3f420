"""Which reports wait for review, whose reviewing is limited, what became of conflicts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from tracker.store.base import UtcMoment
from tracker.store.protection import protect_statements

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

FILL_WAITING = """
INSERT INTO review_waiting
    (rank, recorded_at, report_id, place_id, day, source_id, person_id, head_seq)
SELECT 63, revision.recorded_at, report.id, report.place_id, report.day, report.source_id,
    revision.person_id, report.head_seq
FROM report JOIN revision ON revision.report_id = report.id AND revision.seq = report.head_seq
WHERE NOT report.withdrawn AND report.review IN ('unreviewed', 'changed')
"""
"""Whatever waits, without reasons: `totals rebuild` finds them."""


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "review_waiting",
        sa.Column("rank", sa.SmallInteger(), nullable=False),
        sa.Column("recorded_at", UtcMoment(), nullable=False),
        sa.Column("report_id", BIG_ID, nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("head_seq", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("rank", "recorded_at", "report_id", name=op.f("pk_review_waiting")),
        sa.UniqueConstraint("report_id", name=op.f("uq_review_waiting_report_id")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "first_report",
        sa.Column("report_id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("report_id", name=op.f("pk_first_report")),
    )
    op.create_index(op.f("ix_first_report_person_id"), "first_report", ["person_id"])
    op.create_table(
        "review_scope",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_review_scope_person_id")
        ),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_review_scope_place_id")),
        sa.PrimaryKeyConstraint("person_id", "place_id", name=op.f("pk_review_scope")),
    )
    op.create_table(
        "conflict_settlement",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("conflict_id", BIG_ID, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("report_id", BIG_ID, nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", UtcMoment(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('accepted', 'discarded')", name=op.f("ck_conflict_settlement_kind")
        ),
        sa.CheckConstraint(
            "(kind = 'accepted') = (report_id IS NOT NULL)",
            name=op.f("ck_conflict_settlement_report"),
        ),
        sa.ForeignKeyConstraint(
            ["conflict_id"],
            ["submission_conflict.id"],
            name=op.f("fk_conflict_settlement_conflict_id"),
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name=op.f("fk_conflict_settlement_report_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_conflict_settlement_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conflict_settlement")),
        sa.UniqueConstraint("conflict_id", name=op.f("uq_conflict_settlement_conflict_id")),
    )
    op.execute(FILL_WAITING)
    for statement in protect_statements(op.get_bind().dialect.name, "conflict_settlement"):
        op.execute(statement)


def downgrade() -> None:
    """Take back."""
    for table in ("conflict_settlement", "review_scope", "first_report", "review_waiting"):
        op.drop_table(table)
