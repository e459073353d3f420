"""The fixtures of pages, for what holds for all of them."""

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
