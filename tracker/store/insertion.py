"""Insert thousands of rows the fastest way that each engine has."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Boolean, Date, Dialect, LargeBinary, Table, func, select, text
from sqlalchemy.orm import Session

from tracker.store.base import UtcMoment
from tracker.store.driver import driver_of

Convert = Callable[[Any], Any]

FEW = 50
"""Up to so many rows PostgreSQL takes sooner in one batch of inserts than by COPY."""

_NEXT_IDS = text(
    "SELECT nextval(pg_get_serial_sequence(:table, 'id')) FROM generate_series(1, :count)"
)


def reserve_ids(session: Session, table: Table, count: int) -> Sequence[int]:
    """The ids of the next rows of a table; the session holds the write lock, or takes it here."""
    if session.get_bind().dialect.name == "postgresql":
        wanted = {"table": table.name, "count": count}
        return session.execute(_NEXT_IDS, wanted).scalars().all()
    last = session.execute(select(func.coalesce(func.max(table.c.id), 0))).scalar_one()
    return range(last + 1, last + 1 + count)


def insert_rows(session: Session, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all name the same columns; goes past SQLAlchemy's work on each parameter."""
    if not rows:
        return
    names = tuple(rows[0])
    driver = driver_of(session)
    values = [list(row) for row in map(itemgetter(*names), rows)]
    convert_values(table, names, values, driver.dialect)
    if driver.is_postgresql and len(rows) > FEW:
        _copy(driver.connection, table, names, values)
    else:
        marks = ", ".join(["%s" if driver.is_postgresql else "?"] * len(names))
        with closing(driver.connection.cursor()) as cursor:
            cursor.executemany(
                f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({marks})",  # noqa: S608 (our own names)
                values,
            )


def _copy(driver: Any, table: Table, names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    target = f"COPY {table.name} ({', '.join(names)}) FROM STDIN"
    with driver.cursor() as cursor, cursor.copy(target) as copy:
        for row in rows:
            copy.write_row(row)


def convert_values(
    table: Table, names: tuple[str, ...], rows: Sequence[list[Any]], dialect: Dialect
) -> None:
    """Turn the values of the named columns, row by row, into what the driver takes."""
    for index, convert in _list_converts(table, names, dialect.name, dialect):
        for row in rows:
            row[index] = convert(row[index])


_known_converts: dict[tuple[str, tuple[str, ...], str], list[tuple[int, Convert]]] = {}


def _list_converts(
    table: Table, names: tuple[str, ...], engine: str, dialect: Dialect
) -> list[tuple[int, Convert]]:
    """Columns whose values the driver does not take as they are, and how to make them."""
    key = (table.name, names, engine)
    if key not in _known_converts:
        _known_converts[key] = list(_find_converts(table, names, dialect))
    return _known_converts[key]


def _find_converts(
    table: Table, names: Sequence[str], dialect: Dialect
) -> Iterator[tuple[int, Convert]]:
    for index, name in enumerate(names):
        kind = table.c[name].type
        convert = kind.dialect_impl(dialect).bind_processor(dialect)
        # Both drivers take truth values and bytes; a few days and moments come again in thousands
        # of rows.
        if convert is not None and not isinstance(kind, Boolean | LargeBinary):
            yield index, lru_cache(4096)(convert) if isinstance(kind, Date | UtcMoment) else convert
