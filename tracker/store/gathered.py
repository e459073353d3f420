"""Columns of many rows gathered into one list each: a fraction of the work of reading the rows."""

from __future__ import annotations

import json
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, func
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import Session


def gather(
    session: Session, column: ColumnElement[Any], order: ColumnElement[Any]
) -> ColumnElement[Any]:
    """The values of a column in a group, to be read with `read_gathered`.

    PostgreSQL gives them in the order asked for, SQLite in the order of its scan.
    """
    if session.get_bind().dialect.name == "sqlite":
        return func.json_group_array(column)
    return func.array_agg(aggregate_order_by(column, order))


def read_gathered(found: Any) -> list[Any]:
    """The list; days are text where the engine has no type for them."""
    values: list[Any] = json.loads(found) if isinstance(found, str) else found
    return values


@lru_cache(4096)
def read_day(found: date | str) -> date:
    """The day of a gathered list."""
    return date.fromisoformat(found) if isinstance(found, str) else found
