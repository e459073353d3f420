"""Outlines for maps, made once out of the boundaries of areas."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from tracker.registry.outlines import Bounded, make_outlines

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

SHAPE = sa.table(
    "area_shape",
    sa.column("place_id", sa.Integer),
    sa.column("geometry", sa.Text),
    sa.column("outline", sa.Text),
)
PLACE = sa.table(
    "place",
    sa.column("id", sa.Integer),
    sa.column("parent_id", sa.Integer),
    sa.column("level", sa.Integer),
)
LEVELS = (0, 1, 2)


def upgrade() -> None:
    """Apply; boundaries that are there already get their outlines."""
    op.add_column(
        "area_shape", sa.Column("outline", sa.Text(), server_default=sa.text("''"), nullable=False)
    )
    op.add_column(
        "area_shape",
        sa.Column("is_schematic", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    for level in LEVELS:
        _fill(level)


def _fill(level: int) -> None:
    query = (
        sa.select(SHAPE.c.place_id, PLACE.c.parent_id, SHAPE.c.geometry)
        .join(PLACE, PLACE.c.id == SHAPE.c.place_id)
        .where(PLACE.c.level == level)
    )
    found = [Bounded(**row._asdict()) for row in op.get_bind().execute(query)]
    for place_id, outline in make_outlines(found).items():
        changed = sa.update(SHAPE).where(SHAPE.c.place_id == place_id)
        op.get_bind().execute(changed.values(outline=outline))


def downgrade() -> None:
    """Take back."""
    op.drop_column("area_shape", "is_schematic")
    op.drop_column("area_shape", "outline")
