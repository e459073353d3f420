"""Triggers that make the database itself refuse to change history, on both engines."""

from __future__ import annotations

APPEND_ONLY = {
    "revision": (("id",), ("submission_id",), ("report_id", "seq")),
    "report_count": (("revision_id", "indicator"),),
    "report_count_part": (("id",),),
    "decision": (("id",),),
    "revision_effect": (("revision_id",),),
    "decision_effect": (("decision_id",),),
    "submission_conflict": (("id",),),
    "series_ruling": (("id",),),
    "source_grade": (("id",),),
    "published_act": (("id",), ("revision_id",), ("decision_id",)),
    "published_change": (("place_id", "act_id", "indicator", "first_day"),),
    "audit_link": (("number",),),
    "conflict_settlement": (("id",), ("conflict_id",)),
    "import_run": (("id",), ("submission_id",)),
    "import_report": (("revision_id",),),
    "import_words": (("import_id", "report_id"),),
    "import_refused": (("import_id", "file_row"),),
    "import_undo": (("import_id",),),
    "place_past": (("id",),),
}
"""Tables in which rows are only ever added, with the unique keys that they began with."""

LATER_KEYS = {"decision": (("submission_id",),)}
"""Unique keys that tables gained after they were protected."""

REPORT_KEYS = (("id",),)

FIXED_OF_REPORT = ("id", "place_id", "day", "source_id", "grade", "is_late")
"""What a report is about. Only what stands of it changes: `head_seq`, `withdrawn`, `review`."""

Keys = tuple[tuple[str, ...], ...]
LATER_GUARD = "no_replace_by_later_keys"


def prepare_statements(dialect: str) -> list[str]:
    """SQL that protection needs once in a database, before the first table is protected."""
    if dialect == "sqlite":
        return []
    function = (
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
    )
    return [function]


def protect_statements(dialect: str, *tables: str) -> list[str]:
    """SQL that protects tables: `report`, or any of APPEND_ONLY."""
    protect = _protect_sqlite if dialect == "sqlite" else _protect_postgresql
    return [statement for table in tables for statement in protect(table)]


def guard_statements(dialect: str, table: str) -> list[str]:
    """SQL that protects a table's rows by the keys that it gained later, too."""
    if dialect != "sqlite":
        return []
    stored = _find_stored(table, LATER_KEYS[table])
    return [_refuse_in_sqlite(table, LATER_GUARD, "INSERT", stored)]


def unguard_statements(dialect: str, table: str) -> list[str]:
    """SQL that takes back what guard_statements did."""
    return [f"DROP TRIGGER tr_{table}_{LATER_GUARD}"] if dialect == "sqlite" else []


def drop_statements(dialect: str) -> list[str]:
    """SQL that takes away what is left of the protection when the tables are gone."""
    return [] if dialect == "sqlite" else ["DROP FUNCTION refuse_change()"]


def _protect_sqlite(table: str) -> list[str]:
    keys = APPEND_ONLY.get(table, REPORT_KEYS)
    # The row's own name for its key changes the key as well.
    fixed = f"UPDATE OF {', '.join(FIXED_OF_REPORT)}, rowid, oid, _rowid_"
    return [
        _refuse_in_sqlite(table, "no_update", "UPDATE" if table in APPEND_ONLY else fixed),
        _refuse_in_sqlite(table, "no_delete", "DELETE"),
        _refuse_in_sqlite(table, "no_replace", "INSERT", _find_stored(table, keys)),
    ]


def _refuse_in_sqlite(table: str, name: str, act: str, condition: str = "") -> str:
    return (
        f"CREATE TRIGGER tr_{table}_{name} BEFORE {act} ON {table} {condition} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    )


def _find_stored(table: str, keys: Keys) -> str:
    # INSERT OR REPLACE deletes whatever has any of the new row's keys, and the trigger on DELETE
    # sees that only where a connection asked for recursive triggers.
    found = (
        f"EXISTS (SELECT 1 FROM {table} WHERE "  # noqa: S608 (our own names)
        + " AND ".join(f"{column} = NEW.{column}" for column in key)
        + ")"
        for key in keys
    )
    return f"WHEN {' OR '.join(found)}"


def _protect_postgresql(table: str) -> list[str]:
    fixed = f"UPDATE OF {', '.join(FIXED_OF_REPORT)}"
    act = "UPDATE" if table in APPEND_ONLY else fixed
    rows = (
        f"CREATE TRIGGER tr_{table}_append_only BEFORE {act} OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    whole = (
        f"CREATE TRIGGER tr_{table}_no_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
    return [rows, whole]
