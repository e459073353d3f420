"""An operation to record in, and short ways to say what is sent."""

import pytest
from sqlalchemy.orm import Session

from tests.histories import make_operation


@pytest.fixture
def operation(session: Session) -> Session:
    """A session with the small operation of `tests.histories`."""
    make_operation(session)
    return session
