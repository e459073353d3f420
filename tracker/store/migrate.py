"""Bring a database's schema up to date, with Alembic called from code."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from tracker.store.database import Database

MIGRATIONS = Path(__file__).parents[2] / "migrations"


def upgrade(database: Database) -> None:
    """Apply all migrations that are missing, in one transaction.

    Does nothing when there are none.
    """
    script = ScriptDirectory(str(MIGRATIONS))
    if is_current(database, script):
        return
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with database.write.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def is_current(database: Database, script: ScriptDirectory | None = None) -> bool:
    """Whether the schema is that of the newest migration."""
    script = script or ScriptDirectory(str(MIGRATIONS))
    with database.write.connect() as connection:
        context = MigrationContext.configure(connection)
        return context.get_current_revision() == script.get_current_head()
