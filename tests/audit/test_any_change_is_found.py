"""Random acts, then any one change of anything stored of them: it is found."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from hypothesis import strategies as st
from sqlalchemy import Table, and_, delete, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tests.audit.tampering import do_acts, import_and_undo, stop_asking_foreign_keys
from tests.histories import Act, acts, make_operation
from tests.playing import Player
from tests.properties import holds_for
from tracker.audit.verify import find_break
from tracker.store.base import Base
from tracker.store.database import Database
from tracker.store.protection import APPEND_ONLY

DERIVED = {"place_past", "published_act", "published_change"}
"""What acts changed in published totals, and what the registers said before acts, follows from the
acts, and has no link of its own."""

TABLES = (*sorted(APPEND_ONLY.keys() - DERIVED), "report")
MEANINGLESS = {("report_count_part", "id")}
"""Parts are known by their order; what number they have says nothing."""


@contextmanager
def played(database: Database, history: list[Act]) -> Iterator[Session]:
    """An operation with acts of every kind and a history, unprotected, gone afterwards."""
    with database.write.connect() as connection:
        stop_asking_foreign_keys(connection)
        with connection.begin() if not connection.in_transaction() else connection:
            with Session(connection, join_transaction_mode="create_savepoint") as session:
                make_operation(session)
                do_acts(session)
                import_and_undo(session)
                player = Player(session)
                for act in history:
                    player.play(act)
                session.flush()
                yield session
                session.close()
            connection.rollback()


OTHER: dict[type, Callable[[Any], Any]] = {
    bool: lambda value: not value,
    int: lambda value: value + 1,
    float: lambda value: value + 0.5,
    str: lambda value: value[:-1] + ("y" if value.endswith("x") else "x"),
    bytes: lambda value: value[:-1] + bytes([value[-1] ^ 1]),
    datetime: lambda value: value + timedelta(microseconds=1),
    date: lambda value: value + timedelta(days=1),
    UUID: lambda value: UUID(int=value.int ^ 1),
    list: lambda value: [*value, 1],
    dict: lambda value: {**value, "more": 1},
}
"""Another value of the same kind."""

SOMETHING: dict[type, Any] = {
    int: 1,
    float: 1.5,
    str: "x",
    bytes: b"x",
    object: [],
    UUID: UUID(int=1),
}
"""A value where there is none, by the column's type."""


def tamper(session: Session, table: Table, data: st.DataObject) -> str | None:
    """Delete a row, or change a value in it; None where there is none, or the database refuses."""
    rows = session.execute(select(table).order_by(*table.primary_key)).mappings().all()
    if not rows:
        return None
    row = data.draw(st.sampled_from(rows))
    this = and_(*(column == row[column.key] for column in table.primary_key))
    # That the last link was cut off shows only against a head that was kept elsewhere.
    is_last_link = table.name == "audit_link" and row["number"] == rows[-1]["number"]
    names = [name for name in row if (table.name, name) not in MEANINGLESS]
    name = data.draw(st.sampled_from(names if is_last_link else [None, *names]))
    if name is None:
        session.execute(delete(table).where(this))
        return "deleted"
    value = row[name]
    kind = table.c[name].type.python_type
    changed = SOMETHING[kind] if value is None else OTHER[type(value)](value)
    try:
        session.execute(update(table).where(this).values({name: changed}))
    except DBAPIError:
        return None  # PostgreSQL still asks its checks
    return f"{name} {value!r} -> {changed!r}"


@holds_for(10, shrinks=False, history=acts(), data=st.data())
def test_any_change_is_found(
    unprotected: Database, history: list[Act], data: st.DataObject
) -> None:
    with played(unprotected, history) as session:
        session.expire_all()
        assert find_break(session) is None
        tried = 0
        for table in TABLES:
            change = session.begin_nested()
            done = tamper(session, Base.metadata.tables[table], data)
            session.expire_all()
            assert done is None or find_break(session) is not None, (table, done)
            tried += done is not None
            change.rollback()
        assert tried >= len(TABLES) // 2
