"""Addresses that belong to no audience: the start page and the sign of life."""

from __future__ import annotations

from flask import Blueprint, redirect
from flask.typing import ResponseReturnValue

from tracker.web.shared import access
from tracker.web.shared.identity import current_person
from tracker.web.shared.navigation import find_home
from tracker.web.shared.operation import current_operation

blueprint = Blueprint("site", __name__)


@blueprint.get("/")
@access.signed_in
def index() -> ResponseReturnValue:
    """Lead each role to its start page."""
    return redirect(find_home(current_person()), code=303)


@blueprint.get("/health")
@access.public
def health() -> ResponseReturnValue:
    """Say that the server and its database answer."""
    current_operation()
    return {"status": "ok"}
