"""An operation in which acts are done."""

from collections.abc import Iterator

import pytest

from tests.audit.tampering import drop_protection
from tests.databases import Databases
from tests.histories import make_operation
from tests.standing import stands
from tracker.store.database import Database

operation = stands(make_operation)
"""A session with the small operation of `tests.histories`."""


@pytest.fixture
def own_operation(databases: Databases) -> Iterator[Database]:
    """A database of the test's own with that operation, committed."""
    with databases.own(databases.keep(make_operation)[0]) as database:
        yield database


@pytest.fixture
def unprotected(databases: Databases) -> Iterator[Database]:
    """A database of the test's own in which nothing stops anybody from changing history."""
    with databases.own(databases.keep(drop_protection)[0]) as database:
        yield database
