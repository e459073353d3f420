"""Acts on published totals that are imports, and the ruling that an act is."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from tracker.store.base import UtcMoment
from tracker.store.protection import protect_statements

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ACT, CHANGE = "published_act", "published_change"
KINDS = ("late", "correction", "withdrawal", "decision", "ruling", "register")
NEW_KINDS = ("import", "undoing")
OLD_COLUMNS = (
    "id, kind, place_id, report_id, revision_id, decision_id, reason, person_id, recorded_at"
)
CHECK = "ck_published_act_kind"
REFERRED = {
    "place_id": "place",
    "report_id": "report",
    "revision_id": "revision",
    "decision_id": "decision",
    "ruling_id": "series_ruling",
    "import_id": "import_run",
    "person_id": "person",
}
ADDED = ("ruling_id", "import_id")
UNIQUE = ("revision_id", "decision_id")


def upgrade() -> None:
    """Apply."""
    if op.get_bind().dialect.name == "sqlite":
        _make_anew()
    else:
        _alter()


def _alter() -> None:
    op.drop_constraint(op.f(CHECK), ACT, type_="check")
    op.create_check_constraint(op.f(CHECK), ACT, _check(*KINDS, *NEW_KINDS))
    for name in ADDED:
        op.add_column(ACT, sa.Column(name, BIG_ID, nullable=True))
        key = op.f(f"fk_{ACT}_{name}")
        op.create_foreign_key(key, ACT, REFERRED[name], [name], ["id"])


def _make_anew() -> None:
    """SQLite changes no constraint, and drops no table that others refer to."""
    op.execute("CREATE TEMP TABLE kept_act AS SELECT * FROM published_act")
    op.execute("CREATE TEMP TABLE kept_change AS SELECT * FROM published_change")
    op.drop_table(CHANGE)
    op.drop_table(ACT)
    _create_acts()
    _create_changes()
    kept = f"SELECT {OLD_COLUMNS} FROM kept_act"  # noqa: S608 -- our own names
    op.execute(f"INSERT INTO published_act ({OLD_COLUMNS}) {kept}")
    op.execute("INSERT INTO published_change SELECT * FROM kept_change")
    op.execute("DROP TABLE kept_act")
    op.execute("DROP TABLE kept_change")
    for statement in protect_statements("sqlite", ACT, CHANGE):
        op.execute(statement)


def _create_acts() -> None:
    op.create_table(
        ACT,
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=True),
        sa.Column("report_id", BIG_ID, nullable=True),
        sa.Column("revision_id", BIG_ID, nullable=True),
        sa.Column("decision_id", BIG_ID, nullable=True),
        sa.Column("ruling_id", BIG_ID, nullable=True),
        sa.Column("import_id", BIG_ID, nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", UtcMoment(), nullable=False),
        sa.CheckConstraint(_check(*KINDS, *NEW_KINDS), name=op.f(CHECK)),
        *(
            sa.ForeignKeyConstraint([name], [f"{table}.id"], name=op.f(f"fk_{ACT}_{name}"))
            for name, table in REFERRED.items()
        ),
        *(sa.UniqueConstraint(name, name=op.f(f"uq_{ACT}_{name}")) for name in UNIQUE),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{ACT}")),
    )
    op.create_index(f"ix_{ACT}_report_id", ACT, ["report_id"])


def _create_changes() -> None:
    op.create_table(
        CHANGE,
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
            "last_day IS NULL OR last_day >= first_day", name=op.f(f"ck_{CHANGE}_days")
        ),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f(f"fk_{CHANGE}_place_id")),
        sa.ForeignKeyConstraint(["act_id"], [f"{ACT}.id"], name=op.f(f"fk_{CHANGE}_act_id")),
        sa.PrimaryKeyConstraint(
            "place_id", "act_id", "indicator", "first_day", name=op.f(f"pk_{CHANGE}")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(f"ix_{CHANGE}_act_id", CHANGE, ["act_id"])


def _check(*kinds: str) -> str:
    return f"kind IN ({', '.join(map(repr, kinds))})"


def downgrade() -> None:
    """What imports changed is kept for good, and no older schema can hold it."""
    raise RuntimeError("acts of imports cannot be taken back")
