"""The operation that the current request is about, read once."""

from __future__ import annotations

from flask import g

from tracker.domain.errors import NotFound
from tracker.registry.operation import Operation, load_operation
from tracker.web.shared.unit_of_work import reading


def current_operation() -> Operation | None:
    """The operation; None before an administrator has set it up."""
    if "operation" not in g:
        g.operation = load_operation(reading())
    found: Operation | None = g.operation
    return found


def require_operation() -> Operation:
    """The operation; without one there is nothing to report about, or to show."""
    operation = current_operation()
    if operation is None:
        raise NotFound("operation", "yet")
    return operation
