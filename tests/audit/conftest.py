"""An operation in which acts are done."""

import pytest
from sqlalchemy.orm import Session

from tests.audit.tampering import drop_protection
from tests.histories import make_operation
from tracker.store.database import Database


@pytest.fixture
def operation(session: Session) -> Session:
    """A session with the small operation of `tests.histories`."""
    make_operation(session)
    return session


@pytest.fixture
def own_operation(own_database: Database) -> Database:
    """A database of the test's own with that operation, committed."""
    with own_database.writer() as session:
        make_operation(session)
        session.commit()
    return own_database


@pytest.fixture
def unprotected(own_database: Database) -> Database:
    """A database of the test's own in which nothing stops anybody from changing history."""
    drop_protection(own_database)
    return own_database
