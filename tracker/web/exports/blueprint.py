"""The blueprint of exports, and who may take numbers away."""

from __future__ import annotations

from flask import Blueprint

from tracker.registry.people import Role

blueprint = Blueprint("exports", __name__, url_prefix="/exports")

EXPORTING = (Role.OFFICIAL, Role.REVIEWER, Role.ADMINISTRATOR)
"""Who may export: whoever sees every place."""
