"""What the migrations make is what the tables in the code say."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from tracker.store.base import Base
from tracker.store.database import Database, open_database
from tracker.store.migrate import MIGRATIONS, is_current, upgrade


def test_migrations_make_the_tables_of_the_code(database: Database) -> None:
    with database.write.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_constraints_have_the_names_of_the_code(database: Database) -> None:
    inspector = inspect(database.write)
    for table in Base.metadata.sorted_tables:
        named = {str(check["name"]) for check in inspector.get_check_constraints(table.name)}
        expected = {
            str(constraint.name)
            for constraint in table.constraints
            if constraint.__visit_name__ == "check_constraint" and constraint.name
        }
        assert expected <= named, table.name


def test_there_is_one_line_of_migrations() -> None:
    assert len(ScriptDirectory(str(MIGRATIONS)).get_heads()) == 1


def test_an_empty_database_is_brought_up_to_date_once(blank_url: str) -> None:
    database = open_database(blank_url)
    try:
        assert not is_current(database)
        upgrade(database)
        assert is_current(database)
        upgrade(database)
    finally:
        database.dispose()
