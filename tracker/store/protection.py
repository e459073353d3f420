"""Triggers that make the database itself refuse to change history, on both engines."""

from __future__ import annotations

APPEND_ONLY = {
    "revision": (("id",), ("submission_id",), ("report_id", "seq")),
    "report_count": (("revision_id", "indicator"),),
    "report_count_part": (("id",),),
    "decision": (("id",),),
    "revision_effect": (("revision_id",),),
    "submission_conflict": (("id",),),
}
"""Tables in which rows are only ever added, with all their unique keys."""

REPORT_KEYS = (("id",),)

FIXED_OF_REPORT = ("id", "place_id", "day", "source_id", "grade", "is_late")
"""What a report is about. Only what stands of it changes: `head_seq`, `withdrawn`, `review`."""

Keys = tuple[tuple[str, ...], ...]


def create_statements(dialect: str) -> list[str]:
    """SQL that protects the tables."""
    return _protect_sqlite() if dialect == "sqlite" else _protect_postgresql()


def drop_statements(dialect: str) -> list[str]:
    """SQL that takes away what is left of the protection when the tables are gone."""
    return [] if dialect == "sqlite" else ["DROP FUNCTION refuse_change()"]


def _protect_sqlite() -> list[str]:
    statements = [
        _refuse_in_sqlite(table, f"no_{verb.lower()}", verb)
        for table in APPEND_ONLY
        for verb in ("UPDATE", "DELETE")
    ]
    # The row's own name for its key changes the key as well.
    fixed = f"UPDATE OF {', '.join(FIXED_OF_REPORT)}, rowid, oid, _rowid_"
    statements.append(_refuse_in_sqlite("report", "no_update", fixed))
    statements.append(_refuse_in_sqlite("report", "no_delete", "DELETE"))
    for table, keys in {**APPEND_ONLY, "report": REPORT_KEYS}.items():
        statements.append(
            _refuse_in_sqlite(table, "no_replace", "INSERT", _find_stored(table, keys))
        )
    return statements


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


def _protect_postgresql() -> list[str]:
    function = (
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
    )
    acts = dict.fromkeys(APPEND_ONLY, "UPDATE OR DELETE")
    acts["report"] = f"UPDATE OF {', '.join(FIXED_OF_REPORT)} OR DELETE"
    rows = [
        f"CREATE TRIGGER tr_{table}_append_only BEFORE {act} ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        for table, act in acts.items()
    ]
    whole = [
        f"CREATE TRIGGER tr_{table}_no_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        for table in acts
    ]
    return [function, *rows, *whole]
