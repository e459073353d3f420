"""What every template knows, and pages shown again with problems."""

from __future__ import annotations

from typing import Any

from flask import Flask, g, render_template

from tracker.web.shared.clock import today
from tracker.web.shared.identity import find_current_person
from tracker.web.shared.navigation import Navigation, build_navigation
from tracker.web.shared.operation import current_operation
from tracker.web.shared.unit_of_work import discard_writing

UNPROCESSABLE = 422


def render_again(template: str, **context: Any) -> tuple[str, int]:
    """A form shown again with its problems; what was written for it is taken back."""
    discard_writing()
    return render_template(template, **context), UNPROCESSABLE


def show_without_database() -> None:
    """Render the rest of this request without the database, since that may be what failed."""
    g.without_database = True


def init_app(app: Flask) -> None:
    """Give all templates the operation, the person and their navigation."""
    app.context_processor(_describe_request)


def _describe_request() -> dict[str, Any]:
    if g.get("without_database"):
        return {"operation": None, "person": None, "navigation": Navigation()}
    person, operation = find_current_person(), current_operation()
    return {
        "operation": operation,
        "example_day": today() if operation and operation.is_example else None,
        "person": person,
        "navigation": build_navigation(person),
    }
