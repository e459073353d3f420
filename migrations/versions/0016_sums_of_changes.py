"""The sum of all changes of each area's series: where reading begins."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

PEOPLE, UNITS = sa.BigInteger, sa.Integer
MEASURES = {
    "value": PEOPLE,
    "low": PEOPLE,
    "high": PEOPLE,
    "open_highs": UNITS,
    "without_value": UNITS,
    "unreviewed": PEOPLE,
    "disputed": PEOPLE,
    "known": UNITS,
    "derived": UNITS,
    "resumed": UNITS,
    "expected": UNITS,
    "lapses": UNITS,
}

FILL = f"""
INSERT INTO area_sum (place_id, indicator, {", ".join(MEASURES)})
SELECT place_id, indicator, {", ".join(f"sum({name})" for name in MEASURES)}
FROM area_change
GROUP BY place_id, indicator
"""  # noqa: S608 -- names of our own columns


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "area_sum",
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("indicator", sa.String(length=20), nullable=False),
        *(sa.Column(name, kind(), nullable=False) for name, kind in MEASURES.items()),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_area_sum_place_id")),
        sa.PrimaryKeyConstraint("place_id", "indicator", name=op.f("pk_area_sum")),
        sqlite_with_rowid=False,
    )
    op.execute(FILL)


def downgrade() -> None:
    """Take back."""
    op.drop_table("area_sum")
