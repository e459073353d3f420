"""The driver's own connection of a session, for the statements that go past SQLAlchemy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Dialect
from sqlalchemy.orm import Session

_NOTED = "driver"


@dataclass(frozen=True, slots=True)
class Driver:
    """A connection as sqlite3 or psycopg knows it."""

    dialect: Dialect
    connection: Any

    @property
    def is_postgresql(self) -> bool:
        """Whether it is psycopg's."""
        return self.dialect.name == "postgresql"


def driver_of(session: Session) -> Driver:
    """The connection of the session's transaction, which begins here unless it has begun.

    SQLAlchemy's own way to it takes as long as a look-up in SQLite, a dozen times for a report.
    """
    transaction = session.get_transaction()
    noted, known = session.info.get(_NOTED, (None, None))
    if transaction is not None and noted is transaction and isinstance(known, Driver):
        return known
    connection = session.connection()
    driver = Driver(connection.dialect, connection.connection.driver_connection)
    session.info[_NOTED] = (session.get_transaction(), driver)
    return driver
