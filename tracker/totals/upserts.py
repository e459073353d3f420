"""Insert-or-change statements that SQLite and PostgreSQL share, past work on each row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from functools import cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Table
from sqlalchemy.orm import Session

from tracker.store.driver import driver_of
from tracker.store.insertion import convert_values


def replace_rows(session: Session, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert full rows, replacing those with the same key."""
    in_order = itemgetter(*(column.name for column in table.columns))
    _upsert(session, table, [list(in_order(row)) for row in rows], adding=False)


def add_rows(session: Session, table: Table, rows: Sequence[list[Any]]) -> None:
    """Insert full rows, in the order of the table's columns, adding to those with the same key."""
    _upsert(session, table, rows, adding=True)


def _upsert(session: Session, table: Table, rows: Sequence[list[Any]], *, adding: bool) -> None:
    driver = driver_of(session)
    names = tuple(column.name for column in table.columns)
    convert_values(table, names, rows, driver.dialect)
    mark = "%s" if driver.is_postgresql else "?"
    with closing(driver.connection.cursor()) as cursor:
        cursor.executemany(_write_upsert(table, mark, adding=adding), rows)


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
