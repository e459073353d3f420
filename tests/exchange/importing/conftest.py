"""A small operation to import into."""

from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.histories import make_operation
from tests.standing import stands


@stands
def operation(session: Session) -> None:
    make_operation(session)
    if session.get_bind().dialect.name == "postgresql":
        # Its places have ids of their own; shelters of an import come after them.
        session.execute(text("SELECT setval(pg_get_serial_sequence('place', 'id'), 100)"))
