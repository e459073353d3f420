"""Triggers that make the database itself refuse to change history, on both engines."""

from __future__ import annotations

PROTECTED_TABLES = (
    "revision",
    "report_count",
    "report_count_part",
    "decision",
    "revision_effect",
    "submission_conflict",
)
"""Tables in which rows are only ever added."""


def create_statements(dialect: str) -> list[str]:
    """SQL that protects the tables."""
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER tr_{table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            for table in PROTECTED_TABLES
            for verb in ("UPDATE", "DELETE")
        ]
    function = (
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
    )
    rows = [
        f"CREATE TRIGGER tr_{table}_append_only BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        for table in PROTECTED_TABLES
    ]
    whole = [
        f"CREATE TRIGGER tr_{table}_no_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        for table in PROTECTED_TABLES
    ]
    return [function, *rows, *whole]


def drop_statements(dialect: str) -> list[str]:
    """SQL that takes away what is left of the protection when the tables are gone."""
    return [] if dialect == "sqlite" else ["DROP FUNCTION refuse_change()"]
