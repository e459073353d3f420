"""Tokens open one door each, may be narrowed to areas, and write only where they say so."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from tracker.store.base import UtcMoment

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

KEPT = "person_id, name, token_hash, made_at, revoked_at"


def upgrade() -> None:
    """Apply: the addresses of feeds go on working."""
    _create_tokens("access_token", with_use=True)
    op.create_table(
        "access_token_area",
        sa.Column("token_id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["token_id"], ["access_token.id"], name=op.f("fk_access_token_area_token_id")
        ),
        sa.ForeignKeyConstraint(
            ["place_id"], ["place.id"], name=op.f("fk_access_token_area_place_id")
        ),
        sa.PrimaryKeyConstraint("token_id", "place_id", name=op.f("pk_access_token_area")),
    )
    op.execute(
        f"INSERT INTO access_token ({KEPT}, use, may_write) "  # noqa: S608 -- our own names
        f"SELECT {KEPT}, 'feed', false FROM feed_token ORDER BY id"
    )
    op.drop_table("feed_token")


def downgrade() -> None:
    """Take back: the addresses of feeds go on working, all other tokens end."""
    _create_tokens("feed_token", with_use=False)
    op.execute(
        f"INSERT INTO feed_token ({KEPT}) "  # noqa: S608 -- our own names
        f"SELECT {KEPT} FROM access_token WHERE use = 'feed' ORDER BY id"
    )
    op.drop_table("access_token_area")
    op.drop_table("access_token")


def _create_tokens(table: str, *, with_use: bool) -> None:
    added: list[sa.Column[object] | sa.CheckConstraint] = []
    if with_use:
        added = [
            sa.Column("use", sa.String(length=8), nullable=False),
            sa.Column("may_write", sa.Boolean(), nullable=False),
            sa.CheckConstraint("use IN ('feed', 'api', 'collect')", name=op.f(f"ck_{table}_use")),
        ]
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("made_at", UtcMoment(), nullable=False),
        sa.Column("revoked_at", UtcMoment(), nullable=True),
        *added,
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f(f"fk_{table}_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("token_hash", name=op.f(f"uq_{table}_token_hash")),
    )
    op.create_index(op.f(f"ix_{table}_person_id"), table, ["person_id"])
