"""Bring a database's schema up to date, with Alembic called from code."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from tracker.store import (
    accounts,
    audit,
    imports,
    marking,
    place_past,
    places,
    published,
    reports,
    review,
    rulings,
    totals,
)
from tracker.store.base import Base
from tracker.store.database import Database
from tracker.store.marking import end_statements
from tracker.store.protection import drop_statements

MIGRATIONS = Path(__file__).parents[2] / "migrations"

TABLES = (
    accounts,
    audit,
    imports,
    marking,
    place_past,
    places,
    published,
    reports,
    review,
    rulings,
    totals,
)
"""The modules that must be loaded for the metadata to know every table."""


def upgrade(database: Database) -> None:
    """Apply all migrations that are missing, in one transaction.

    Does nothing when there are none.
    """
    if is_current(database):
        return
    with database.write.begin() as connection:
        apply(connection)


def recreate_schema(connection: Connection) -> None:
    """Drop every table of the tracker with all it holds, and apply all migrations anew."""
    Base.metadata.drop_all(connection)
    connection.execute(text("DROP TABLE alembic_version"))
    dialect = connection.dialect.name
    for statement in (*drop_statements(dialect), *end_statements(dialect)):
        connection.execute(text(statement))
    apply(connection)


def is_current(database: Database) -> bool:
    """Whether the schema is that of the newest migration, whose file's name begins with its id."""
    with database.write.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return False
        applied = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return applied == find_newest()


def find_newest() -> str:
    """The id of the newest migration; ids are counted up."""
    return max(path.name for path in (MIGRATIONS / "versions").glob("[0-9]*.py")).split("_")[0]


def apply(connection: Connection, until: str = "head") -> None:
    """Apply the migrations up to the one with this id."""
    # Alembic takes a third of a second to load, and almost no start has a migration to apply.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, until)
