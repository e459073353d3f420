"""Lists of ids, keys and days as tables inside a statement; long ones past any limit."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from datetime import date

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Date,
    Integer,
    String,
    Subquery,
    cast,
    func,
    literal,
    literal_column,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session


def list_keys(keys: Collection[str]) -> Subquery:
    """A table with the column `key`, of a few."""
    return union_all(*(select(literal(str(key)).label("key")) for key in keys)).subquery("wanted")


def list_ids(session: Session, ids: Iterable[int]) -> Subquery:
    """A table with the column `id`."""
    given = literal(json.dumps(list(ids)))
    if session.get_bind().dialect.name == "sqlite":
        rows = func.json_each(given).table_valued("value")
        return select(type_coerce(rows.c.value, Integer).label("id")).subquery()
    rows = func.jsonb_array_elements_text(cast(given, JSONB)).table_valued("value")
    return select(cast(rows.c.value, BigInteger).label("id")).subquery()


def list_days(session: Session, pairs: Iterable[tuple[int, date]]) -> Subquery:
    """A table with the columns `place_id` and `day`."""
    given = literal(json.dumps([[place, day.isoformat()] for place, day in pairs]))
    if session.get_bind().dialect.name == "sqlite":
        rows = func.json_each(given).table_valued("value")
        place: ColumnElement[int] = type_coerce(func.json_extract(rows.c.value, "$[0]"), Integer)
        day: ColumnElement[date] = type_coerce(func.json_extract(rows.c.value, "$[1]"), Date)
    else:
        rows = func.jsonb_array_elements(cast(given, JSONB)).table_valued("value")
        place = cast(rows.c.value.op("->>")(literal_column("0")), Integer)
        day = cast(rows.c.value.op("->>")(literal_column("1")), Date)
    return select(place.label("place_id"), day.label("day")).subquery()


def list_series_days(session: Session, triples: Iterable[tuple[int, date, str]]) -> Subquery:
    """A table with the columns `place_id`, `day` and `key`."""
    given = literal(json.dumps([[place, day.isoformat(), key] for place, day, key in triples]))
    if session.get_bind().dialect.name == "sqlite":
        rows = func.json_each(given).table_valued("value")
        place: ColumnElement[int] = type_coerce(func.json_extract(rows.c.value, "$[0]"), Integer)
        day: ColumnElement[date] = type_coerce(func.json_extract(rows.c.value, "$[1]"), Date)
        key: ColumnElement[str] = type_coerce(func.json_extract(rows.c.value, "$[2]"), String)
    else:
        rows = func.jsonb_array_elements(cast(given, JSONB)).table_valued("value")
        place = cast(rows.c.value.op("->>")(literal_column("0")), Integer)
        day = cast(rows.c.value.op("->>")(literal_column("1")), Date)
        key = rows.c.value.op("->>")(literal_column("2"))
    return select(place.label("place_id"), day.label("day"), key.label("key")).subquery()
