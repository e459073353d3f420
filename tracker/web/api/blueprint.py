"""The blueprint of the API: no page of it knows sessions, and none asks for a form's token."""

from __future__ import annotations

from flask import Blueprint

MEDIA = "application/json"
VERSION = "v1"
PREFIX = f"/api/{VERSION}"

blueprint = Blueprint("api", __name__, url_prefix=PREFIX)
