"""Bring a database's schema up to date, with Alembic called from code."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from tracker.store import accounts, places, reports, totals
from tracker.store.base import Base
from tracker.store.database import Database
from tracker.store.protection import drop_statements

MIGRATIONS = Path(__file__).parents[2] / "migrations"

TABLES = (accounts, places, reports, totals)
"""The modules that must be loaded for the metadata to know every table."""


def upgrade(database: Database) -> None:
    """Apply all migrations that are missing, in one transaction.

    Does nothing when there are none.
    """
    script = ScriptDirectory(str(MIGRATIONS))
    if is_current(database, script):
        return
    with database.write.begin() as connection:
        _apply(connection)


def recreate_schema(connection: Connection) -> None:
    """Drop every table of the tracker with all it holds, and apply all migrations anew."""
    Base.metadata.drop_all(connection)
    connection.execute(text("DROP TABLE alembic_version"))
    for statement in drop_statements(connection.dialect.name):
        connection.execute(text(statement))
    _apply(connection)


def _apply(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def is_current(database: Database, script: ScriptDirectory | None = None) -> bool:
    """Whether the schema is that of the newest migration."""
    script = script or ScriptDirectory(str(MIGRATIONS))
    with database.write.connect() as connection:
        context = MigrationContext.configure(connection)
        return context.get_current_revision() == script.get_current_head()
