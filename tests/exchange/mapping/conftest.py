"""An operation without places."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from tracker.domain.days import OperationClock
from tracker.registry.operation import create_operation


@pytest.fixture
def operation(session: Session) -> Session:
    clock = OperationClock(start=date(2024, 8, 6), time_zone="Europe/Moscow", deadline_hour=10)
    create_operation(session, name="Border region", clock=clock)
    return session
