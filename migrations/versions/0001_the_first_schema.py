"""The first schema."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from tracker.store.base import UtcMoment
from tracker.store.protection import prepare_statements, protect_statements

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "operation",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("start_day", sa.Date(), nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("deadline_hour", sa.Integer(), nullable=False),
        sa.Column("stale_after", sa.Integer(), nullable=False),
        sa.Column("household_size", sa.Double(), nullable=False),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "deadline_hour BETWEEN 0 AND 47", name=op.f("ck_operation_deadline_hour")
        ),
        sa.CheckConstraint("id = 1", name=op.f("ck_operation_only_one")),
        sa.CheckConstraint("stale_after BETWEEN 1 AND 60", name=op.f("ck_operation_stale_after")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_operation")),
    )
    op.create_table(
        "place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("p_code", sa.String(length=40), nullable=True),
        sa.Column("national_code", sa.String(length=40), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "(kind = 'area' AND level BETWEEN 0 AND 2) OR (kind <> 'area' AND level = 3)",
            name=op.f("ck_place_level"),
        ),
        sa.CheckConstraint("kind IN ('area', 'shelter', 'outside')", name=op.f("ck_place_kind")),
        sa.CheckConstraint("(level = 0) = (parent_id IS NULL)", name=op.f("ck_place_parent")),
        sa.CheckConstraint(
            "valid_until IS NULL OR valid_until >= valid_from", name=op.f("ck_place_validity")
        ),
        sa.ForeignKeyConstraint(["parent_id"], ["place.id"], name=op.f("fk_place_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place")),
    )
    with op.batch_alter_table("place", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_place_parent_id"), ["parent_id"], unique=False)
        batch_op.create_index(
            "uq_place_outside",
            ["parent_id"],
            unique=True,
            sqlite_where=sa.text("kind = 'outside'"),
            postgresql_where=sa.text("kind = 'outside'"),
        )

    op.create_table(
        "role",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("description", sa.String(length=255), nullable=True),
        sa.Column("permissions", sa.UnicodeText(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role")),
        sa.UniqueConstraint("name", name=op.f("uq_role_name")),
    )
    op.create_table(
        "source",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("grade", sa.String(length=1), nullable=False),
        sa.Column("description", sa.String(length=500), nullable=True),
        sa.Column("url", sa.String(length=500), nullable=True),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.CheckConstraint("grade IN ('A','B','C','D','E','F')", name=op.f("ck_source_grade")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
        sa.UniqueConstraint("name", name=op.f("uq_source_name")),
    )
    op.create_table(
        "area_change",
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("indicator", sa.String(length=20), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("low", sa.BigInteger(), nullable=False),
        sa.Column("high", sa.BigInteger(), nullable=False),
        sa.Column("open_highs", sa.Integer(), nullable=False),
        sa.Column("without_value", sa.Integer(), nullable=False),
        sa.Column("unreviewed", sa.BigInteger(), nullable=False),
        sa.Column("disputed", sa.BigInteger(), nullable=False),
        sa.Column("known", sa.Integer(), nullable=False),
        sa.Column("derived", sa.Integer(), nullable=False),
        sa.Column("resumed", sa.Integer(), nullable=False),
        sa.Column("expected", sa.Integer(), nullable=False),
        sa.Column("reporting", sa.Integer(), nullable=False),
        sa.Column("worded", sa.Integer(), nullable=False),
        sa.Column("lapses", sa.Integer(), nullable=False),
        sa.Column("corrected", sa.Integer(), nullable=False),
        sa.Column("contested", sa.Integer(), nullable=False),
        sa.Column("fallen", sa.BigInteger(), nullable=False),
        sa.Column("lumped", sa.BigInteger(), nullable=False),
        sa.Column("lumps", sa.Integer(), nullable=False),
        sa.Column("gap", sa.BigInteger(), nullable=False),
        sa.Column("gaps", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_area_change_place_id")),
        sa.PrimaryKeyConstraint("place_id", "day", "indicator", name=op.f("pk_area_change")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "area_shape",
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("geometry", sa.Text(), nullable=False),
        sa.Column("attribution", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_area_shape_place_id")),
        sa.PrimaryKeyConstraint("place_id", name=op.f("pk_area_shape")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=255), nullable=False),
        sa.Column("display_name", sa.String(length=100), nullable=False),
        sa.Column("password", sa.String(length=255), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("fs_uniquifier", sa.String(length=64), nullable=False),
        sa.Column("fs_webauthn_user_handle", sa.String(length=64), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("created_at", UtcMoment(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_person_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("email", name=op.f("uq_person_email")),
        sa.UniqueConstraint("fs_uniquifier", name=op.f("uq_person_fs_uniquifier")),
        sa.UniqueConstraint(
            "fs_webauthn_user_handle", name=op.f("uq_person_fs_webauthn_user_handle")
        ),
    )
    op.create_table(
        "webauthn",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("credential_id", sa.LargeBinary(length=1024), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.Integer(), nullable=True),
        sa.Column("transports", sa.UnicodeText(), nullable=True),
        sa.Column("backup_state", sa.Boolean(), nullable=False),
        sa.Column("device_type", sa.String(length=64), nullable=False),
        sa.Column("extensions", sa.String(length=255), nullable=True),
        sa.Column("create_datetime", UtcMoment(), server_default=sa.func.now(), nullable=False),
        sa.Column("lastuse_datetime", UtcMoment(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("usage", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["person.id"], name=op.f("fk_webauthn_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webauthn")),
        sa.UniqueConstraint("credential_id", name=op.f("uq_webauthn_credential_id")),
    )
    with op.batch_alter_table("webauthn", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_webauthn_user_id"), ["user_id"], unique=False)

    op.create_table(
        "refresh_tracker",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("refresh_family", sa.String(length=64), nullable=False),
        sa.Column("gen", sa.Integer(), nullable=False),
        sa.Column("expires_at", UtcMoment(), nullable=False),
        sa.Column("revoked_at", UtcMoment(), nullable=True),
        sa.Column("last_used_at", UtcMoment(), nullable=False),
        sa.Column("create_datetime", UtcMoment(), server_default=sa.func.now(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["person.id"], name=op.f("fk_refresh_tracker_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refresh_tracker")),
        sa.UniqueConstraint("refresh_family", name=op.f("uq_refresh_tracker_refresh_family")),
    )
    with op.batch_alter_table("refresh_tracker", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_refresh_tracker_user_id"), ["user_id"], unique=False)

    op.create_table(
        "report",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("grade", sa.String(length=1), nullable=False),
        sa.Column("head_seq", sa.SmallInteger(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("review", sa.String(length=12), nullable=False),
        sa.Column("is_late", sa.Boolean(), nullable=False),
        sa.CheckConstraint("grade IN ('A','B','C','D','E','F')", name=op.f("ck_report_grade")),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_report_place_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_report_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
    )
    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.create_index("ix_report_place_id_day", ["place_id", "day"], unique=False)
        batch_op.create_index("ix_report_source_id_day", ["source_id", "day"], unique=False)

    op.create_table(
        "reporting_mode",
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("mode", sa.String(length=12), nullable=False),
        sa.CheckConstraint("mode IN ('whole', 'by_shelter')", name=op.f("ck_reporting_mode_mode")),
        sa.ForeignKeyConstraint(
            ["place_id"], ["place.id"], name=op.f("fk_reporting_mode_place_id")
        ),
        sa.PrimaryKeyConstraint("place_id", "since", name=op.f("pk_reporting_mode")),
    )
    op.create_table(
        "shelter",
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("shelter_type", sa.String(length=40), nullable=False),
        sa.Column("floor_area", sa.Double(), nullable=True),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("do_not_publish", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "(latitude IS NULL) = (longitude IS NULL)", name=op.f("ck_shelter_position")
        ),
        sa.CheckConstraint(
            "floor_area IS NULL OR floor_area > 0", name=op.f("ck_shelter_floor_area")
        ),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_shelter_place_id")),
        sa.PrimaryKeyConstraint("place_id", name=op.f("pk_shelter")),
    )
    op.create_table(
        "shelter_status",
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.CheckConstraint(
            "status IN ('open', 'standby', 'closed')", name=op.f("ck_shelter_status_status")
        ),
        sa.ForeignKeyConstraint(
            ["place_id"], ["place.id"], name=op.f("fk_shelter_status_place_id")
        ),
        sa.PrimaryKeyConstraint("place_id", "since", name=op.f("pk_shelter_status")),
    )
    op.create_table(
        "unit_day",
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("indicator", sa.String(length=20), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("report_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("form", sa.String(length=5), nullable=True),
        sa.Column("stated", sa.BigInteger(), nullable=True),
        sa.Column("same_low", sa.BigInteger(), nullable=True),
        sa.Column("same_high", sa.BigInteger(), nullable=True),
        sa.Column("other_low", sa.BigInteger(), nullable=True),
        sa.Column("other_high", sa.BigInteger(), nullable=True),
        sa.Column("review", sa.String(length=12), nullable=True),
        sa.Column("corrected", sa.Boolean(), nullable=False),
        sa.Column("alternatives", sa.Integer(), nullable=False),
        sa.Column("contested", sa.Boolean(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("low", sa.BigInteger(), nullable=False),
        sa.Column("high", sa.BigInteger(), nullable=False),
        sa.Column("open_highs", sa.Integer(), nullable=False),
        sa.Column("without_value", sa.Integer(), nullable=False),
        sa.Column("unreviewed", sa.BigInteger(), nullable=False),
        sa.Column("disputed", sa.BigInteger(), nullable=False),
        sa.Column("counted", sa.Boolean(), nullable=False),
        sa.Column("lump_days", sa.Integer(), nullable=False),
        sa.Column("fallen", sa.BigInteger(), nullable=False),
        sa.Column("gap", sa.BigInteger(), nullable=True),
        sa.Column("outside", sa.BigInteger(), nullable=False),
        sa.Column("base", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_unit_day_place_id")),
        sa.PrimaryKeyConstraint("place_id", "indicator", "day", name=op.f("pk_unit_day")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_unit_day_place_id_day", "unit_day", ["place_id", "day"])
    op.create_table(
        "assignment",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_assignment_person_id")),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_assignment_place_id")),
        sa.PrimaryKeyConstraint("person_id", "place_id", name=op.f("pk_assignment")),
    )
    op.create_table(
        "decision",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "report_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("seq", sa.SmallInteger(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("indicator", sa.String(length=20), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", UtcMoment(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('verified', 'disputed') OR reason IS NOT NULL",
            name=op.f("ck_decision_reason"),
        ),
        sa.CheckConstraint(
            "kind IN ('verified', 'disputed', 'returned', 'rejected', 'preferred')",
            name=op.f("ck_decision_kind"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_decision_person_id")),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_decision_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
    )
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_decision_report_id"), ["report_id"], unique=False)

    op.create_table(
        "person_role",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_person_role_person_id")
        ),
        sa.ForeignKeyConstraint(["role_id"], ["role.id"], name=op.f("fk_person_role_role_id")),
        sa.PrimaryKeyConstraint("person_id", "role_id", name=op.f("pk_person_role")),
    )
    op.create_table(
        "revision",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "report_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("seq", sa.SmallInteger(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("channel", sa.String(length=12), nullable=False),
        sa.Column("submission_id", sa.Uuid(), nullable=False),
        sa.Column("body_hash", sa.LargeBinary(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("confirmed", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", UtcMoment(), nullable=False),
        sa.CheckConstraint(
            "(kind = 'original') = (seq = 1)", name=op.f("ck_revision_original_first")
        ),
        sa.CheckConstraint(
            "kind = 'original' OR reason IS NOT NULL", name=op.f("ck_revision_reason")
        ),
        sa.CheckConstraint(
            "kind IN ('original', 'correction', 'withdrawal')", name=op.f("ck_revision_kind")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_revision_person_id")),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_revision_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
        sa.UniqueConstraint("submission_id", name=op.f("uq_revision_submission_id")),
    )
    with op.batch_alter_table("revision", schema=None) as batch_op:
        batch_op.create_index("uq_revision_report_id_seq", ["report_id", "seq"], unique=True)

    op.create_table(
        "submission_conflict",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("submission_id", sa.Uuid(), nullable=False),
        sa.Column("body_hash", sa.LargeBinary(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", UtcMoment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_submission_conflict_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission_conflict")),
    )
    with op.batch_alter_table("submission_conflict", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_submission_conflict_submission_id"), ["submission_id"], unique=False
        )

    op.create_table(
        "report_count",
        sa.Column(
            "revision_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("indicator", sa.String(length=20), nullable=False),
        sa.Column("form", sa.String(length=5), nullable=False),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.Column("qualifier", sa.String(length=10), nullable=False),
        sa.Column("low", sa.Integer(), nullable=True),
        sa.Column("high", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("households", sa.Integer(), nullable=True),
        sa.Column("household_size", sa.Double(), nullable=True),
        sa.CheckConstraint("form IN ('level', 'new', 'total')", name=op.f("ck_report_count_form")),
        sa.CheckConstraint("high >= low", name=op.f("ck_report_count_high")),
        sa.CheckConstraint("low >= 0", name=op.f("ck_report_count_low")),
        sa.CheckConstraint("value >= 0", name=op.f("ck_report_count_value")),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_report_count_revision_id")
        ),
        sa.PrimaryKeyConstraint("revision_id", "indicator", name=op.f("pk_report_count")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "revision_effect",
        sa.Column(
            "revision_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("effects", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_revision_effect_revision_id")
        ),
        sa.PrimaryKeyConstraint("revision_id", name=op.f("pk_revision_effect")),
    )
    op.create_table(
        "report_count_part",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "revision_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("indicator", sa.String(length=20), nullable=False),
        sa.Column("sex", sa.String(length=8), nullable=False),
        sa.Column("age_from", sa.SmallInteger(), nullable=True),
        sa.Column("age_to", sa.SmallInteger(), nullable=True),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.CheckConstraint("value >= 0", name=op.f("ck_report_count_part_value")),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_report_count_part_revision_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_count_part")),
    )
    with op.batch_alter_table("report_count_part", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_report_count_part_revision_id"), ["revision_id"], unique=False
        )

    dialect = op.get_bind().dialect.name
    for statement in (
        *prepare_statements(dialect),
        *protect_statements(
            dialect,
            "revision",
            "report_count",
            "report_count_part",
            "decision",
            "revision_effect",
            "submission_conflict",
            "report",
        ),
    ):
        op.execute(statement)


def downgrade() -> None:
    """The first schema has nothing before it."""
    raise RuntimeError("the first schema cannot be taken back; start with an empty database")
