"""Lists of ids, keys and days as tables inside a statement; long ones past any limit.

A statement read on every page is made once for each dialect, with `ask_ids` or `ask_days` in it;
putting it together takes longer than the database with it.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from sqlalchemy import (
    BigInteger,
    BindParameter,
    Date,
    Integer,
    String,
    Subquery,
    bindparam,
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
from sqlalchemy.types import TypeEngine


def list_keys(keys: Collection[str]) -> Subquery:
    """A table with the column `key`, of a few."""
    return union_all(*(select(literal(str(key)).label("key")) for key in keys)).subquery("wanted")


def list_ids(session: Session, ids: Iterable[int]) -> Subquery:
    """A table with the column `id`."""
    return _list_ids(dialect_of(session), literal(write_ids(ids)))


def ask_ids(dialect: str) -> Subquery:
    """The same of a statement for one dialect, which is given `write_ids` as `ids` later."""
    return _list_ids(dialect, bindparam("ids", type_=String()))


def write_ids(ids: Iterable[int]) -> str:
    """Ids as `ask_ids` takes them."""
    return json.dumps(list(ids))


def dialect_of(session: Session) -> str:
    """The name of the dialect that a session's database speaks."""
    return session.get_bind().dialect.name


def _list_ids(dialect: str, given: BindParameter[str]) -> Subquery:
    if dialect == "sqlite":
        rows = func.json_each(given).table_valued("value")
        return select(type_coerce(rows.c.value, Integer).label("id")).subquery()
    rows = func.jsonb_array_elements_text(cast(given, JSONB)).table_valued("value")
    return select(cast(rows.c.value, BigInteger).label("id")).subquery()


def list_days(session: Session, pairs: Iterable[tuple[int, date]]) -> Subquery:
    """A table with the columns `place_id` and `day`."""
    return _make_rows(dialect_of(session), literal(write_days(pairs)), _PLACE, _DAY)


def ask_days(dialect: str) -> Subquery:
    """The same of a statement for one dialect, which is given `write_days` as `days` later."""
    return _make_rows(dialect, bindparam("days", type_=String()), _PLACE, _DAY)


def write_days(pairs: Iterable[tuple[int, date]]) -> str:
    """Pairs of a place and a day as `ask_days` takes them."""
    return json.dumps([[place, day.isoformat()] for place, day in pairs])


def list_series_days(session: Session, triples: Iterable[tuple[int, date, str]]) -> Subquery:
    """A table with the columns `place_id`, `day` and `key`."""
    given = [[place, day.isoformat(), key] for place, day, key in triples]
    return _list_rows(session, given, _PLACE, _DAY, _KEY)


def list_revisions(session: Session, triples: Iterable[tuple[int, date, int]]) -> Subquery:
    """A table with the columns `place_id`, `day` and `revision_id`."""
    given = [[place, day.isoformat(), revision] for place, day, revision in triples]
    return _list_rows(session, given, _PLACE, _DAY, _REVISION)


def list_candidates(session: Session, rows: Iterable[tuple[int, date, int, int, int]]) -> Subquery:
    """A table with the columns `place_id`, `day`, `source_id`, `revision_id` and `order`."""
    given = [[place, day.isoformat(), *others] for place, day, *others in rows]
    return _list_rows(session, given, _PLACE, _DAY, _SOURCE, _REVISION, _ORDER)


def list_revision_keys(session: Session, rows: Iterable[tuple[int, str, int]]) -> Subquery:
    """A table with the columns `revision_id`, `key` and `order`."""
    return _list_rows(session, list(map(list, rows)), _REVISION, _KEY, _ORDER)


def list_series_of_sources(session: Session, rows: Iterable[tuple[int, str, int]]) -> Subquery:
    """A table with the columns `place_id`, `key` and `source_id`."""
    return _list_rows(session, list(map(list, rows)), _PLACE, _KEY, _SOURCE)


def list_groups(session: Session, pairs: Iterable[tuple[int, int]]) -> Subquery:
    """A table with the columns `place_id` and `group_number`."""
    given = [[place, number] for place, number in pairs]
    return _list_rows(session, given, _PLACE, ("group_number", Integer()))


_Column = tuple[str, TypeEngine[Any]]
_PLACE: _Column = ("place_id", Integer())
_DAY: _Column = ("day", Date())
_KEY: _Column = ("key", String())
_SOURCE: _Column = ("source_id", Integer())
_REVISION: _Column = ("revision_id", BigInteger())
_ORDER: _Column = ("order", Integer())


def _list_rows(session: Session, rows: list[list[Any]], *columns: _Column) -> Subquery:
    """A table of rows given as lists in the order of the columns."""
    return _make_rows(dialect_of(session), literal(json.dumps(rows)), *columns)


def _make_rows(dialect: str, given: BindParameter[str], *columns: _Column) -> Subquery:
    if dialect == "sqlite":
        found = func.json_each(given).table_valued("value").c.value
        return select(
            *(
                type_coerce(func.json_extract(found, f"$[{at}]"), kind).label(name)
                for at, (name, kind) in enumerate(columns)
            )
        ).subquery()
    found = func.jsonb_array_elements(cast(given, JSONB)).table_valued("value").c.value
    return select(
        *(
            cast(found.op("->>")(literal_column(str(at))), kind).label(name)
            for at, (name, kind) in enumerate(columns)
        )
    ).subquery()
