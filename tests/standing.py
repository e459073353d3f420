"""Fixtures of what stands in a database before a test begins."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.databases import Databases, Fill


def stands(fill: Fill[Any]) -> Any:
    """Make a fixture of what fills a session: a session in which that was done once for all.

    What the test does is rolled back, as in `session`.
    """

    def fixture(databases: Databases) -> Iterator[Session]:
        with databases.session(fill) as (session, _):
            yield session

    fixture.__name__, fixture.__doc__ = fill.__name__, fill.__doc__
    fixture.__module__ = fill.__module__
    return pytest.fixture(fixture)
