"""What an older schema held comes through the migrations."""

from sqlalchemy import text

from tracker.domain.days import Limits
from tracker.registry.operation import require_operation
from tracker.store.database import open_database
from tracker.store.migrate import apply, upgrade


def test_an_operation_of_the_first_schema_comes_through(blank_url: str) -> None:
    database = open_database(blank_url)
    try:
        with database.write.begin() as connection:
            apply(connection, until="0001")
            connection.execute(
                text(
                    "INSERT INTO operation (id, name, start_day, time_zone, deadline_hour, "
                    "stale_after, household_size, is_example) "
                    "VALUES (1, 'Border', '2024-08-06', 'UTC', 10, 5, 2.5, false)"
                )
            )
        upgrade(database)
        with database.reader() as session:
            operation = require_operation(session)
        assert (operation.name, operation.clock.limits) == ("Border", Limits(stale_after=5))
    finally:
        database.dispose()
