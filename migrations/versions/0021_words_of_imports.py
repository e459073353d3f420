"""What imports said of reports that people changed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from tracker.store.protection import protect_statements

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "import_words",
        sa.Column("import_id", BIG_ID, nullable=False),
        sa.Column("report_id", BIG_ID, nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"], ["import_run.id"], name=op.f("fk_import_words_import_id")
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name=op.f("fk_import_words_report_id")
        ),
        sa.PrimaryKeyConstraint("import_id", "report_id", name=op.f("pk_import_words")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_import_words_report_id", "import_words", ["report_id"])
    for statement in protect_statements(op.get_bind().dialect.name, "import_words"):
        op.execute(statement)


def downgrade() -> None:
    """Take back, with all that was kept."""
    op.drop_table("import_words")
