"""The mark of the registers: the database itself renews it whenever anything in them changes."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from tracker.store.base import Base

REGISTERS = (
    "operation",
    "place",
    "shelter_status",
    "reporting_mode",
    "source",
    "person",
    "role",
    "person_role",
    "assignment",
)
"""Tables whose changes renew the mark, whoever makes them and from which process."""


class RegisterMarkRow(Base):
    """What the registers say, in one word: made by chance, so that no other content ever had it.

    A count would not do: a change that is taken back leaves its number to the next one.
    """

    __tablename__ = "register_mark"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    mark: Mapped[str] = mapped_column(String(36))


_MADE_BY_CHANCE = {"sqlite": "hex(randomblob(16))", "postgresql": "gen_random_uuid()::text"}


def begin_statements(dialect: str) -> list[str]:
    """SQL that makes the first mark, and has it renewed from then on."""
    chance = _MADE_BY_CHANCE[dialect]
    renew = f"UPDATE register_mark SET mark = {chance}"  # noqa: S608 (our own words)
    first = f"INSERT INTO register_mark (id, mark) VALUES (1, {chance})"  # noqa: S608 (as above)
    if dialect == "sqlite":
        return [
            first,
            *(_renew_in_sqlite(table, act, renew) for table in REGISTERS for act in _ACTS),
        ]
    function = (
        "CREATE FUNCTION renew_register_mark() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN {renew}; RETURN NULL; END $$"
    )
    return [first, function, *map(_renew_in_postgresql, REGISTERS)]


_ACTS = ("INSERT", "UPDATE", "DELETE")


def _renew_in_sqlite(table: str, act: str, renew: str) -> str:
    name = _name_in_sqlite(table, act)
    return f"CREATE TRIGGER {name} AFTER {act} ON {table} BEGIN {renew}; END"


def _name_in_sqlite(table: str, act: str) -> str:
    return f"tr_{table}_mark_{act.lower()}"


def _renew_in_postgresql(table: str) -> str:
    return (
        f"CREATE TRIGGER tr_{table}_mark AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION renew_register_mark()"
    )


def end_statements(dialect: str) -> list[str]:
    """SQL that ends the renewing, also where the tables are gone."""
    if dialect == "sqlite":
        names = (_name_in_sqlite(table, act) for table in REGISTERS for act in _ACTS)
        return [f"DROP TRIGGER IF EXISTS {name}" for name in names]
    return ["DROP FUNCTION renew_register_mark() CASCADE"]
