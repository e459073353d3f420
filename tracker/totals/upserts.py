"""Insert-or-change statements that SQLite and PostgreSQL share, past work on each row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Table
from sqlalchemy.orm import Session

from tracker.store.insertion import convert_rows


def replace_rows(session: Session, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert full rows, replacing those with the same key."""
    _upsert(session, table, rows, adding=False)


def add_rows(session: Session, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert full rows, adding their numbers to those with the same key."""
    _upsert(session, table, rows, adding=True)


def _upsert(
    session: Session, table: Table, rows: Sequence[Mapping[str, Any]], *, adding: bool
) -> None:
    connection = session.connection()
    names = tuple(column.name for column in table.columns)
    mark = "%s" if connection.dialect.name == "postgresql" else "?"
    values = convert_rows(table, names, rows, connection.dialect)
    connection.exec_driver_sql(_write_upsert(table, mark, adding=adding), list(map(tuple, values)))


@cache
def _write_upsert(table: Table, mark: str, *, adding: bool) -> str:
    name = table.name
    columns = [column.name for column in table.columns]
    keys = [column.name for column in table.primary_key]
    before = f"{name}.{{0}} + " if adding else ""
    sets = [f"{{0}} = {before}excluded.{{0}}".format(c) for c in columns if c not in keys]
    return (
        f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({', '.join([mark] * len(columns))}) "  # noqa: S608 -- names of our own tables
        f"ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {', '.join(sets)}"
    )
