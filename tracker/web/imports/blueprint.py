"""The blueprint of the pages of imports, and how large a file may be sent to them."""

from __future__ import annotations

from flask import Blueprint, Flask, current_app, request

from tracker.config import LIMITS_KEY
from tracker.exchange.reading.limits import MEGABYTE
from tracker.registry.people import Role

blueprint = Blueprint("imports", __name__, url_prefix="/imports")

IMPORTING = (Role.REVIEWER, Role.ADMINISTRATOR)
"""Who may import."""

UPLOAD = "imports.upload"


def init_app(app: Flask) -> None:
    """Let files as large as imports may be through; to be called before forms are checked."""
    app.before_request(allow_large_file)


def allow_large_file() -> None:
    """Lift the limit of all other requests for the one page that takes files to import."""
    if request.endpoint == UPLOAD:
        # Room for the form around the file; the file itself is measured when it is opened.
        request.max_content_length = current_app.config[LIMITS_KEY].size + MEGABYTE
