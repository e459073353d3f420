"""The fixtures of all tests of pages."""

from tests.web.fixtures import (
    app,
    client,
    client_of,
    make_person,
    operation,
    shared_app,
    start,
    web_database,
    writer,
)

__all__ = [
    "app",
    "client",
    "client_of",
    "make_person",
    "operation",
    "shared_app",
    "start",
    "web_database",
    "writer",
]
