"""Imports: runs, what they recorded and refused, what was undone, and saved mappings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from tracker.store.base import UtcMoment
from tracker.store.protection import protect_statements

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
PROTECTED = ("import_run", "import_report", "import_refused", "import_undo")


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "import_run",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("submission_id", sa.Uuid(), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("file_hash", sa.LargeBinary(), nullable=False),
        sa.Column("edition", sa.String(length=200), nullable=True),
        sa.Column("mapping_name", sa.String(length=100), nullable=True),
        sa.Column("mapping", sa.Text(), nullable=False),
        sa.Column("head", sa.JSON(), nullable=False),
        *(
            sa.Column(number, sa.Integer(), nullable=False)
            for number in ("added", "corrected", "withdrawn", "unchanged", "rivals", "refused")
        ),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", UtcMoment(), nullable=False),
        _refer("import_run", "person"),
        sa.UniqueConstraint("submission_id", name=op.f("uq_import_run_submission_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_run")),
    )
    op.create_index("ix_import_run_recorded_at", "import_run", ["recorded_at"])
    op.create_table(
        "import_report",
        sa.Column("revision_id", BIG_ID, nullable=False),
        sa.Column("import_id", BIG_ID, nullable=False),
        sa.Column("report_id", BIG_ID, nullable=False),
        sa.Column("file_rows", sa.Text(), nullable=False),
        _refer("import_report", "revision"),
        _refer("import_report", "report"),
        _refer("import_report", "import_run", "import_id"),
        sa.PrimaryKeyConstraint("revision_id", name=op.f("pk_import_report")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_import_report_import_id", "import_report", ["import_id"])
    op.create_index("ix_import_report_report_id", "import_report", ["report_id"])
    op.create_table(
        "import_refused",
        sa.Column("import_id", BIG_ID, nullable=False),
        sa.Column("file_row", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("cells", sa.JSON(), nullable=False),
        _refer("import_refused", "import_run", "import_id"),
        sa.PrimaryKeyConstraint("import_id", "file_row", name=op.f("pk_import_refused")),
    )
    op.create_table(
        "import_undo",
        sa.Column("import_id", BIG_ID, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", UtcMoment(), nullable=False),
        _refer("import_undo", "import_run", "import_id"),
        _refer("import_undo", "person"),
        sa.PrimaryKeyConstraint("import_id", name=op.f("pk_import_undo")),
    )
    op.create_table(
        "import_mapping",
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("saved_at", UtcMoment(), nullable=False),
        _refer("import_mapping", "person"),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_import_mapping")),
    )
    for statement in protect_statements(op.get_bind().dialect.name, *PROTECTED):
        op.execute(statement)


def _refer(table: str, other: str, column: str | None = None) -> sa.ForeignKeyConstraint:
    column = column or f"{other}_id"
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))


def downgrade() -> None:
    """Take back, with all that was kept."""
    for table in ("import_mapping", *reversed(PROTECTED)):
        op.drop_table(table)
