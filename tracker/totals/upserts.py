"""Insert-or-change statements that SQLite and PostgreSQL share, prepared once per table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import FromClause, Insert, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session


def replace_rows(session: Session, table: FromClause, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows, replacing those with the same key."""
    session.execute(_make_upsert(table, _dialect(session), adding=False), list(rows))


def add_rows(session: Session, table: FromClause, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows, adding their numbers to those with the same key."""
    session.execute(_make_upsert(table, _dialect(session), adding=True), list(rows))


def _dialect(session: Session) -> str:
    return session.get_bind().dialect.name


@cache
def _make_upsert(table: Table, dialect: str, *, adding: bool) -> Insert:
    insert = (postgresql if dialect == "postgresql" else sqlite).insert(table)
    columns = [column for column in table.columns if not column.primary_key]
    values = {
        column.name: column + insert.excluded[column.name]
        if adding
        else insert.excluded[column.name]
        for column in columns
    }
    upsert: Insert = insert.on_conflict_do_update(
        index_elements=list(table.primary_key), set_=values
    )
    return upsert
